import { LRUCache } from "lru-cache";
import type { TrackMark } from "../../ports.js";
import type { Frame } from "../frame-ring.js";
import type { StreamCodec } from "../stream-codec.js";
import type { ItemStorage } from "./item-bytes.js";
import { ItemTrack } from "./item-track.js";

/** The current item, the last two, and what a server sends ahead of short ones. */
const KEPT_TRACKS = 6;
/** In memory, of one player's items together: forty minutes of MP3. The current item and the one before it are kept in any case. */
const MOST_BYTES = 96_000_000;
const LEAST_TRACKS = 2;
/** Addresses are good for twelve hours, in which nobody hears more items than this. */
const MOST_NAMES = 1_000;

/** A name of Alexa's side for an item, and what it stands for. */
interface Binding {
  queueItemId?: string;
  track?: ItemTrack | undefined;
  /** Its audio begins with this generation, or with a later one. */
  since?: number;
}

interface Shelved {
  /** The mark that began it; undefined while a promised length ended the item before and no mark has come. */
  markId: number | undefined;
  fromUs: number;
  /** Where in the item its bytes begin. */
  readonly positionMs: number;
  readonly track: ItemTrack;
  /** The generation that it began in, counted from 1. */
  readonly generation: number;
}

/**
 * One player's timeline cut into items at its marks, and Alexa's names for them. Nothing is lost or doubled at a cut: what one
 * item does not have the next one has.
 */
export class ItemShelf {
  readonly #storage: ItemStorage | undefined;
  #shelved: Shelved[] = [];
  readonly #bindings = new LRUCache<string, Binding>({ max: MOST_NAMES });
  #codec: StreamCodec | undefined;
  /** Of the newest generation; marks of older ones cannot move. */
  #current: Shelved[] = [];
  #generation = 0;
  #isOver = false;

  /** `storage`: where the older bytes of long items go; without one they are forgotten. */
  constructor(storage?: ItemStorage) {
    this.#storage = storage;
  }

  /** Gives up all bytes. */
  stop(): void {
    for (const { track } of this.#shelved) track.forget();
  }

  /** A generation begins; `goesOn`: it may go on with what was paused, which its first mark says. */
  generation(codec: StreamCodec): void {
    this.#codec = codec;
    this.#current = [];
    this.#generation += 1;
    this.#isOver = false;
  }

  /** The generation ended; of a pause its item is kept, since it goes on. */
  end(isNatural: boolean): void {
    this.#isOver = isNatural;
    if (isNatural) for (const { track } of this.#current) track.complete();
  }

  /** The queue came to its end, and nothing has begun since. */
  get isOver(): boolean {
    return this.#isOver;
  }

  mark(mark: TrackMark): void {
    const known = this.#current.find(({ markId }) => markId === mark.id);
    if (known !== undefined) this.#move(known, mark);
    else if (this.#current.length === 0) this.#begin(mark);
    else this.#split(mark);
    const shelved = this.#current.find(({ markId }) => markId === mark.id);
    if (shelved === undefined) return;
    this.#name(shelved.track, mark.queueItemId);
    shelved.track.endUs = mark.endUs ?? shelved.track.endUs;
  }

  /** What somebody hears keeps its name: right after a skip the queue names the next item while the old one still sounds. */
  #name(track: ItemTrack, told: string | undefined): void {
    const heardAs = track.isGiven ? (track.queueItemId ?? this.#boundTo(track)) : undefined;
    track.queueItemId = heardAs ?? told ?? track.queueItemId;
  }

  #boundTo(track: ItemTrack): string | undefined {
    return [...this.#bindings.values()].find((binding) => binding.track === track)?.queueItemId;
  }

  /** The next frame of the newest generation. */
  frame(frame: Frame): void {
    const middleUs = frame.startUs + frame.durationUs / 2;
    const shelved = this.#current.findLast(({ fromUs }) => fromUs <= middleUs) ?? this.#current[0];
    if (shelved === undefined) return;
    const before = this.#before(shelved)?.track;
    // Not earlier: a mark may come before the audio that it divides.
    before?.complete();
    if (shelved.track.append(frame, before?.lastFrame)) return;
    // A promised length is over before its item is: the rest is the beginning of the next one.
    const next =
      this.#current[this.#current.indexOf(shelved) + 1] ?? this.#add({ fromUs: frame.startUs, positionMs: 0 });
    next?.track.append(frame, shelved.track.lastFrame);
  }

  #before(shelved: Shelved): Shelved | undefined {
    return this.#current[this.#current.indexOf(shelved) - 1];
  }

  /** What is known of an item's place in the queue; may change until it sounds. */
  bind(item: string, queueItemId: string): void {
    const binding = this.#bindings.get(item);
    if (binding?.track !== undefined && binding.track.queueItemId !== queueItemId && binding.track.isEmpty)
      delete binding.track;
    this.#bindings.set(item, { ...binding, queueItemId });
  }

  /** Music Assistant is being told to begin the item: audio that is here already, be it of the same track, is not what was asked for. */
  awaits(item: string): void {
    this.#bindings.set(item, { ...this.#bindings.get(item), track: undefined, since: this.#generation + 1 });
  }

  /** The bytes of an item; undefined while its audio has not come. */
  find(item: string): ItemTrack | undefined {
    const binding = this.#bindings.get(item) ?? {};
    this.#bindings.set(item, binding);
    if (binding.track?.isGiven !== true) binding.track = this.#named(binding) ?? binding.track;
    binding.track ??= this.#isUnnamed(binding) ? this.#unclaimed(binding) : undefined;
    return binding.track;
  }

  /** Whether nobody was given anything after the item: what somebody who fetches it may resume. What follows may be here already. */
  isLastGiven(track: ItemTrack): boolean {
    return this.#shelved.findLast((shelved) => shelved.track.isGiven)?.track === track;
  }

  #named({ queueItemId, since = 0 }: Binding): ItemTrack | undefined {
    if (queueItemId === undefined) return undefined;
    return this.#shelved.findLast(({ track, generation }) => track.queueItemId === queueItemId && generation >= since)
      ?.track;
  }

  /** Without the API nobody can tell: items are asked for in the order in which they come. */
  #isUnnamed({ queueItemId }: Binding): boolean {
    return queueItemId === undefined || this.#shelved.every(({ track }) => track.queueItemId === undefined);
  }

