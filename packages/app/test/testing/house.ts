import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Logger, PlayerSnapshot } from "@ma-alexa/provider";
import {
  createServerCertificate,
  locate,
  TestClock,
  type AmazonFaults,
  type EchoOptions,
  type KnownSource,
  type Located,
  type LocateOptions,
  type MusicAssistantPlayer,
  type SimulatedEcho,
  type SimulatedMusicAssistant,
  type StreetOptions,
} from "@ma-alexa/simulator";
import { expect, onTestFinished } from "vitest";
import { readConfiguration } from "../../src/configuration/configuration.js";
import { fromFlags } from "../../src/configuration/sources.js";
import { startDemo, type Demo } from "../../src/demo/start-demo.js";
import { MemoryStore } from "../../src/memory-store.js";

/** Real sockets, worker threads and an encoder take part, on whatever machine this is. */
export const HOUSE_TEST_MS = 120_000;
/** Fine enough for everything that is measured here, coarse enough that a minute passes in a few seconds. */
const STEP_MS = 20;
const MEETS_WITHIN_MS = 120_000;

type Sound = Pick<SimulatedEcho, "heard">;

/** A household in which the bridge runs, and what a test does and sees there. Its time passes when the test says so. */
export class House {
  readonly clock: TestClock;
  readonly demo: Demo;
  readonly ma: SimulatedMusicAssistant;
  /** What the bridge keeps; its secrets too, as far as Amazon is told them. */
  readonly store: MemoryStore;
  /** Who vouches for the public door, PEM; undefined where it speaks http. */
  readonly trusted: string | undefined;
  readonly #sources: readonly KnownSource[];

  constructor(clock: TestClock, demo: Demo, store: MemoryStore, trusted?: string) {
    if (demo.street.musicAssistant === undefined) throw new Error("A house needs a simulated Music Assistant");
    this.clock = clock;
    this.demo = demo;
    this.store = store;
    this.trusted = trusted;
    this.ma = demo.street.musicAssistant;
    this.#sources = this.ma.tunes.map((tune) => ({
      id: tune.id,
      pcm: { sampleRate: 48_000, channels: 2, samples: tune.samples() },
    }));
  }

  echo(name: string): SimulatedEcho {
    return this.demo.street.echo(name);
  }

  /** The Echo's player as the bridge shows it. */
  player(name: string): PlayerSnapshot {
    const found = this.demo.bridge.household.players().find((player) => player.name === name);
    if (found === undefined) throw new Error(`The bridge has no player ${name}`);
    return found;
  }

  /** The Echo's player as Music Assistant shows it. */
  remote(name: string): MusicAssistantPlayer {
    const found = this.ma.players().find((player) => player.name === name);
    if (found === undefined) throw new Error(`Music Assistant has no player ${name}`);
    return found;
  }

  /** The ids of the library from this tune on, beginning again at its end. */
  tunes(first = 0): string[] {
    const ids = this.ma.tunes.map((tune) => tune.id);
    return [...ids.slice(first), ...ids.slice(0, first)];
  }

  /** Lets time pass. */
  async pass(ms: number): Promise<void> {
    await this.clock.advance(ms, STEP_MS);
  }

  /** Lets time pass until the promise is settled. */
  async settled<T>(promise: Promise<T>): Promise<T> {
    return await moved(this.clock, promise);
  }

  /** Lets time pass until it is so; says how long that took. */
  async until(what: string, holds: () => boolean, withinMs = 10_000): Promise<number> {
    const sinceMs = this.clock.now();
    await this.clock.until(what, holds, withinMs, STEP_MS);
    return this.clock.now() - sinceMs;
  }

  /** Presses play in Music Assistant, and waits until the Echo has sounded for `soundsMs`. */
  async play(name: string, tuneIds = this.tunes(), soundsMs = 1_000): Promise<void> {
    this.ma.play(name, tuneIds);
    await this.sounds(name, soundsMs);
  }

  /** Waits until the Echo sounds and its newest stream has done so for `soundsMs`. */
  async sounds(name: string, soundsMs = 1_000): Promise<void> {
    const echo = this.echo(name);
    await this.until(`${name} sounds`, () => echo.playing && echo.positionMs > soundsMs, 10_000 + soundsMs);
  }

  /** Waits until nothing sounds at the Echo; says how long that took. */
  async silent(name: string, withinMs = 10_000): Promise<number> {
    return await this.until(`${name} is silent`, () => !this.echo(name).playing, withinMs);
  }

  /** What of the library was heard in the last `seconds`. */
  judge(sound: Sound, seconds: number, options: LocateOptions = {}): Located {
    return locate(sound.heard(seconds), this.#sources, options);
  }

  /** The sentence that says what is wrong with a player, if anything is. */
  reason(name: string): string | undefined {
    return this.player(name).reason;
  }

  /** How often Amazon was asked to do something; reads are not counted. */
  get commands(): number {
    return this.demo.street.amazon.calls
      .list()
      .filter(({ method, path }) => method === "POST" && /behaviors\/preview|np\/command/.test(path)).length;
  }

  /** What the skill was asked by this Echo, oldest first. */
  asked(name: string): string[] {
    return this.demo.street.alexa.exchanges.filter(({ echo }) => echo === name).map(({ request }) => request);
  }
}

