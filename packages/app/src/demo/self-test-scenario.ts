import type { Clock } from "@ma-alexa/provider";
import type { KnownSource, Located, LocateOptions, Pcm, SimulatedEcho, Street } from "@ma-alexa/simulator";
import type { Demo } from "./start-demo.js";
import { pass, soon } from "./wait.js";

/** What one Echo did in the self-test; times in milliseconds. */
export interface PlayerResult {
  readonly name: string;
  /** From the press on play in MA to the first sound. */
  readonly startLatencyMs: number;
  readonly heardSeconds: number;
  /** ≥ 30 ms heard inside a generation that are not in the tune. */
  readonly gaps: number;
  /** Positions inside a generation that fall by ≥ 30 ms. */
  readonly repeats: number;
  /** MA's volume arrived at the Echo, and the Echo's button in MA. */
  readonly volumeRoundTrip: boolean;
  /** From each press on next in MA to the first sample of the new tune. */
  readonly skipDelayMs: readonly number[];
  /** Commands sent to Amazon, for whichever Echo, between the first press on next and the last new tune. */
  readonly amazonCallsForSkip: number;
  /** First position after the resume minus the last one before the pause. */
  readonly resumeErrorMs: number;
  /** Correlation of all that was heard with the tunes, 0 to 1. */
  readonly correlation: number;
  readonly problems: readonly string[];
}

type Locate = (heard: Pcm, sources: readonly KnownSource[], options: LocateOptions) => Located;
type MusicAssistant = NonNullable<Street["musicAssistant"]>;

const PATIENCE_MS = 10_000;
/** By then the surplus of the burst is small enough for the bound of a skip. */
const PLAY_BEFORE_SKIP_MS = 16_500;
/** From each press on next to what follows it: a little longer than the skip takes, which becomes less from skip to skip. */
const SKIP_EVERY_MS = [6_600, 6_300, 6_000] as const;
/** Enough of the music to find its place. */
const RESUMED_MS = 2_500;
const VOLUME = 35;
const JUDGED_SECONDS = 110;

/** Who plays what in the self-test, and how long after the others. */
export interface Part {
  readonly name: string;
  readonly firstTune: number;
  readonly afterMs: number;
}

/**
 * Every Echo through everything: play, volume, a spoken question and three skips, all at once; then pause, resume and stop,
 * one after the other, so that no command to Amazon falls into another Echo's skips.
 */
export async function runScenarios(demo: Demo, clock: Clock, cast: readonly Part[]): Promise<readonly PlayerResult[]> {
  const { locate } = await import("@ma-alexa/simulator");
  const scenarios = cast.map((part) => new Scenario(demo, clock, part, locate));
  await Promise.all(scenarios.map((scenario) => scenario.playAndSkip()));
  await Promise.all(scenarios.map((scenario, index) => scenario.pauseAndStop(index * PAUSE_EVERY_MS)));
  return scenarios.map((scenario) => scenario.result());
}

/** Amazon is sent one command a second; each pause is to be measured without the other's wait. */
const PAUSE_EVERY_MS = 2_400;

/** What was heard around one press on next; `lengthMs` is from the press to the end of it. */
interface HeardSkip {
  readonly heard: Pcm;
  readonly lengthMs: number;
}

class Scenario {
  readonly #street: Street;
  readonly #clock: Clock;
  readonly #echo: SimulatedEcho;
  readonly #ma: MusicAssistant;
  readonly #locate: Locate;
  readonly #sources: readonly KnownSource[];
  readonly #name: string;
  readonly #tuneIds: string[];
  readonly #problems: string[] = [];
  readonly #afterMs: number;
  #startLatencyMs = 0;
  #volumeRoundTrip = false;
  readonly #skips: HeardSkip[] = [];
  #beforePause: Pcm | undefined;
  #afterResume: Pcm | undefined;
  #amazonCallsForSkip = 0;