  #unclaimed({ since = 0 }: Binding): ItemTrack | undefined {
    const claimed = new Set([...this.#bindings.values()].map(({ track }) => track));
    const last = this.#shelved.findLastIndex(({ track }) => claimed.has(track));
    if (last < 0) return this.#current.find(({ generation }) => generation >= since)?.track;
    // After a skip nobody comes for what was to follow the skipped item.
    const rest = this.#shelved.slice(last + 1).filter(({ generation }) => generation >= since);
    const current = rest.filter((shelved) => this.#current.includes(shelved));
    return (current[0] ?? rest.at(-1))?.track;
  }

  #begin(mark: TrackMark): void {
    const paused = this.#shelved.findLast(({ markId }) => markId === mark.id);
    if (paused === undefined) {
      for (const { track } of this.#shelved) this.#skip(track);
      this.#add(mark);
      return;
    }
    paused.track.resumeAt(mark.positionMs - paused.positionMs);
    this.#keepOnly((other) => other.markId === undefined || other.markId <= mark.id);
    paused.fromUs = mark.fromUs;
    this.#current = [paused];
  }

  /** What was not given of a skipped item is void. */
  #skip(track: ItemTrack): void {
    if (track.isComplete) return;
    track.cutFrom(-Infinity);
    track.complete();
  }

  #split(mark: TrackMark): void {
    const unmarked = this.#current.find(({ markId }) => markId === undefined);
    if (unmarked !== undefined) {
      unmarked.markId = mark.id;
      return;
    }
    if (!Number.isFinite(mark.fromUs)) return;
    const before = this.#current.findLast(({ fromUs }) => fromUs <= mark.fromUs) ?? this.#current[0];
    const frames = before?.track.cutFrom(mark.fromUs) ?? [];
    const next = this.#add(mark);
    if (frames.length > 0) before?.track.complete();
    for (const frame of frames) next?.track.append(frame, before?.track.lastFrame);
  }

  /** A mark that moves takes its audio with it, unless somebody was given some of it. */
  #move(known: Shelved, mark: TrackMark): void {
    const index = this.#current.indexOf(known);
    const before = this.#current[index - 1];
    if (mark.fromUs === known.fromUs || before === undefined || known.track.isGiven) return;
    if (!before.track.reopen()) return;
    const frames = known.track.cutFrom(-Infinity);
    known.fromUs = mark.fromUs;
    if (!Number.isFinite(mark.fromUs)) this.#remove(known);
    const earlier = before.track.cutFrom(mark.fromUs);
    for (const frame of [...earlier, ...frames]) this.frame(frame);
    if (Number.isFinite(mark.fromUs)) before.track.complete();
  }

  #remove(shelved: Shelved): void {
    this.#current = this.#current.filter((other) => other !== shelved);
    this.#keepOnly((other) => other !== shelved);
  }

  #keepOnly(isKept: (shelved: Shelved) => boolean): void {
    for (const { track } of this.#shelved.filter((shelved) => !isKept(shelved))) track.leaveDisk();
    this.#shelved = this.#shelved.filter(isKept);
  }

  #add({
    id,
    fromUs,
    positionMs,
  }: Pick<TrackMark, "fromUs" | "positionMs"> & { readonly id?: number }): Shelved | undefined {
    if (this.#codec === undefined) return undefined;
    const shelved = {
      markId: id,
      fromUs,
      positionMs,
      track: new ItemTrack(this.#codec, this.#storage),
      generation: this.#generation,
    };
    this.#current = [...this.#current, shelved];
    this.#shelved = [...this.#shelved, shelved];
    this.#forgetOldest();
    return shelved;
  }

  /** Alexa's names for items outlive their bytes, so that no name ever stands for another item. */
  #forgetOldest(): void {
    while (this.#shelved.length > KEPT_TRACKS || (this.#shelved.length > LEAST_TRACKS && this.#bytes() > MOST_BYTES))
      this.#shelved.shift()?.track.forget();
  }

  #bytes(): number {
    return this.#shelved.reduce((sum, { track }) => sum + track.inMemory, 0);
  }
}