const MUTE: Logger = {
  child: () => MUTE,
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};

/** What of a house differs from the demo household. */
export interface HouseOptions {
  readonly echos?: readonly EchoOptions[];
  readonly musicAssistant?: Exclude<StreetOptions["musicAssistant"], false>;
  /** Amazon's bad day, from the first request on. */
  readonly faults?: Partial<AmazonFaults>;
  /** What the bridge remembers from earlier runs, by the name of the document. */
  readonly remembers?: Readonly<Record<string, unknown>>;
  /** Those that are expected to join; all Echos when absent. */
  readonly joining?: readonly string[];
  /** The public door speaks https, with a certificate of its own. */
  readonly isSecure?: boolean;
  /** What the household's Lambda function and the bridge share; without it that door is shut. */
  readonly forwarderSecret?: string;
  /** How a skip asked in Music Assistant is heard; as in the demo when absent. */
  readonly skip?: "seamless" | "quick";
}

/**
 * Starts a household and the bridge in it, and ends both with the test, which must leave no timer behind and no mistake in
 * the simulated Amazon. Resolves when Amazon is signed in and Music Assistant knows the Echos.
 */
export async function openHouse(options: HouseOptions = {}): Promise<House> {
  const clock = new TestClock();
  const store = new MemoryStore();
  for (const [name, document] of Object.entries(options.remembers ?? {})) await store.write(name, document);
  const tls = options.isSecure === true ? await ownCertificate() : undefined;
  const demo = await moved(clock, start(clock, store, options, tls?.files));
  onTestFinished(async () => {
    await moved(clock, demo.stop());
    expect(clock.pending).toBe(0);
    expect(demo.street.amazon.failures).toEqual([]);
  });
  const house = new House(clock, demo, store, tls?.ca);
  const joining = options.joining ?? demo.street.echos.map(({ name }) => name);
  await house.until(
    "Amazon and Music Assistant know the Echos",
    () => demo.bridge.accounts.state.kind === "ready" && joining.every((name) => knows(house.ma, name)),
    MEETS_WITHIN_MS,
  );
  return house;
}

async function start(
  clock: TestClock,
  store: MemoryStore,
  options: HouseOptions,
  files: CertificateFiles = {},
): Promise<Demo> {
  const { echos, musicAssistant, faults, skip, forwarderSecret } = options;
  const street = { ...(echos && { echos }), ...(musicAssistant && { musicAssistant }) };
  const configuration = readConfiguration([
    fromFlags({ publicPort: 0, ...files, ...(skip && { skip }), ...(forwarderSecret && { forwarderSecret }) }),
  ]);
  const demo = await startDemo({ configuration, clock, logger: MUTE, store, street });
  // The library's thread has not begun to speak by now.
  Object.assign(demo.street.amazon.faults, faults);
  return demo;
}

interface CertificateFiles {
  readonly certificateFile?: string;
  readonly keyFile?: string;
}

/** As a household keeps it: two files, which are gone after the test. */
async function ownCertificate(): Promise<{ readonly ca: string; readonly files: CertificateFiles }> {
  const { key, cert, ca } = await createServerCertificate("House Root", ["127.0.0.1"]);
  const folder = await mkdtemp(join(tmpdir(), "house-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  const files = { certificateFile: join(folder, "certificate.pem"), keyFile: join(folder, "key.pem") };
  await Promise.all([writeFile(files.certificateFile, cert), writeFile(files.keyFile, key)]);
  return { ca, files };
}

function knows(ma: SimulatedMusicAssistant, name: string): boolean {
  return ma.players().some((player) => player.name === name && player.available);
}

/** Lets time pass until the promise is settled. */
async function moved<T>(clock: TestClock, promise: Promise<T>): Promise<T> {
  let isSettled = false;
  const settled = (): void => void (isSettled = true);
  promise.then(settled, settled);
  await clock.until("What was begun is over", () => isSettled, MEETS_WITHIN_MS, STEP_MS);
  return await promise;
}
