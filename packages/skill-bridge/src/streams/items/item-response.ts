import type { Clock, Timer } from "../../ports.js";
import { ResponseClock, type LeadSettings } from "../response-clock.js";
import type { Sink } from "../sink.js";
import { WrittenLog } from "../written-log.js";
import type { ItemTrack } from "./item-track.js";

/** Why a response ended: all of the item was given, the Echo went away, or we ended it. */
export type ItemEnd = "played" | "closed" | "silenced";

export interface ItemResponseParts {
  readonly item: string;
  readonly track: ItemTrack;
  /** First byte, and how many; without a length all that comes. */
  readonly from: number;
  readonly length?: number | undefined;
  readonly sink: Sink;
  readonly clock: Clock;
  readonly lead: LeadSettings;
  /** What the Echo plays first: the end of the item before. */
  readonly before?: ItemResponse | undefined;
  /** Told once. */
  readonly onEnd: (why: ItemEnd) => void;
}

/** How often an idle response looks whether more may be written. */
const LOOK_MS = 100;
/** Audio handed to the socket at once. */
const MOST_PIECES_PER_WRITE = 50;

/** One GET of one item: copies its bytes as they grow, paced by its own clock, and ends where the item ends. */
export class ItemResponse {
  readonly item: string;
  readonly track: ItemTrack;
  readonly #parts: ItemResponseParts;
  readonly #time: ResponseClock;
  readonly #log = new WrittenLog();
  #before: ItemResponse | undefined;
  #next: number;
  #left: number;
  #isFull = false;
  #isOpen = true;
  #timer: Timer | undefined;

  constructor(parts: ItemResponseParts) {
    this.#parts = parts;
    this.item = parts.item;
    this.track = parts.track;
    this.#time = new ResponseClock(parts.lead);
    this.#before = parts.before;
    this.#next = parts.from;
    this.#left = parts.length ?? Infinity;
  }

  start(): void {
    const { sink } = this.#parts;
    sink.onDrain(() => {
      this.#isFull = false;
      this.pump();
    });
    sink.onClose(() => {
      this.#finish("closed");
    });
    this.pump();
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** All of the item was given. */
  get isAtEnd(): boolean {
    return this.track.isComplete && this.#next >= this.track.size;
  }

  /** Milliseconds of audio that the Echo is estimated to hold unplayed. */
  heldMs(): number {
    return this.#beforeMs() + Math.max(0, this.#log.writtenMs - this.#time.soundedMs(this.#parts.clock.now()));
  }

  /** MA's timestamp (server µs) of what is estimated to sound now. */
  soundingUs(): number | undefined {
    if (this.#beforeMs() > 0) return this.#before?.soundingUs();
    return this.#log.soundingUs(this.#time.soundedMs(this.#parts.clock.now()));
  }

  #beforeMs(): number {
    const ms = this.#before?.heldMs() ?? 0;
    if (ms === 0) this.#before = undefined;
    return ms;
  }

  /** The Echo says that it sounds; where, it counts from byte 0, which this response need not begin with. */
  started(): void {
    const now = this.#parts.clock.now();
    this.#before = undefined;
    this.#time.started(this.#time.soundedMs(now), now);
    this.pump();
  }

  /** The Echo says that it stands still. */
  stopped(): void {
    this.#time.stopped(this.#time.soundedMs(this.#parts.clock.now()));
  }

  /** Lets go of the sink, which stays open for somebody else's audio. */
  release(): Sink {
    this.#finish("silenced");
    return this.#parts.sink;
  }

  /** Ends it now, whatever lies unsent. */
  silence(): void {
    if (!this.#isOpen) return;
    this.#finish("silenced");
    this.#parts.sink.end();
  }

  /** Writes what may be written. Called when bytes come, when the socket drains, and by its own timer. */
  pump(): void {
    if (!this.#isOpen) return;
    this.#time.limit(this.#log.writtenMs, this.#parts.clock.now());
    let wrote = true;
    while (wrote) wrote = this.#writeSome();
    if (this.#left === 0 || this.isAtEnd) {
      this.#finish("played");
      this.#parts.sink.end();
    } else this.#lookAgain();
  }

  #lookAgain(): void {
    this.#timer?.cancel();
    this.#timer = this.#parts.clock.after(LOOK_MS, () => {
      this.pump();
    });
  }

  #writeSome(): boolean {
    const { clock, sink } = this.#parts;
    if (!this.#isOpen || this.#isFull) return false;
    const now = clock.now();
    const allowedMs = this.#time.allowanceMs(now) - (this.#log.writtenMs === 0 ? this.#beforeMs() : 0);
    const pieces: Uint8Array[] = [];
    while (pieces.length < MOST_PIECES_PER_WRITE && this.#left > 0 && this.#log.writtenMs < allowedMs) {
      const found = this.track.read(this.#next);
      if (found === undefined) break;
      this.#goTo(found.fromByte);
      if (this.#left === 0) break;
      const { piece } = found;
      const bytes = piece.bytes.subarray(0, this.#left);
      pieces.push(bytes);
      if (piece.frame !== undefined) this.#log.frame(piece.frame);
      this.#next += bytes.byteLength;
      this.#left -= bytes.byteLength;
    }
    if (pieces.length === 0) return false;
    this.#time.firstByte(now, this.#beforeMs());
    this.#isFull = !sink.write(Buffer.concat(pieces));
    return true;
  }

  /** What was forgotten is left out, also of a part that was promised. */
  #goTo(byte: number): void {
    this.#left = Math.max(0, this.#left - (byte - this.#next));
    this.#next = byte;
  }

  #finish(why: ItemEnd): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#timer?.cancel();
    this.#parts.onEnd(why);
  }
}
