import { LRUCache } from "lru-cache";
import type { Clock, PlaybackFact, PlaybackWish, Timer } from "../../ports.js";
import type { LeadSettings } from "../response-clock.js";
import type { AnswerHead, ByteRange, Sink } from "../sink.js";
import type { StreamCodec } from "../stream-codec.js";
import { itemPadding } from "./item-padding.js";
import { ItemResponse, type ItemEnd } from "./item-response.js";
import type { ItemShelf } from "./item-shelf.js";
import type { ItemTrack } from "./item-track.js";

/** Items that may still be fetched anew. */
const MOST_EXPECTED = 1_000;

/** What the desk needs of the player whose items it hands out. */
export interface ItemDeskParts {
  readonly shelf: ItemShelf;
  readonly clock: Clock;
  readonly lead: () => LeadSettings;
  /** Bytes are sent while an item is waited for (setting). */
  readonly pads: () => boolean;
  /** Of the newest generation. */
  readonly codec: () => StreamCodec;
  /** MA streams, so that somebody who comes back did not press play. */
  readonly isStreaming: () => boolean;
  readonly report: (fact: PlaybackFact) => void;
  readonly wish: (wish: PlaybackWish) => void;
}

/** What a GET of an item asks for. */
export interface ItemRequest {
  readonly item: string;
  readonly range?: ByteRange | undefined;
}

interface Waiting {
  readonly request: ItemRequest;
  readonly sink: Sink;
  padded: number;
  /** Since when the queue has been over while it waited. */
  overMs: number | undefined;
  timer: Timer | undefined;
}

/** An item whose audio does not come is given up: longer than any item's rest would be, Echos do not wait. */
const GIVE_UP_MS = 600_000;
/** A queue that came to its end may be begun anew by then; one that is not has no such item, though Alexa was told of one. */
const OVER_PATIENCE_MS = 10_000;
const PAD_EVERY_MS = 1_000;
/** An Echo that closed the current item and opened the next one may be coming back (design, section 5). */
const COMES_BACK_WITHIN_MS = 1_500;

/**
 * Hands out items: one URL each, the next one's audio where the last one's ended. Fetches are all that a music skill's Echo
 * tells us, so that a person's "next" and "resume" are understood from them.
 */
export class ItemDesk {
  readonly #parts: ItemDeskParts;
  readonly #responses = new Set<ItemResponse>();
  readonly #waiting = new Set<Waiting>();
  /** Somebody was given these by a directive, which says what there is to say. */
  readonly #expected = new LRUCache<string, true>({ max: MOST_EXPECTED });
  #last: ItemResponse | undefined;
  #leaving: Timer | undefined;

  constructor(parts: ItemDeskParts) {
    this.#parts = parts;
  }

  /** A directive has led to this item, and Music Assistant was told: that it is fetched is no wish. */
  expect(item: string): void {
    this.#expected.set(item, true);
  }

  /** What answers a HEAD: as the GET would, as far as it is known. */
  headOf({ item, range }: ItemRequest): AnswerHead {
    const track = this.#parts.shelf.find(item);
    return track === undefined || track.isEmpty ? this.#growing() : this.#headOf(track, range);
  }

