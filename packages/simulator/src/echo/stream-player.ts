import { EventEmitter } from "node:events";
import type { Clock, Timer } from "../clock.js";
import { probe, type ProbingGet, SecondGet } from "./extra-gets.js";
import type { Habits } from "./habits.js";
import { SAMPLE_RATE, type Heard } from "./heard.js";
import { sounding, type Sounding, type SoundingStep } from "./sounding.js";
import type { FetchFailure } from "./stream-fetch.js";
import { StreamSupply } from "./stream-supply.js";

/** Only this much is decoded ahead; the rest stays compressed. */
const DECODED_AHEAD_MS = 2_000;
const TICK_MS = 20;
/** A Show tells that the stream is nearly finished right after its start, others shortly before the end. */
const AT_ONCE_MS = 500;
const LATE_MS = 6_000;

/** What a stream is played with. */
export interface StreamPlayerParts {
  readonly url: string;
  /** The first byte that is asked for; 0 when absent. */
  readonly fromByte?: number;
  /** Who may vouch for the server, PEM; the bundled roots when absent. */
  readonly trusted?: string | undefined;
  readonly clock: Clock;
  readonly heard: Heard;
  readonly habits: Readonly<Habits>;
  /** From the filled pre-buffer to the first sound. */
  readonly startLatencyMs: number;
  /** Every chunk that the Echo's real GET brings, as it comes. */
  readonly fetched: (chunk: Uint8Array) => void;
}

interface Events {
  started: [];
  nearlyFinished: [];
  /** The last sample was heard. */
  finished: [];
  failed: [FetchFailure];
  /** The stream ran dry; silence is heard until 0.3 s are there again. */
  underrun: [];
}

/** Fetches one stream and lets it sound in real time of the injected clock. */
export class StreamPlayer extends EventEmitter<Events> {
  readonly #parts: StreamPlayerParts;
  readonly #supply: StreamSupply;
  readonly #secondGet: SecondGet;
  #probe: ProbingGet | undefined;
  #timer: Timer | undefined;
  #state: Sounding = { phase: "filling" };
  #isHalted = false;
  #isStopped = false;
  #isNearlyFinished = false;
  #playedFrames = 0;
  #lastTickMs = 0;
  /** What the room is owed beyond whole frames. */
  #owedFrames = 0;
  #underruns = 0;

  constructor(parts: StreamPlayerParts) {
    super();
    this.#parts = parts;
    this.#secondGet = new SecondGet(parts.url, parts.clock);
    this.#supply = new StreamSupply({
      url: parts.url,
      fromByte: parts.fromByte,
      trusted: parts.trusted,
      habits: parts.habits,
      fetched: parts.fetched,
      failed: (failure) => {
        this.#fail(failure);
      },
      hasStarted: () => this.hasStarted,
    });
  }

  /** How much of the stream has sounded; silence while it was dry does not count. */
  get positionMs(): number {
    return Math.round((this.#playedFrames * 1_000) / SAMPLE_RATE);
  }

  /** The byte of the body that sounds. */
  get byte(): number {
    return this.#supply.byteAt(this.#playedFrames);
  }

  /** It sounds, or would if it had not run dry. */
  get isPlaying(): boolean {
    return !this.#isStopped && !this.#isHalted && ["sounding", "starved"].includes(this.#state.phase);
  }

  /** The first sample was heard. */
  get hasStarted(): boolean {
    return this.#state.phase !== "filling" && this.#state.phase !== "starting";
  }

  /** How often the stream ran dry. */
  get underruns(): number {
    return this.#underruns;
  }

  /** Asks for the stream, unless the Echo's habits forbid it. */
  start(): void {
    const { clock, habits, url } = this.#parts;
    this.#lastTickMs = clock.now();
    this.#tickLater();
    if (habits.neverFetches) return;
    if (habits.secondGet) this.#secondGet.start();
    if (habits.probingGet) {
      this.#probe = probe(url, () => {
        this.#supply.open();
      });
      this.#probe.start();
    } else this.#supply.open();
  }

  /** Silence; hangs up and ends every timer and the decoder. The position stays. */
  stop(): void {
    if (this.#isStopped) return;
    this.#isStopped = true;
    this.#timer?.cancel();
    this.#probe?.close();
    this.#secondGet.close();
    this.#supply.close();
    this.#parts.heard.fallSilent();
  }

  /** Neither sounds nor reads, as while somebody speaks with Alexa. */
  halt(): void {
    this.#isHalted = true;
    this.#supply.halt(true);
    this.#parts.heard.fallSilent();
  }

  /** Goes on at the sample at which `halt` cut it off. */
  goOn(): void {
    this.#isHalted = false;
    this.#supply.halt(false);
  }

  #fail(failure: FetchFailure): void {
    if (this.#isStopped) return;
    this.stop();
    this.emit("failed", failure);
  }

  #tickLater(): void {
    this.#timer = this.#parts.clock.after(TICK_MS, () => {
      this.#tick();
      if (!this.#isStopped) this.#tickLater();
    });
  }

  #tick(): void {
    const nowMs = this.#parts.clock.now();
    const elapsedMs = nowMs - this.#lastTickMs;
    this.#lastTickMs = nowMs;
    if (this.#isHalted) return;
    // A late tick owes the room more than usual.
    this.#supply.decode(DECODED_AHEAD_MS + elapsedMs);
    this.#supply.regulate();
    if (this.isPlaying) this.#sound(elapsedMs);
    if (!this.#isStopped) this.#advance(nowMs);
  }

  #sound(elapsedMs: number): void {
    this.#owedFrames += (elapsedMs * SAMPLE_RATE) / 1_000;
    const due = Math.floor(this.#owedFrames);
    this.#owedFrames -= due;
    const samples = this.#supply.take(this.#state.phase === "sounding" ? due : 0);
    this.#playedFrames += samples.length / 2;
    this.#parts.heard.add(samples);
    const isSpent = this.#supply.isExhausted && this.#supply.availableMs === 0;
    if (!isSpent) this.#parts.heard.add(new Int16Array(due * 2 - samples.length));
  }

  #advance(nowMs: number): void {
    const { availableMs, isExhausted: hasEnded } = this.#supply;
    const { startLatencyMs } = this.#parts;
    const { state, effect } = sounding(this.#state, { nowMs, availableMs, hasEnded, startLatencyMs });
    this.#state = state;
    if (effect !== undefined) this.#tell(effect);
    if (this.#isNear) this.#tellNearlyFinished();
  }

  #tell(effect: NonNullable<SoundingStep["effect"]>): void {
    if (effect === "empty") {
      this.#fail({ message: "The stream ended without music" });
      return;
    }
    if (effect === "underrun") this.#underruns += 1;
    if (effect === "finished") {
      this.stop();
      this.#tellNearlyFinished();
    }
    this.emit(effect);
  }

  #tellNearlyFinished(): void {
    if (this.#isNearlyFinished) return;
    this.#isNearlyFinished = true;
    this.emit("nearlyFinished");
  }

  get #isNear(): boolean {
    if (this.#isStopped || !this.hasStarted) return false;
    if (this.#parts.habits.nearlyFinished === "at-once") return this.positionMs >= AT_ONCE_MS;
    return (this.#supply.remainingMs ?? Infinity) <= LATE_MS;
  }
}
