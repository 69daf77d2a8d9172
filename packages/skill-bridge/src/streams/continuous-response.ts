import type { PlayId, Timer } from "../ports.js";
import type { Frame } from "./frame-ring.js";
import { ResponseClock } from "./response-clock.js";
import {
  LOOK_MS,
  STALL_HELD_MS,
  STALL_QUIET_MS,
  SILENCE_MS,
  TAIL_HELD_MS,
  STARVED_MS,
  END_TOLD_US,
  RESUME_WHERE_IT_WAS_MS,
  UNREAD_MS,
  OFFSET_TOLERANCE_MS,
  MOST_MS_PER_WRITE,
} from "./response-limits.js";
import type { ResponseEnd, ResponseParts } from "./response-parts.js";
import type { Sink } from "./sink.js";
import type { StreamCodec } from "./stream-codec.js";
import { WrittenLog } from "./written-log.js";

/** One GET: copies frames to its sink, paced by its own clock. A listener, not a command. */
export class ContinuousResponse {
  readonly playId: PlayId;
  readonly openedMs: number;
  readonly #parts: ResponseParts;
  readonly #time: ResponseClock;
  readonly #log = new WrittenLog();
  /** What stands in this response's head: audio of no other codec may follow. */
  readonly #codec: StreamCodec;
  /** Number of the next frame to write. */
  #next: number;
  #generation: number;
  /** Where in this response the generation begins, ms. */
  #generationAtMs = 0;
  /** Number of the frame that was written last; undefined at the start and after silence of ours. */
  #last: number | undefined;
  #lastBytes: Uint8Array | undefined;
  /** Since when the socket takes nothing. */
  #fullSinceMs: number | undefined;
  #hasHead = false;
  #open = true;
  #pausedSinceMs: number | undefined;
  #timer: Timer | undefined;

  /** `first`: number of the frame to begin with. */
  constructor(parts: ResponseParts, first: number) {
    this.#parts = parts;
    this.playId = parts.playId;
    this.openedMs = parts.clock.now();
    this.#time = new ResponseClock(parts.lead);
    this.#codec = parts.stream.codec;
    this.#next = first;
    this.#generation = parts.stream.generation;
  }

  start(): void {
    const { sink } = this.#parts;
    sink.onDrain(() => {
      this.#drained();
    });
    sink.onClose(() => {
      this.#finish("closed");
    });
    this.pump();
  }

  get isOpen(): boolean {
    return this.#open;
  }

  /** Number of the next frame that it will write. */
  get next(): number {
    return this.#next;
  }

