import type { Clock } from "@ma-alexa/provider";
import type { Located, SimulatedEcho, Street } from "@ma-alexa/simulator";
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
  /** Commands sent to Amazon between the first press on next and the last new tune. */
  readonly amazonCallsForSkip: number;
  /** First position after the resume minus the last one before the pause. */
  readonly resumeErrorMs: number;
  /** Correlation of all that was heard with the tunes, 0 to 1. */
  readonly correlation: number;
  readonly problems: readonly string[];
}

type MusicAssistant = NonNullable<Street["musicAssistant"]>;

const PATIENCE_MS = 10_000;
/** By then the surplus of the burst is small enough for the bound of a skip. */
const PLAY_BEFORE_SKIP_MS = 18_500;
/** Press to press: longer than any allowed skip. */
const SKIP_EVERY_MS = 6_900;
const VOLUME = 35;
const JUDGED_SECONDS = 110;

/** One Echo through everything: play, volume, a spoken question, three skips, pause, resume, stop. */
export async function runScenario(
  demo: Demo,
  clock: Clock,
  { name, firstTune }: { readonly name: string; readonly firstTune: number },
): Promise<PlayerResult> {
  return new Scenario(demo, clock, name, firstTune).run();
}

class Scenario {
  readonly #street: Street;
  readonly #clock: Clock;
  readonly #echo: SimulatedEcho;
  readonly #ma: MusicAssistant;
  readonly #name: string;
  readonly #tuneIds: string[];
  readonly #problems: string[] = [];

  constructor({ street }: Demo, clock: Clock, name: string, firstTune: number) {
    const echo = street.echos.find((candidate) => candidate.name === name);
    if (echo === undefined || street.musicAssistant === undefined)
      throw new Error(`The street has no ${name} or no Music Assistant`);
    this.#street = street;
    this.#clock = clock;
    this.#echo = echo;
    this.#ma = street.musicAssistant;
    this.#name = name;
    const ids = this.#ma.tunes.map((tune) => tune.id);
    this.#tuneIds = [...ids.slice(firstTune), ...ids.slice(0, firstTune)];
  }

  async run(): Promise<PlayerResult> {
    await this.#expect("Music Assistant knows the player", () => this.#player?.available === true);
    const startLatencyMs = await this.#play();
    const playedSince = this.#clock.now();
    const volumeRoundTrip = await this.#turnVolume();
    await this.#echo.say("what time is it");
    await pass(this.#clock, Math.max(0, playedSince + PLAY_BEFORE_SKIP_MS - this.#clock.now()));
    const commandsBefore = this.#commands;
    const skipDelayMs: number[] = [];
    for (let i = 0; i < 3; i++) skipDelayMs.push(await this.#skip());
    const amazonCallsForSkip = this.#commands - commandsBefore;
    const resumeErrorMs = await this.#pauseAndResume();
    await this.#stop();
    const whole = await this.#judge(JUDGED_SECONDS);
    return {
      name: this.#name,
      startLatencyMs,
      heardSeconds: Math.round(whole.segments.reduce((sum, segment) => sum + segment.lengthMs, 0) / 100) / 10,
      gaps: whole.gaps.length + whole.losses.length,
      repeats: whole.repeats.length,
      volumeRoundTrip,
      skipDelayMs,
      amazonCallsForSkip,
      resumeErrorMs,
      correlation: Math.round(whole.correlation * 10_000) / 10_000,
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

  /** Press to the first new sample, found in what was heard. */
  async #skip(): Promise<number> {
    const pressed = this.#clock.now();
    this.#ma.next(this.#name);
    await pass(this.#clock, SKIP_EVERY_MS);
    const seconds = (SKIP_EVERY_MS + 1_000) / 1_000;
    const heardUntil = this.#clock.now();
    const { segments } = await this.#judge(seconds);
    const last = segments.at(-1);
    if (last === undefined || segments.length < 2 || last.sourceStartMs > 100) {
      this.#problems.push("a skip was not heard from the new tune's beginning");
      return SKIP_EVERY_MS;
    }
    const endMs = last.heardStartMs + last.lengthMs;
    return Math.round(heardUntil - pressed - (endMs - last.heardStartMs));
  }

  async #pauseAndResume(): Promise<number> {
    this.#ma.pause(this.#name);
    await this.#expect("the Echo is silent after a pause", () => !this.#echo.playing);
    const before = (await this.#judge(5)).segments.at(-1);
    await pass(this.#clock, 500);
    this.#ma.resume(this.#name);
    await this.#expect("the Echo plays after the resume", () => this.#echo.playing && this.#echo.positionMs > 2_500);
    const after = (await this.#judge(2.4)).segments.at(-1);
    if (before === undefined || after === undefined || before.sourceId !== after.sourceId) {
      this.#problems.push("another tune was heard after the resume");
      return Number.MAX_SAFE_INTEGER;
    }
    const agoMs = this.#echo.positionMs - after.lengthMs;
    return Math.round(after.sourceStartMs - Math.max(0, agoMs) - (before.sourceStartMs + before.lengthMs));
  }

  async #stop(): Promise<void> {
    this.#ma.halt(this.#name);
    await this.#expect("the Echo is silent after a stop", () => !this.#echo.playing);
  }

  async #judge(seconds: number): Promise<Located> {
    const { locate } = await import("@ma-alexa/simulator");
    const tunes = this.#ma.tunes.map((tune) => ({
      id: tune.id,
      pcm: { sampleRate: 48_000, channels: 2, samples: tune.samples() },
    }));
    return locate(this.#echo.heard(seconds), tunes, { expectedCuts: "jumps" });
  }

  async #expect(what: string, holds: () => boolean): Promise<void> {
    if (!(await soon(this.#clock, holds, PATIENCE_MS)))
      this.#problems.push(`within ${String(PATIENCE_MS / 1_000)} s it did not happen that ${what}`);
  }
}