  /** Serves a GET: from the bytes that are there, or, with headers at once, when they come. */
  open(request: ItemRequest, sink: Sink): void {
    const { shelf, report, wish } = this.#parts;
    report({ kind: "fetched", playId: request.item });
    const track = shelf.find(request.item);
    const isBack = track !== undefined && track === this.#last?.track;
    if (isBack) this.#leaving?.cancel();
    if (isBack && !this.#parts.isStreaming() && shelf.isLastGiven(track)) wish("play");
    if (track?.isForgotten === true) this.#serveNothing(sink);
    else if (track === undefined || track.isEmpty) this.#wait(request, sink);
    else this.#serve(request, track, sink);
  }

  /** Bytes have come, or an item has ended. */
  pump(): void {
    for (const response of [...this.#responses]) response.pump();
    for (const waiting of [...this.#waiting]) this.#look(waiting);
  }

  /** Ends every response now; those who wait for an item to come go on waiting. */
  silence(): void {
    this.#leaving?.cancel();
    for (const response of [...this.#responses]) response.silence();
  }

  /** Lets go of everybody who is given this item or waits for it: what they hear next is another player's. */
  release(item: string): Sink[] {
    const waiting = [...this.#waiting].filter(({ request }) => request.item === item);
    for (const one of waiting) {
      one.timer?.cancel();
      this.#waiting.delete(one);
    }
    const running = [...this.#responses].filter((response) => response.item === item);
    return [...waiting.map(({ sink }) => sink), ...running.map((response) => response.release())];
  }

  stop(): void {
    this.silence();
    for (const waiting of [...this.#waiting]) this.#giveUp(waiting);
  }

  /** The response that is heard, while one runs. */
  get primary(): ItemResponse | undefined {
    return this.#last?.isOpen === true ? this.#last : undefined;
  }

  /** As `EchoStream.soundingUs`, also of the response that was last. */
  soundingUs(): number | undefined {
    return this.#last?.soundingUs();
  }

  /** A fact about a Play of one of the items. */
  hear(fact: PlaybackFact): void {
    for (const response of this.#responses) {
      if (!("playId" in fact) || fact.playId !== response.item) continue;
      if (fact.kind === "started") response.started();
      if (fact.kind === "stopped") response.stopped();
    }
  }

  #serveNothing(sink: Sink): void {
    sink.begin(this.#growing());
    sink.end();
  }

  #serve(request: ItemRequest, track: ItemTrack, sink: Sink): void {
    const head = this.#headOf(track, request.range);
    sink.begin(head);
    if (head.status === 416) sink.end();
    else if (head.status === 206)
      this.#begin(request, track, sink, { from: request.range?.from ?? 0, length: head.length });
    else this.#begin(request, track, sink, { from: 0 });
  }

  #begin(
    { item }: ItemRequest,
    track: ItemTrack,
    sink: Sink,
    part: { readonly from: number; readonly length?: number | undefined },
  ): void {
    const { clock, lead } = this.#parts;
    const response: ItemResponse = new ItemResponse({
      item,
      track,
      ...part,
      sink,
      clock,
      lead: lead(),
      before: part.from === 0 && !this.#expected.has(item) ? this.#sounding(track) : undefined,
      onEnd: (why) => {
        this.#ended(response, why);
      },
    });
    this.#responses.add(response);
    if (this.#last?.isOpen !== true) this.#last = response;
    response.start();
  }

  /** The item before, when all of it was given and an Echo still plays the end of it. */
  #sounding(next: ItemTrack): ItemResponse | undefined {
    const last = this.#last;
    return last !== undefined && last.isAtEnd && last.track !== next && last.heldMs() > 0 ? last : undefined;
  }

  #headOf(track: ItemTrack, range: ByteRange | undefined): AnswerHead {
    const contentType = track.codec.contentType;
    const total = range === undefined ? track.total : track.plan();
    if (total === undefined) return this.#growing();
    if (range === undefined) {
      return track.isComplete ? { status: 200, contentType, acceptsRanges: true, length: total } : this.#growing();
    }
    if (range.from >= total) return { status: 416, contentType, acceptsRanges: true, contentRange: `bytes */${total}` };
    const last = Math.min(range.to ?? total - 1, total - 1);
    const contentRange = `bytes ${range.from}-${last}/${total}`;
    return { status: 206, contentType, acceptsRanges: true, contentRange, length: last - range.from + 1 };
  }

  #growing(): AnswerHead {
    return { status: 200, contentType: this.#parts.codec().contentType, acceptsRanges: false };
  }

  #wait(request: ItemRequest, sink: Sink): void {
    const waiting: Waiting = { request, sink, padded: 0, overMs: undefined, timer: undefined };
    this.#waiting.add(waiting);
    sink.begin(this.#growing());
    sink.onClose(() => {
      waiting.timer?.cancel();
      this.#waiting.delete(waiting);
    });
    this.#tick(waiting, this.#parts.clock.now() + GIVE_UP_MS);
    this.#watchNext();
  }

  #tick(waiting: Waiting, untilMs: number): void {
    const { clock } = this.#parts;
    waiting.overMs = this.#isInVain(waiting) ? (waiting.overMs ?? clock.now()) : undefined;
    if (clock.now() >= untilMs || clock.now() - (waiting.overMs ?? Infinity) >= OVER_PATIENCE_MS) {
      this.#giveUp(waiting);
      return;
    }
    if (this.#parts.pads()) this.#pad(waiting);
    waiting.timer = clock.after(PAD_EVERY_MS, () => {
      this.#tick(waiting, untilMs);
    });
  }

  #isInVain({ request }: Waiting): boolean {
    return this.#parts.shelf.isOver && !this.#expected.has(request.item);
  }

  #pad(waiting: Waiting): void {
    const { head, size } = itemPadding(this.#parts.codec());
    if (waiting.padded === 0) waiting.sink.write(head);
    if (waiting.padded < size) waiting.sink.write(new Uint8Array(1));
    waiting.padded = Math.min(size, waiting.padded + 1);
  }

  #look(waiting: Waiting): void {
    const track = this.#parts.shelf.find(waiting.request.item);
    if (track === undefined || track.isEmpty) return;
    waiting.timer?.cancel();
    this.#waiting.delete(waiting);
    if (waiting.padded > 0) waiting.sink.write(new Uint8Array(itemPadding(track.codec).size - waiting.padded));
    // A padded FLAC has had its head already, in the form that announces the padding.
    this.#begin(waiting.request, track, waiting.sink, { from: waiting.padded > 0 ? track.codec.head.byteLength : 0 });
  }

  #giveUp(waiting: Waiting): void {
    waiting.timer?.cancel();
    this.#waiting.delete(waiting);
    waiting.sink.end();
  }

  #ended(response: ItemResponse, why: ItemEnd): void {
    this.#responses.delete(response);
    if (response !== this.#last) return;
    const another = [...this.#responses].find(({ track }) => track === response.track) ?? [...this.#responses].at(-1);
    if (another !== undefined) this.#last = another;
    if (why === "closed") this.#watchNext();
  }

  /** The current item was closed before its end and the next one is waited for: a person skipped, unless the Echo comes back. */
  #watchNext(): void {
    const left = this.#last;
    if (left === undefined || left.isOpen || left.isAtEnd || !this.#isUnexpected() || !this.#parts.isStreaming())
      return;
    this.#leaving?.cancel();
    this.#leaving = this.#parts.clock.after(COMES_BACK_WITHIN_MS, () => {
      if (this.#last === left && this.#isUnexpected()) this.#parts.wish("next");
    });
  }

  /** Somebody waits for an item to which nobody was led. */
  #isUnexpected(): boolean {
    return [...this.#waiting].some(({ request }) => !this.#expected.has(request.item));
  }
}
