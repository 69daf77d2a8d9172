import type { StreamFormat } from "../../music-assistant/sendspin/events.js";
import type { Clock, Timer } from "../../ports.js";
import type { SourceEvent } from "../neighbours.js";

import { initialEnd, isOpenEnd, stepEnd, type EndInput, type EndReason } from "./end-reason.js";
import { HeldAudio, type Frame } from "./held-audio.js";
import { durationUs, whyRefused } from "./pcm.js";
import { UnheardRest } from "./unheard-rest.js";

/** A chunk that begins this close to the end of the one before it continues it. */
const CONTINUES_WITHIN_US = 5_000;
/** A clear that comes this soon after a generation began belongs to the skip that began it (4.3.0 sends it late). */
const LATE_CLEAR_MS = 1_000;
/** A server that ends the stream when it is produced does so within this time of the last frame. */
const PRODUCED_WITHIN_MS = 1_000;
/** What nobody opened by now after the natural end, nobody will. */
const KEPT_AFTER_END_MS = 60_000;

export interface TimelineParts {
  readonly clock: Clock;
  /** The first generation has the next number. */
  readonly afterGeneration: number;
  /** The server's clock in µs; undefined before it is known. */
  readonly serverNowUs: () => number | undefined;
  /** Where the Echo sounds, or fell silent, on the server's clock; undefined when nothing has sounded. */
  readonly heardUs: () => number | undefined;
  /** Whether the server ends a stream when it is produced, not when it is heard (aiosendspin 4.x). */
  readonly endsEarly: () => boolean;
  /** Whether an item is predicted to end at this time of the server's clock. */
  readonly isItemEnd: (atUs: number) => boolean;
  /** Told once per generation, before anything of it is heard. */
  readonly onGeneration: (generation: number, startUs: number) => void;
  /** Told once per stream that is over; `hasAudio`: something of it is or was there to be heard. */
  readonly onEnded: (reason: EndReason, hasAudio: boolean) => void;
}

/**
 * One player's audio with Music Assistant's timestamps, cut into generations (design, section 5). Listeners hear
 * everything from the moment they join, after a replay of what is held of the newest generation.
 */
export class Timeline {
  readonly #parts: TimelineParts;
  readonly #listeners = new Set<(event: SourceEvent) => void>();
  readonly #held = new HeldAudio();
  readonly #rest = new UnheardRest();
  /** The server's clock at the newest `stream/end`. */
  #endedUs: number | undefined;
  #generation: number;
  #generationAtMs = -Infinity;
  #generationStartUs = 0;
  #changedAtMs = -Infinity;
  /** The generation is open: its end has not been told. */
  #isOpen = false;
  #naturalEnd = false;
  /** Where the next chunk continues the timeline. */
  #nextUs = 0;
  #lastFrameAtMs = -Infinity;
  #accepts = false;
  /** How the next chunk is judged: it follows, it must prove that it continues, or it opens a generation anyway. */
  #next: "follows" | "judged" | "opens" = "opens";
  #hasAudio = false;
  #end = initialEnd;
  #endTimer: Timer | undefined;
  #forgetTimer: Timer | undefined;

  constructor(parts: TimelineParts) {
    this.#parts = parts;
    this.#generation = parts.afterGeneration;
  }

  /** The newest generation; 0 before the first. */
  get generation(): number {
    return this.#generation;
  }

  /** When a generation was last opened or a stream over, on the monotonic clock. */
  get changedAtMs(): number {
    return this.#changedAtMs;
  }

  /** A stream has ended and what follows decides what that meant. */
  get isEnding(): boolean {
    return this.#end.phase === "ending";
  }

