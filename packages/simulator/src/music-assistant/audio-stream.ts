import type { Clock, Timer } from "../clock.js";
import { framesToMs, FRAME_BYTES, type FlowChunk, type FlowProducer } from "./flow-producer.js";
import type { QueueItem } from "./tune-queue.js";

const STEP_MS = 25;
/** A source delivers about forty times real time: 27 s within 0.5–1.2 s were measured (Sendspin reference 1.11). */
const CHUNKS_PER_STEP = 40;
const US_PER_FRAME = 1_000_000 / 48_000;
/** The lead after a stall that outlasted the buffer. */
const RESTART_LEAD_US = 250_000;

/** Which moment of which item is due at a time. */
export interface StreamPosition {
  readonly item: QueueItem;
  readonly positionMs: number;
}

/** What one stream needs from the player that it belongs to. */
export interface AudioStreamOptions {
  readonly clock: Clock;
  readonly serverNowUs: () => number;
  readonly producer: FlowProducer;
  /** When the first sample sounds, on the server's clock. */
  readonly startUs: number;
  /** Bytes of audio not yet played that the client can hold; never exceeded. */
  readonly bufferCapacityBytes: number;
  readonly furthestAheadMs: number;
  readonly shortLastChunk: boolean;
  readonly send: (timestampUs: number, payload: Uint8Array) => void;
  /** An item that was not sounding before is due now. */
  readonly onItem: (item: QueueItem) => void;
  /** The producer has handed out its last chunk. */
  readonly onProduced: () => void;
  /** The last sample has been due. */
  readonly onPlayed: () => void;
}

interface Mark extends StreamPosition {
  readonly timestampUs: number;
}

interface Sent {
  readonly endUs: number;
  readonly bytes: number;
}

/**
 * One `stream/start` … `stream/end`: a burst until the client's buffer is full, then real time. A chunk counts as held
 * until its last sample is due, so the capacity is obeyed to the byte, as every recorded server does.
 */
export class AudioStream {
  readonly #options: AudioStreamOptions;
  readonly #marks: Mark[] = [];
  #held: Sent[] = [];
  #heldBytes = 0;
  #nextUs: number;
  #waiting: FlowChunk | undefined;
  #produced = false;
  #stopped = false;
  #dueMark = 0;
  #stalledUntilMs = 0;
  #timer: Timer | undefined;

  constructor(options: AudioStreamOptions) {
    this.#options = options;
    this.#nextUs = options.startUs;
  }

  /** Sends what the client can hold and goes on every 25 ms until stopped or played out. */
  start(): void {
    this.#step();
  }

  /** Ends sending; nothing is called back afterwards. */
  stop(): void {
    this.#stopped = true;
    this.#timer?.cancel();
    this.#timer = undefined;
    this.#waiting = undefined;
  }

  /** The producer delivers nothing for `ms`; if that outlasts the client's buffer, timestamps jump afterwards. */
  stall(ms: number): void {
    this.#stalledUntilMs = this.#options.clock.now() + ms;
  }

  /** Whether the whole stream fits into what the client holds, so that the producer is done at once. */
  get fitsAtOnce(): boolean {
    const frames = Math.min(
      this.#options.bufferCapacityBytes / FRAME_BYTES,
      (this.#options.furthestAheadMs * 48_000) / 1_000,
    );
    return this.#options.producer.remaining(frames + this.#options.producer.coding.chunkFrames) <= frames;
  }

  /** What is due at this moment: the start before the first sample, the end of what was sent during a stall. */
  position(): StreamPosition | undefined {
    const now = Math.min(this.#options.serverNowUs(), this.#nextUs);
    const mark = this.#marks.findLast((one) => one.timestampUs <= now) ?? this.#marks[0];
    if (mark === undefined) return undefined;
    const sinceMs = Math.max(0, (now - mark.timestampUs) / 1_000);
    return { item: mark.item, positionMs: mark.positionMs + sinceMs };
  }

  #step(): void {
    const now = this.#options.serverNowUs();
    this.#forgetPlayed(now);
    this.#announceItems(now);
    if (!this.#produced && this.#options.clock.now() >= this.#stalledUntilMs) this.#fill(now);
    if (this.#stopped) return;
    if (this.#produced && now >= this.#nextUs) this.#finish();
    else
      this.#timer = this.#options.clock.after(STEP_MS, () => {
        this.#step();
      });
  }

  #finish(): void {
    this.stop();
    this.#options.onPlayed();
  }

  #forgetPlayed(now: number): void {
    const kept = this.#held.findIndex((sent) => sent.endUs > now);
    const gone = kept < 0 ? this.#held : this.#held.slice(0, kept);
    if (gone.length === 0) return;
    this.#heldBytes -= gone.reduce((sum, sent) => sum + sent.bytes, 0);
    this.#held = this.#held.slice(gone.length);
  }

  #announceItems(now: number): void {
    for (let next = this.#marks[this.#dueMark]; next !== undefined && next.timestampUs <= now;) {
      const before = this.#marks[this.#dueMark - 1];
      if (before !== undefined && next.positionMs === 0) this.#options.onItem(next.item);
      next = this.#marks[++this.#dueMark];
    }
  }

  #fill(now: number): void {
    if (this.#nextUs < now) this.#jump(now + RESTART_LEAD_US);
    for (let count = 0; count < CHUNKS_PER_STEP && !this.#produced && !this.#stopped; count++) {
      this.#waiting ??= this.#options.producer.next();
      if (this.#waiting === undefined || this.#isDroppedTail(this.#waiting)) this.#endProduction();
      else if (!this.#fits(this.#waiting, now)) return;
      else this.#send(this.#waiting);
    }
  }

  #isDroppedTail(chunk: FlowChunk): boolean {
    return chunk.frames < this.#options.producer.coding.chunkFrames && !this.#options.shortLastChunk;
  }

  #endProduction(): void {
    this.#produced = true;
    this.#waiting = undefined;
    this.#options.onProduced();
  }

  #fits(chunk: FlowChunk, now: number): boolean {
    const endUs = this.#nextUs + chunk.frames * US_PER_FRAME;
    return (
      this.#heldBytes + chunk.payload.byteLength <= this.#options.bufferCapacityBytes &&
      endUs <= now + this.#options.furthestAheadMs * 1_000
    );
  }

  #send(chunk: FlowChunk): void {
    const timestampUs = this.#nextUs;
    for (const start of chunk.starts) {
      this.#marks.push({
        timestampUs: timestampUs + start.frame * US_PER_FRAME,
        item: start.item,
        positionMs: framesToMs(start.itemFrame),
      });
    }
    this.#nextUs = timestampUs + Math.round(chunk.frames * US_PER_FRAME);
    this.#held.push({ endUs: this.#nextUs, bytes: chunk.payload.byteLength });
    this.#heldBytes += chunk.payload.byteLength;
    this.#waiting = undefined;
    this.#options.send(timestampUs, chunk.payload);
  }

  /** After an underrun the rest of the flow is moved into the future, and the position with it. */
  #jump(toUs: number): void {
    const due = this.position();
    this.#nextUs = toUs;
    if (due !== undefined) this.#marks.push({ ...due, timestampUs: toUs });
  }
}
