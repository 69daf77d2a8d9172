import { setTimeout as wait } from "node:timers/promises";
import { Child } from "./child.js";
import { FLAC_BLOCK_SAMPLES, FLAC_FRAME_BYTES } from "./flac-music.js";
import { percentile, threeDigits } from "./percentiles.js";
import { BRIDGE_ORDERS, LISTENER_ORDERS, SOURCE_ORDERS } from "./streams-orders.js";

/** What so many streams at once cost. */
export interface StreamsRow {
  readonly codec: "mp3" | "flac";
  readonly streams: number;
  /** Seconds of audio, of all streams together, that pass per second of wall time when nothing is paced. */
  readonly realTimeFactor: number;
  /** 99th percentile of the time between two ticks of a 1 ms timer, nothing subtracted: an idle loop reads 1.1 ms. */
  readonly loopDelayP99Ms: number;
  /** Processor time of the bridge, of all its threads, per second. */
  readonly cpuCores: number;
  /** 99th percentile of the time from a GET to its first byte, audio lying ready, while the streams run, ms. */
  readonly firstByteP99Ms: number;
  /** The longest time from the first chunk of a skip leaving the server to bytes of it reaching the listener, while the streams run, ms. */
  readonly skipBytesMs: number;
  /** Growth of the bridge's resident memory from idle players to playing ones, MiB; each time without garbage. */
  readonly rssPerStreamMiB: number;
}

/** How many streams of which codec. */
export interface Crowd {
  readonly codec: StreamsRow["codec"];
  readonly streams: number;
}

/** How long the two parts of a measurement take. */
export interface StreamsEffort {
  /** Seconds of audio, of all streams together, in the unpaced part. */
  readonly audioSeconds: number;
  /** Seconds of watching in the paced part. */
  readonly pacedSeconds: number;
}

/** What the bridge makes of what the server sends. */
const SOURCES = { mp3: "pcm", flac: "flac" } as const;
const BYTES_PER_SECOND = { mp3: 40_000, flac: flacBytesPerSecond() } as const;
/** First bytes that are waited for, spread over the streams. */
const FIRST_BYTES = 100;
/** Processes compile what they run, and a tune is synthesised. */
const OPENED_WITHIN_MS = 60_000;
/** One stream after the other skips, each once. */
const MOST_SKIPS = 20;
/** Of the new item at once; the rest comes in real time. */
const SKIP_AHEAD_SECONDS = 2;
/** The encoder and its thread keep the very last frames until more comes. */
const KEPT_BACK_SECONDS = 1;
/** Of each stream in the unpaced part: less would be all beginning. */
const LEAST_SECONDS = 4;
const UNPACED = { leadMs: 1e9, burstMs: 1e9 };
/** As the app has them when nobody says otherwise. */
const PACED = { leadMs: 4_000, burstMs: 6_000 };
/** More than the burst, so that the responses wait for their time and not for music. */
const AHEAD_SECONDS = 8;
/** An Echo is taken to gather for a second before it sounds: a response that has sent more than this is in its stride. */
const IN_STRIDE_SECONDS = PACED.burstMs / 1_000 + 1;
/** A response may send at 0.95 of real time while it gives back its burst; the rest is tolerance. */
const LEAST_PACE = 0.8;

/** Measures so many streams: once as fast as they go, once in real time. Rejects when a stream fails. */
export async function measureStreams(crowd: Crowd, effort: StreamsEffort): Promise<StreamsRow> {
  const seconds = Math.max(LEAST_SECONDS, effort.audioSeconds / crowd.streams);
  const realTimeFactor = await inStreet((street) => unpaced(street, crowd, seconds));
  const paced = await inStreet((street) => inRealTime(street, crowd, effort.pacedSeconds));
  return { ...crowd, realTimeFactor, ...paced };
}

/** How many players there are that nobody plays on, and what the bridge takes for all of them. */
export interface IdleRow {
  readonly codec: "idle";
  readonly players: number;
  readonly rssMiB: number;
}

/** Measures connected players on which nothing plays. */
export async function measureIdle(players: number): Promise<IdleRow> {
  const rssMiB = await inStreet(async ({ bridge, source }) => {
    const { url } = await source.ask("open", { codec: "pcm" }, OPENED_WITHIN_MS);
    return (await bridge.ask("open", { players, server: url, codec: "pcm", ...PACED }, OPENED_WITHIN_MS)).rssMiB;
  });
  return { codec: "idle", players, rssMiB: threeDigits(rssMiB) };
}