  /** `stream/start`. Undefined, or why audio of this format is not taken. */
  streamStart(format: StreamFormat): string | undefined {
    const refusal = whyRefused(format);
    this.#accepts = refusal === undefined;
    if (this.#next === "follows") this.#next = "judged";
    if (!isOpenEnd(this.#end)) this.#hasAudio = false;
    this.#step({ type: "started" });
    return refusal;
  }

  /** One chunk; ignored outside of a stream. */
  audio(startUs: number, pcm: Uint8Array): void {
    if (!this.#accepts || pcm.byteLength === 0) return;
    if (!this.#isOpen || !this.#continues(startUs)) this.#open({ startUs, pcm });
    this.#next = "follows";
    this.#nextUs = startUs + durationUs(pcm);
    this.#lastFrameAtMs = this.#parts.clock.now();
    this.#hasAudio = true;
    this.#add({ startUs, pcm });
  }

  /** `stream/clear`: the stream goes on somewhere else, unless the newest generation already is that. */
  streamClear(): void {
    const isLate = this.#parts.clock.now() - this.#generationAtMs < LATE_CLEAR_MS;
    this.#next = isLate ? "judged" : "opens";
  }

  /** `stream/end`; what it means is decided within 1.5 s. */
  streamEnd(): void {
    this.#accepts = false;
    this.#endedUs = this.#parts.serverNowUs();
    this.#step({ type: "ended", allDue: this.#allDue(), playedOut: this.#isPlayedOut() });
  }

  /** `group/update`. */
  group(playing: boolean): void {
    this.#step({ type: "group", playing });
  }

  /** Music Assistant is gone; what is held is still heard. */
  connectionLost(): void {
    this.#accepts = false;
    // Another server has another clock: what lies here cannot be placed on it.
    this.#endedUs = undefined;
    this.#step({ type: "lost" });
  }

  /** Tells `listener` everything from now on, after what is held; returns how to end that. */
  listen(listener: (event: SourceEvent) => void): () => void {
    for (const event of this.#replay()) listener(event);
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  /** Ends every timer and forgets everything. */
  stop(): void {
    this.#endTimer?.cancel();
    this.#forgetTimer?.cancel();
    this.#listeners.clear();
    this.#held.clear();
    this.#rest.clear();
    this.#accepts = false;
    this.#end = initialEnd;
  }

  #continues(startUs: number): boolean {
    if (this.#next === "opens") return false;
    const jumpUs = startUs - this.#nextUs;
    // Inside one stream a stall of the server moves the timestamps forward, which is passed on; nothing moves back.
    if (this.#next === "follows") return jumpUs >= -CONTINUES_WITHIN_US;
    return Math.abs(jumpUs) <= CONTINUES_WITHIN_US;
  }

  #open(first: Frame): void {
    this.#forgetTimer?.cancel();
    this.#held.clear();
    this.#generation += 1;
    this.#generationAtMs = this.#parts.clock.now();
    this.#changedAtMs = this.#generationAtMs;
    this.#isOpen = true;
    const rest = this.#rest.before(first, this.#parts.heardUs());
    this.#rest.clear();
    this.#generationStartUs = rest[0]?.startUs ?? first.startUs;
    this.#parts.onGeneration(this.#generation, first.startUs);
    this.#tell({ kind: "generation", generation: this.#generation, startUs: this.#generationStartUs });
    for (const frame of rest) this.#add(frame);
  }

  #add({ startUs, pcm }: Frame): void {
    this.#held.add({ startUs, pcm });
    this.#tell({ kind: "audio", generation: this.#generation, startUs, pcm });
  }

  #step(input: EndInput): void {
    const { state, reason, timerMs } = stepEnd(this.#end, input, this.#parts.clock.now());
    this.#end = state;
    this.#endTimer?.cancel();
    this.#endTimer =
      timerMs === undefined
        ? undefined
        : this.#parts.clock.after(timerMs, () => {
            this.#step({ type: "timer" });
          });
    if (reason !== undefined) this.#finish(reason);
  }

  #finish(reason: EndReason): void {
    if (this.#isOpen) this.#close(reason === "natural");
    this.#next = "opens";
    this.#changedAtMs = this.#parts.clock.now();
    this.#parts.onEnded(reason, this.#hasAudio);
  }

  #close(natural: boolean): void {
    this.#isOpen = false;
    this.#naturalEnd = natural;
    this.#tell({ kind: "end", generation: this.#generation, natural });
    if (!natural) {
      this.#rest.keep(this.#held.frames, this.#endedUs);
      this.#held.clear();
      return;
    }
    this.#forgetTimer = this.#parts.clock.after(KEPT_AFTER_END_MS, () => {
      this.#held.clear();
    });
  }

  #allDue(): boolean {
    const nowUs = this.#parts.serverNowUs();
    return nowUs !== undefined && (this.#held.endUs ?? -Infinity) <= nowUs;
  }

  #isPlayedOut(): boolean {
    const endUs = this.#held.endUs;
    if (!this.#parts.endsEarly() || endUs === undefined) return false;
    const isRecent = this.#parts.clock.now() - this.#lastFrameAtMs <= PRODUCED_WITHIN_MS;
    return isRecent && this.#parts.isItemEnd(endUs);
  }

  *#replay(): Generator<SourceEvent> {
    const { frames } = this.#held;
    if (frames.length === 0) return;
    const generation = this.#generation;
    yield { kind: "generation", generation, startUs: frames[0]?.startUs ?? this.#generationStartUs };
    for (const { startUs, pcm } of frames) yield { kind: "audio", generation, startUs, pcm };
    if (!this.#isOpen) yield { kind: "end", generation, natural: this.#naturalEnd };
  }

  #tell(event: SourceEvent): void {
    for (const listener of this.#listeners) listener(event);
  }
}
