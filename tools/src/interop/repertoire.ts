import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createTunes, type KnownSource } from "@ma-alexa/simulator";

const SAMPLE_RATE = 48_000;
const CHANNELS = 2;
const SHORT_SECONDS = 6.4;
const TUNES = 4;

/** Something that the server plays: where it lies, and what it sounds like. */
export interface Piece extends KnownSource {
  readonly path: string;
  readonly lengthMs: number;
}

/** The known audio of a run, as raw files (s16le, 48 kHz, stereo) in a temporary folder. */
export class Repertoire {
  #folder: string | undefined;
  #tunes: readonly Piece[] = [];
  #short: Piece | undefined;

  /** Pieces of at least half a minute, in the order in which they are queued. */
  get tunes(): readonly Piece[] {
    return this.#tunes;
  }

  /** A piece that is over after a few seconds, in the middle of a note. */
  get short(): Piece {
    if (this.#short === undefined) throw new Error("The repertoire has not been written");
    return this.#short;
  }

  async start(): Promise<void> {
    const folder = (this.#folder = await mkdtemp(join(tmpdir(), "ma-alexa-interop-")));
    const [last, ...queued] = createTunes()
      .slice(0, TUNES + 1)
      .reverse();
    this.#tunes = await Promise.all(queued.reverse().map((tune) => write(folder, tune.id, tune.samples())));
    const cut = SHORT_SECONDS * SAMPLE_RATE * CHANNELS;
    this.#short = await write(folder, "short", last?.samples().subarray(0, cut) ?? new Int16Array(0));
  }

  async stop(): Promise<void> {
    if (this.#folder !== undefined) await rm(this.#folder, { recursive: true, force: true });
  }
}

async function write(folder: string, id: string, samples: Int16Array): Promise<Piece> {
  const path = join(folder, `${id}.raw`);
  await writeFile(path, new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength));
  const lengthMs = (samples.length / CHANNELS / SAMPLE_RATE) * 1_000;
  return { id, path, lengthMs, pcm: { sampleRate: SAMPLE_RATE, channels: CHANNELS, samples } };
}
