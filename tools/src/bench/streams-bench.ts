import { setTimeout as wait } from "node:timers/promises";
import { Child } from "./child.js";
import { threeDigits } from "./percentiles.js";
import { BRIDGE_ORDERS, LISTENER_ORDERS, SOURCE_ORDERS } from "./streams-orders.js";

/** What so many streams at once cost. */
export interface StreamsRow {
  readonly codec: "mp3";
  readonly streams: number;
  /** Seconds of audio, of all streams together, that pass per second of wall time when nothing is paced. */
  readonly realTimeFactor: number;
  /** 99th percentile of the time between two ticks of a 1 ms timer, nothing subtracted: an idle loop reads 1.1 ms. */
  readonly loopDelayP99Ms: number;
  /** Growth of the bridge's resident memory from idle players to playing ones, MiB; each time without garbage. */
  readonly rssPerStreamMiB: number;
}

/** How long the two parts of a measurement take. */
export interface StreamsEffort {
  /** Seconds of audio, of all streams together, in the unpaced part. */
  readonly audioSeconds: number;
  /** Seconds of watching in the paced part. */
  readonly pacedSeconds: number;
}

const BYTES_PER_SECOND = 40_000;
/** The encoder and its thread keep the very last frames until more comes. */
const KEPT_BACK_SECONDS = 1;
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
export async function measureStreams(streams: number, effort: StreamsEffort): Promise<StreamsRow> {
  const realTimeFactor = await inStreet((street) => unpaced(street, streams, effort.audioSeconds / streams));
  const paced = await inStreet((street) => inRealTime(street, streams, effort.pacedSeconds));
  return { codec: "mp3", streams, realTimeFactor, ...paced };
}

interface Street {
  readonly bridge: Child<typeof BRIDGE_ORDERS>;
  readonly source: Child<typeof SOURCE_ORDERS>;
  readonly listener: Child<typeof LISTENER_ORDERS>;
}

/** Every part gets three fresh processes. */
async function inStreet<Result>(measure: (street: Street) => Promise<Result>): Promise<Result> {
  const street: Street = {
    bridge: new Child(BRIDGE_ORDERS, "./bridge-process.ts", ["--expose-gc"]),
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
  players: number,
  lead: { readonly leadMs: number; readonly burstMs: number },
): Promise<{ readonly idleMiB: number }> {
  const { url } = await source.ask("open", {});
  const { addresses, rssMiB } = await bridge.ask("open", { players, server: url, ...lead });
  await listener.ask("open", { addresses });
  return { idleMiB: rssMiB };
}

async function unpaced(street: Street, streams: number, seconds: number): Promise<number> {
  await open(street, streams, UNPACED);
  const { atEpochMs } = await street.source.ask("flood", { seconds });
  const bytesEach = (seconds - KEPT_BACK_SECONDS) * BYTES_PER_SECOND;
  const gathered = await street.listener.ask("gather", { bytesEach });
  const wallSeconds = (gathered.atEpochMs - atEpochMs) / 1_000;
  return threeDigits(gathered.bytes / BYTES_PER_SECOND / wallSeconds);
}

async function inRealTime(
  street: Street,
  streams: number,
  seconds: number,
): Promise<Pick<StreamsRow, "loopDelayP99Ms" | "rssPerStreamMiB">> {
  const { bridge, source, listener } = street;
  const { idleMiB } = await open(street, streams, PACED);
  await source.ask("play", { aheadSeconds: AHEAD_SECONDS });
  await listener.ask("gather", { bytesEach: IN_STRIDE_SECONDS * BYTES_PER_SECOND });
  const before = await listener.ask("received", {});
  await bridge.ask("watch", {});
  await wait(seconds * 1_000);
  const { loopDelayP99Ms, rssMiB } = await bridge.ask("measured", {});
  const after = await listener.ask("received", {});
  requirePace(before.bytes, after.bytes, seconds);
  return { loopDelayP99Ms: threeDigits(loopDelayP99Ms), rssPerStreamMiB: threeDigits((rssMiB - idleMiB) / streams) };
}

function requirePace(before: readonly number[], after: readonly number[], seconds: number): void {
  const slowest = Math.min(...after.map((bytes, index) => bytes - (before[index] ?? 0)));
  const pace = slowest / BYTES_PER_SECOND / seconds;
  if (pace < LEAST_PACE) throw new Error(`A stream fell behind: it came at ${threeDigits(pace)} of real time`);
}