  /** Milliseconds of audio that the Echo is estimated to hold unplayed. */
  heldMs(): number {
    return Math.max(0, this.#log.writtenMs - this.#time.soundedMs(this.#parts.clock.now()));
  }

  /** MA's timestamp (server µs) of what is estimated to sound now. */
  soundingUs(): number | undefined {
    return this.#log.soundingUs(this.#time.soundedMs(this.#parts.clock.now()));
  }

  /** Something of this generation is estimated to have sounded. */
  hasSounded(generation: number): boolean {
    if (this.#generation !== generation) return this.#generation > generation;
    return this.#time.soundedMs(this.#parts.clock.now()) > this.#generationAtMs;
  }

  /** The Echo says that it sounds, from `offsetMs` of this response. */
  started(offsetMs: number): void {
    const now = this.#parts.clock.now();
    const pausedMs = this.#pausedSinceMs === undefined ? 0 : now - this.#pausedSinceMs;
    this.#pausedSinceMs = undefined;
    this.#time.started(this.#believed(offsetMs), now);
    if (pausedMs >= RESUME_WHERE_IT_WAS_MS) this.#goToPresent();
    this.pump();
  }

  /** The Echo says that it stands still at `offsetMs`. */
  stopped(offsetMs: number): void {
    this.#pausedSinceMs ??= this.#parts.clock.now();
    this.#time.stopped(this.#believed(offsetMs));
  }

  /** Ends it now, whatever lies unsent. */
  silence(): void {
    if (!this.#open) return;
    this.#finish("silenced");
    this.#parts.sink.end();
  }

  /** Writes what may be written. Called when frames come, when the socket drains, and by its own timer. */
  pump(): void {
    if (!this.#open) return;
    this.#time.limit(this.#log.writtenMs, this.#parts.clock.now());
    this.#followGeneration();
    if (!this.#isSameCodec) this.#endForCodec();
    while (this.#writeSome());
    this.#fillStall();
    this.#endIfDone();
    this.#lookAgain();
  }

  /** A new generation replaces what is unsent, at a frame boundary. */
  #followGeneration(): void {
    const { stream } = this.#parts;
    if (stream.isAppended && this.#generation === stream.generation - 1) {
      this.#generation = stream.generation;
      this.#generationAtMs = this.#log.writtenMs;
    }
    if (this.#generation !== stream.generation) {
      const first = stream.ring.firstOf(stream.generation);
      if (first === stream.ring.end) {
        // Its frames are still being encoded: nothing of the old one may follow meanwhile.
        this.#next = first;
        return;
      }
      this.#generation = stream.generation;
      this.#generationAtMs = this.#log.writtenMs;
      this.#next = first;
    }
    if (stream.ended === "void") this.#next = stream.ring.end;
    this.#next = Math.max(this.#next, stream.ring.start);
  }

  /** The head of the response says what it is made of: another codec needs another response. */
  get #isSameCodec(): boolean {
    return this.#codec.isSame(this.#parts.stream.codec);
  }

  #endForCodec(): void {
    if (this.#generation !== this.#parts.stream.generation) return;
    this.#finish("recoded");
    this.#parts.sink.end();
  }

  /** Writes a piece; false when nothing more may be written now. */
  #writeSome(): boolean {
    const { clock, stream, sink } = this.#parts;
    if (!this.#open || this.#isFull) return false;
    const allowedMs = this.#time.allowanceMs(clock.now());
    const mostMs = Math.min(allowedMs, this.#log.writtenMs + MOST_MS_PER_WRITE);
    const pieces: Uint8Array[] = [];
    for (let frame = stream.ring.at(this.#next); frame !== undefined; frame = stream.ring.at(this.#next)) {
      if (this.#log.writtenMs + frame.durationUs / 1_000 > mostMs) break;
      this.#prime(pieces, frame);
      pieces.push(frame.bytes);
      this.#log.frame(frame);
      this.#last = this.#next++;
      this.#lastBytes = frame.bytes;
    }
    if (pieces.length === 0) return false;
    this.#write(sink, pieces);
    return true;
  }

  /** What must stand before this frame, which is about to be written, if it does not follow what was written last. */
  #prime(pieces: Uint8Array[], frame: Frame): void {
    if (frame.after === undefined && this.#last === this.#next - 1) return;
    const before = frame.after ?? this.#parts.stream.ring.at(this.#next - 1)?.bytes;
    const bytes = this.#codec.primer(before, frame.bytes);
    if (bytes === undefined) return;
    pieces.push(bytes);
    this.#log.silence(this.#codec.silenceMs);
  }

  #write(sink: Sink, pieces: readonly Uint8Array[]): void {
    const now = this.#parts.clock.now();
    this.#time.firstByte(now);
    const { head, contentType } = this.#codec;
    if (!this.#hasHead) sink.begin({ status: 200, contentType, acceptsRanges: false });
    const bytes = this.#hasHead || head.byteLength === 0 ? pieces : [head, ...pieces];
    this.#hasHead = true;
    if (!sink.write(bytes.length === 1 && bytes[0] !== undefined ? bytes[0] : Buffer.concat(bytes)))
      this.#fullSinceMs ??= now;
  }

  get #isFull(): boolean {
    return this.#fullSinceMs !== undefined;
  }

  #drained(): void {
    const fullMs = this.#parts.clock.now() - (this.#fullSinceMs ?? Infinity);
    this.#fullSinceMs = undefined;
    if (!this.#open) return;
    this.#time.limit(this.#log.writtenMs, this.#parts.clock.now());
    if (fullMs >= RESUME_WHERE_IT_WAS_MS) this.#goToPresent();
    this.pump();
  }

  /** An Echo that came back to an address counts on from where it was: then our own estimate holds. */
  #believed(offsetMs: number): number {
    const { writtenMs } = this.#log;
    if (offsetMs > writtenMs + OFFSET_TOLERANCE_MS)
      return Math.min(writtenMs, this.#time.soundedMs(this.#parts.clock.now()));
    return Math.min(offsetMs, writtenMs);
  }

  /** MA is late: silence keeps the Echo's connection and patience alive. Begins with music, never with silence. */
  #fillStall(): void {
    const { stream, sink } = this.#parts;
    const quietMs = this.#parts.clock.now() - stream.lastAudioMs;
    const stalled = this.#next === stream.ring.end && stream.ended !== "natural" && quietMs >= STALL_QUIET_MS;
    if (!stalled || this.#log.writtenMs === 0 || this.#isFull || this.#time.isPaused || this.heldMs() >= STALL_HELD_MS)
      return;
    // The last tenth of a second of what did come, which an encoder keeps until more comes.
    if (stream.flush()) return;
    const pieces: Uint8Array[] = [];
    for (let ms = 0; ms < SILENCE_MS; ms += this.#codec.silenceMs) {
      this.#lastBytes = this.#codec.silence(this.#lastBytes);
      pieces.push(this.#lastBytes);
      this.#log.silence(this.#codec.silenceMs);
    }
    this.#last = undefined;
    this.#write(sink, pieces);
  }

  #endIfDone(): void {
    const { stream, clock, sink } = this.#parts;
    if (clock.now() - (this.#fullSinceMs ?? Infinity) >= UNREAD_MS) {
      this.#finish("closed");
      sink.end();
      return;
    }
    if (this.#next !== stream.ring.end) return;
    const now = clock.now();
    const musicHasSounded = this.#time.soundedMs(now) >= this.#log.musicEndMs;
    if (stream.ended === "natural" && this.heldMs() <= TAIL_HELD_MS) {
      this.#finish("played");
      sink.end();
    } else if (
      stream.ended !== "natural" &&
      musicHasSounded &&
      !this.#time.isPaused &&
      now - stream.lastAudioMs >= STARVED_MS &&
      this.#isOverdue
    ) {
      this.#finish("starved");
      sink.end();
    }
  }

  /**
   * MA's present lies behind all that it sent. Before, it has no reason to send more: an Echo that sounds earlier than MA's
   * clock says has the end of a queue behind it while MA still counts.
   */
  get #isOverdue(): boolean {
    const { stream } = this.#parts;
    const us = stream.presentUs();
    const last = stream.ring.at(stream.ring.end - 1);
    return stream.ended === "void" || us === undefined || last === undefined || us >= last.startUs + END_TOLD_US;
  }

  #goToPresent(): void {
    const { stream } = this.#parts;
    const us = stream.presentUs();
    if (us === undefined) return;
    // What is written now sounds after what the Echo holds.
    const soundsAtUs = us + this.heldMs() * 1_000;
    this.#next = Math.max(this.#next, stream.ring.firstAt(stream.generation, soundsAtUs));
  }

  #lookAgain(): void {
    this.#timer?.cancel();
    if (this.#open) {
      this.#timer = this.#parts.clock.after(LOOK_MS, () => {
        this.pump();
      });
    }
  }

  #finish(why: ResponseEnd): void {
    if (!this.#open) return;
    this.#open = false;
    this.#timer?.cancel();
    this.#parts.onEnd(why);
  }
}
