import type { StreamFormat } from "../../music-assistant/sendspin/events.js";
import type { Clock, Timer } from "../../ports.js";
import type { AudioFormat, SourceEvent, TrackMark } from "../neighbours.js";

import { chunkFormat, cut, isSameFormat, PCM } from "./audio-format.js";
import { initialEnd, isOpenEnd, stepEnd, type EndInput, type EndReason } from "./end-reason.js";
import { HeldAudio, type Frame } from "./held-audio.js";
import { PausedAudio, type Resumption } from "./paused-audio.js";
import type { GenerationStart } from "./track-marks.js";

/** A chunk that begins this close to the end of the one before it continues it. */
const CONTINUES_WITHIN_US = 5_000;
/** A server that ends the stream when it is produced does so within this time of the last frame. */
const PRODUCED_WITHIN_MS = 1_000;
/** What nobody opened by now after the natural end, nobody will. */
const KEPT_AFTER_END_MS = 60_000;

/** What the timeline asks and tells of the items that lie on it. Met by `TrackMarks`. */
interface ItemEnds {
  /** Whether an item is predicted to end at this time of the server's clock. */
  isItemEnd(atUs: number): boolean;
  /** Whether the queue is known to have nothing after the item that ends at this time. */
  endsQueue(atUs: number): boolean;
  /** Every chunk, after the listeners were told. */
  audio(frame: Frame, format: AudioFormat): void;
}

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
  /** Where items begin and end. */
  readonly marks: ItemEnds;
  /** Told once per generation, before anything of it is heard. */
  readonly onGeneration: (generation: number, start: GenerationStart) => void;
  /** Told once per stream that is over; `hasAudio`: something of it is or was there to be heard. */
  readonly onEnded: (reason: EndReason, hasAudio: boolean) => void;
}

/**
 * One player's audio with Music Assistant's timestamps, cut into generations (design, section 5). Listeners hear
 * everything from the moment they join. While there is none, the newest audio is held for the first that comes.
 */