function flacBytesPerSecond(): number {
  return (FLAC_FRAME_BYTES * 48_000) / FLAC_BLOCK_SAMPLES;
}

interface Street {
  readonly bridge: Child<typeof BRIDGE_ORDERS>;
  readonly source: Child<typeof SOURCE_ORDERS>;
  readonly listener: Child<typeof LISTENER_ORDERS>;
}

/** Every part gets three fresh processes. */
async function inStreet<Result>(measure: (street: Street) => Promise<Result>): Promise<Result> {
  const street: Street = {
    bridge: new Child(BRIDGE_ORDERS, "../../dist/bridge-process.js", ["--expose-gc"]),
    source: new Child(SOURCE_ORDERS, "./source-process.ts"),
    listener: new Child(LISTENER_ORDERS, "./listener-process.ts"),
  };
  try {
    return await measure(street);
  } finally {
    await Promise.all([street.bridge.stop(), street.source.stop(), street.listener.stop()]);
  }
}

async function open(
  { bridge, source, listener }: Street,
  { codec, streams }: Crowd,
  lead: { readonly leadMs: number; readonly burstMs: number },
): Promise<{ readonly idleMiB: number; readonly addresses: readonly string[] }> {
  const { url } = await source.ask("open", { codec: SOURCES[codec] }, OPENED_WITHIN_MS);
  const given = { players: streams, server: url, codec: SOURCES[codec], ...lead };
  const { addresses, rssMiB } = await bridge.ask("open", given, OPENED_WITHIN_MS);
  await listener.ask("open", { addresses });
  return { idleMiB: rssMiB, addresses };
}

async function unpaced(street: Street, crowd: Crowd, seconds: number): Promise<number> {
  await open(street, crowd, UNPACED);
  const { atEpochMs } = await street.source.ask("flood", { seconds });
  const bytesEach = (seconds - KEPT_BACK_SECONDS) * BYTES_PER_SECOND[crowd.codec];
  const gathered = await street.listener.ask("gather", { bytesEach }, 120_000);
  const wallSeconds = (gathered.atEpochMs - atEpochMs) / 1_000;
  return threeDigits(gathered.bytes / BYTES_PER_SECOND[crowd.codec] / wallSeconds);
}

async function inRealTime(
  street: Street,
  crowd: Crowd,
  seconds: number,
): Promise<Omit<StreamsRow, keyof Crowd | "realTimeFactor">> {
  const { bridge, source, listener } = street;
  const { idleMiB, addresses } = await open(street, crowd, PACED);
  const bytesPerSecond = BYTES_PER_SECOND[crowd.codec];
  await source.ask("play", { aheadSeconds: AHEAD_SECONDS });
  await listener.ask("gather", { bytesEach: IN_STRIDE_SECONDS * bytesPerSecond }, 30_000);
  const before = await listener.ask("received", {});
  await bridge.ask("watch", {});
  await wait(seconds * 1_000);
  const { loopDelayP99Ms, cpuCores, rssMiB } = await bridge.ask("measured", {});
  const after = await listener.ask("received", {});
  requirePace(before.bytes, after.bytes, seconds * bytesPerSecond);
  const asked = Array.from({ length: FIRST_BYTES }, (_, index) => addresses[index % addresses.length] ?? "");
  const firstBytes = await listener.ask("firstBytes", { addresses: asked }, 60_000);
  const skipBytesMs = threeDigits(await slowestSkip(street, Math.min(MOST_SKIPS, crowd.streams)));
  return {
    skipBytesMs,
    loopDelayP99Ms: threeDigits(loopDelayP99Ms),
    cpuCores: threeDigits(cpuCores),
    firstByteP99Ms: threeDigits(percentile(firstBytes.ms, 99)),
    rssPerStreamMiB: threeDigits((rssMiB - idleMiB) / crowd.streams),
  };
}

async function slowestSkip({ source, listener }: Street, skips: number): Promise<number> {
  let slowestMs = 0;
  for (let skip = 1; skip <= skips; skip++) {
    const turning = listener.ask("turned", { streams: skip });
    const { atEpochMs } = await source.ask("skip", { aheadSeconds: SKIP_AHEAD_SECONDS });
    slowestMs = Math.max(slowestMs, (await turning).atEpochMs - atEpochMs);
  }
  return slowestMs;
}

function requirePace(before: readonly number[], after: readonly number[], due: number): void {
  const slowest = Math.min(...after.map((bytes, index) => bytes - (before[index] ?? 0)));
  const pace = slowest / due;
  if (pace < LEAST_PACE) throw new Error(`A stream fell behind: it came at ${threeDigits(pace)} of real time`);
}