  constructor({ street }: Demo, clock: Clock, { name, firstTune, afterMs }: Part, locate: Locate) {
    const echo = street.echos.find((candidate) => candidate.name === name);
    if (echo === undefined || street.musicAssistant === undefined)
      throw new Error(`The street has no ${name} or no Music Assistant`);
    this.#street = street;
    this.#clock = clock;
    this.#echo = echo;
    this.#ma = street.musicAssistant;
    this.#locate = locate;
    // Made before anything is measured: a tune takes a moment to be rendered.
    this.#sources = this.#ma.tunes.map((tune) => ({
      id: tune.id,
      pcm: { sampleRate: 48_000, channels: 2, samples: tune.samples() },
    }));
    this.#name = name;
    this.#afterMs = afterMs;
    const ids = this.#ma.tunes.map((tune) => tune.id);
    this.#tuneIds = [...ids.slice(firstTune), ...ids.slice(0, firstTune)];
  }

  async playAndSkip(): Promise<void> {
    await pass(this.#clock, this.#afterMs);
    await this.#expect("Music Assistant knows the player", () => this.#player?.available === true);
    this.#startLatencyMs = await this.#play();
    const playedSince = this.#clock.now();
    this.#volumeRoundTrip = await this.#turnVolume();
    await this.#echo.say("what time is it");
    await pass(this.#clock, Math.max(0, playedSince + PLAY_BEFORE_SKIP_MS - this.#clock.now()));
    const commandsBefore = this.#commands;
    for (const ms of SKIP_EVERY_MS) this.#skips.push(await this.#skip(ms));
    this.#amazonCallsForSkip = this.#commands - commandsBefore;
  }

  async pauseAndStop(afterMs: number): Promise<void> {
    await pass(this.#clock, afterMs);
    this.#beforePause = await this.#pause();
    this.#afterResume = await this.#resumeAndStop();
  }

  /** Judges everything that was heard. Done at the end, since it keeps the thread busy and would delay what it measures. */
  result(): PlayerResult {
    const silence: Pcm = { sampleRate: 48_000, channels: 2, samples: new Int16Array(0) };
    const before = this.#judge(this.#beforePause ?? silence);
    const after = this.#judge(this.#afterResume ?? silence);
    const sum = (of: (located: Located) => number): number => of(before) + of(after);
    return {
      name: this.#name,
      startLatencyMs: this.#startLatencyMs,
      heardSeconds:
        Math.round(sum(({ segments }) => segments.reduce((total, segment) => total + segment.lengthMs, 0)) / 100) / 10,
      gaps: sum(({ gaps, losses }) => gaps.length + losses.length),
      repeats: sum(({ repeats }) => repeats.length),
      volumeRoundTrip: this.#volumeRoundTrip,
      skipDelayMs: this.#skips.map((skip, index) => this.#skipDelay(skip, this.#tuneIds.slice(index, index + 2))),
      amazonCallsForSkip: this.#amazonCallsForSkip,
      resumeErrorMs: this.#resumeError(before.segments.at(-1), after.segments[0]),
      correlation: Math.round(Math.min(before.correlation, after.correlation) * 10_000) / 10_000,
      problems: this.#problems,
    };
  }

  get #player() {
    return this.#ma.players().find((player) => player.name === this.#name);
  }

  /** Commands, which a skip must not need; reads go on all the time. */
  get #commands(): number {
    return this.#street.amazon.calls
      .list()
      .filter((call) => call.method === "POST" && /behaviors\/preview|np\/command/.test(call.path)).length;
  }

  async #play(): Promise<number> {
    const pressed = this.#clock.now();
    this.#ma.play(this.#name, this.#tuneIds);
    await this.#expect("the Echo plays", () => this.#echo.playing && this.#echo.positionMs > 0);
    return Math.round(this.#clock.now() - pressed - this.#echo.positionMs);
  }

  async #turnVolume(): Promise<boolean> {
    this.#ma.setVolume(this.#name, VOLUME);
    const down = await soon(this.#clock, () => this.#echo.volume === VOLUME, PATIENCE_MS);
    // The Echo's reports are not believed for two seconds after a command, so that a slider does not jump back.
    await pass(this.#clock, 3_000);
    await this.#echo.press("volume-up");
    const up = await soon(
      this.#clock,
      () => this.#echo.volume > VOLUME && this.#player?.volume === this.#echo.volume,
      PATIENCE_MS,
    );
    return down && up;
  }

  /** Presses next and keeps what is heard until the next press. */
  async #skip(ms: number): Promise<HeardSkip> {
    const pressedMs = this.#clock.now();
    this.#ma.next(this.#name);
    await pass(this.#clock, ms);
    return { heard: this.#echo.heard(ms / 1_000 + 1), lengthMs: this.#clock.now() - pressedMs };
  }

  /** Press to the first new sample. */
  #skipDelay({ heard, lengthMs }: HeardSkip, tuneIds: readonly string[]): number {
    const { segments } = this.#judge(heard, tuneIds);
    const last = segments.at(-1);
    if (last !== undefined && segments.length > 1 && last.sourceStartMs < 100)
      return Math.round(lengthMs - last.lengthMs);
    this.#problems.push("a skip was not heard from the new tune's beginning");
    return lengthMs;
  }

  async #pause(): Promise<Pcm> {
    this.#ma.pause(this.#name);
    await this.#expect("the Echo is silent after a pause", () => !this.#echo.playing);
    return this.#echo.heard(JUDGED_SECONDS);
  }

  async #resumeAndStop(): Promise<Pcm> {
    this.#ma.resume(this.#name);
    await this.#expect(
      "the Echo plays after the resume",
      () => this.#echo.playing && this.#echo.positionMs > RESUMED_MS,
    );
    const heard = this.#echo.heard(this.#echo.positionMs / 1_000);
    this.#ma.halt(this.#name);
    await this.#expect("the Echo is silent after a stop", () => !this.#echo.playing);
    return heard;
  }

  /** First position after the resume minus the last one before the pause. */
  #resumeError(
    before: Located["segments"][number] | undefined,
    after: Located["segments"][number] | undefined,
  ): number {
    if (before !== undefined && after?.sourceId === before.sourceId)
      return Math.round(after.sourceStartMs - (before.sourceStartMs + before.lengthMs));
    this.#problems.push("another tune was heard after the resume");
    return Number.MAX_SAFE_INTEGER;
  }

  #judge(heard: Pcm, tuneIds: readonly string[] = this.#tuneIds): Located {
    const sources = this.#sources.filter(({ id }) => tuneIds.includes(id));
    return this.#locate(heard, sources, { expectedCuts: "jumps" });
  }

  async #expect(what: string, holds: () => boolean): Promise<void> {
    if (!(await soon(this.#clock, holds, PATIENCE_MS)))
      this.#problems.push(`within ${String(PATIENCE_MS / 1_000)} s it did not happen that ${what}`);
  }
}