export class Timeline {
  readonly #parts: TimelineParts;
  readonly #listeners = new Set<(event: SourceEvent) => void>();
  readonly #held = new HeldAudio();
  readonly #paused = new PausedAudio();
  #format = PCM;
  /** Of the newest generation, by id. */
  readonly #marks = new Map<number, TrackMark>();
  /** The server's clock at the newest `stream/end`. */
  #endedUs: number | undefined;
  /** Where the newest generation was paused, if it was. */
  #pausedUs: number | undefined;
  #generation: number;
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
    const taken = chunkFormat(format);
    this.#accepts = !("refused" in taken);
    if (this.#next === "follows") this.#next = "judged";
    if (!("refused" in taken)) {
      if (!isSameFormat(taken.format, this.#format.format)) this.#next = "opens";
      this.#format = taken;
    }
    if (!isOpenEnd(this.#end)) this.#hasAudio = false;
    this.#step({ type: "started" });
    return "refused" in taken ? taken.refused : undefined;
  }

  /** One chunk; ignored outside of a stream. */
  audio(startUs: number, bytes: Uint8Array): void {
    const durationUs = this.#accepts ? this.#format.durationUs(bytes) : 0;
    if (durationUs <= 0) return;
    const frame = { startUs, durationUs, bytes };
    if (!this.#isOpen || !this.#continues(startUs)) this.#open(frame);
    this.#next = "follows";
    this.#nextUs = startUs + durationUs;
    this.#lastFrameAtMs = this.#parts.clock.now();
    this.#hasAudio = true;
    const unheard = startUs < this.#generationStartUs ? cut(frame, this.#generationStartUs) : frame;
    if (unheard.bytes.byteLength > 0) this.#add(unheard);
  }

  /** A mark of the newest generation was made, moved or bound. */
  mark(mark: TrackMark): void {
    this.#marks.set(mark.id, mark);
    this.#tell({ kind: "mark", generation: this.#generation, mark });
  }

  /**
   * `stream/clear`: the stream goes on somewhere else, unless it does not. aiosendspin 4 and 5 send the clear of a skip up to ten
   * seconds late, in the middle of the audio that came of it; a real one is followed by audio that lies elsewhere.
   */
  streamClear(): void {
    if (this.#next === "follows") this.#next = "judged";
  }

  /** `stream/end`; what it means is decided within 1.5 s. */
  streamEnd(): void {
    this.#accepts = false;
    this.#endedUs = this.#parts.serverNowUs();
    const playedOut = this.#isPlayedOut() || this.#parts.marks.endsQueue(this.#nextUs);
    this.#step({ type: "ended", allDue: this.#allDue(), playedOut });
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

  /** Tells `listener` everything from now on, after what is held, which is its own then; returns how to end that. */
  listen(listener: (event: SourceEvent) => void): () => void {
    for (const event of this.#replay()) listener(event);
    this.#held.clear();
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
    this.#marks.clear();
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
    this.#changedAtMs = this.#parts.clock.now();
    this.#isOpen = true;
    const resumption = this.#paused.resume(first, this.#parts.heardUs());
    this.#generationStartUs = startOf(first, resumption);
    this.#paused.begin(this.#generationStartUs);
    this.#marks.clear();
    this.#tell(this.#begun(resumption));
    this.#parts.onGeneration(this.#generation, this.#start(first, resumption));
    this.#pausedUs = undefined;
  }

  /** A resume goes on where the Echo fell silent, which is earlier or later in the item than where the server does. */
  #start(first: Frame, resumption: Resumption): GenerationStart {
    const startUs = this.#generationStartUs;
    if (this.#pausedUs === undefined) return { startUs };
    const pausedUs = this.#pausedUs + startUs - first.startUs;
    const start = { startUs, pausedUs, isProven: resumption.kind !== "anew" };
    if (resumption.kind !== "unheard") return start;
    return { ...start, moved: { byUs: first.startUs - resumption.toUs, untilUs: first.startUs } };
  }

  #begun(resumption: Resumption, startUs = this.#generationStartUs): SourceEvent {
    const begun = { kind: "generation", generation: this.#generation, startUs, format: this.#format.format } as const;
    if (resumption.kind !== "unheard") return begun;
    return { ...begun, unheard: { fromUs: resumption.fromUs, toUs: resumption.toUs } };
  }

  #add(frame: Frame): void {
    if (this.#listeners.size === 0) this.#held.add(frame);
    if (this.#format.format.codec === "pcm") this.#paused.add(frame);
    this.#tell({ kind: "audio", generation: this.#generation, ...frame });
    this.#parts.marks.audio(frame, this.#format.format);
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
    if (reason === "stopped") this.#pausedUs ??= this.#endedUs;
    this.#next = "opens";
    this.#changedAtMs = this.#parts.clock.now();
    this.#parts.onEnded(reason, this.#hasAudio);
  }

  #close(natural: boolean): void {
    this.#isOpen = false;
    this.#naturalEnd = natural;
    this.#tell({ kind: "end", generation: this.#generation, natural });
    if (!natural) {
      this.#paused.pause(this.#endedUs);
      this.#held.clear();
      return;
    }
    this.#forgetTimer = this.#parts.clock.after(KEPT_AFTER_END_MS, () => {
      this.#held.clear();
    });
  }

  #allDue(): boolean {
    const nowUs = this.#parts.serverNowUs();
    return nowUs !== undefined && (!this.#isOpen || this.#nextUs <= nowUs);
  }

  #isPlayedOut(): boolean {
    if (!this.#parts.endsEarly() || !this.#isOpen) return false;
    const isRecent = this.#parts.clock.now() - this.#lastFrameAtMs <= PRODUCED_WITHIN_MS;
    return isRecent && this.#parts.marks.isItemEnd(this.#nextUs);
  }

  *#replay(): Generator<SourceEvent> {
    const { frames } = this.#held;
    if (frames.length === 0 && !this.#isOpen) return;
    const generation = this.#generation;
    yield this.#begun({ kind: "anew" }, frames[0]?.startUs ?? this.#nextUs);
    for (const mark of this.#marks.values()) yield { kind: "mark", generation, mark };
    for (const frame of frames) yield { kind: "audio", generation, ...frame };
    if (!this.#isOpen) yield { kind: "end", generation, natural: this.#naturalEnd };
  }

  #tell(event: SourceEvent): void {
    for (const listener of this.#listeners) listener(event);
  }
}

/** Where a generation begins that `first` is the first audio of. */
function startOf(first: Frame, resumption: Resumption): number {
  if (resumption.kind === "unheard") return first.startUs - (resumption.toUs - resumption.fromUs);
  return resumption.kind === "heard" ? first.startUs + resumption.us : first.startUs;
}
