import type { Finding } from "../check.js";
import { FAULT_MS, figures } from "../ear.js";
import type { House } from "../house.js";
import { pass, until } from "../waiting.js";

const PATIENCE_MS = 20_000;
const PLAYED_SECONDS = 6.5;
/** What may be missing at the end of a piece. */
const END_TOLERANCE_MS = 150;
const AWAY_MS = 40_000;
const SETTLED_MS = 500;

/** From a press on play: heard from the first sample on, without a fault. */
export async function play(house: House): Promise<Finding> {
  return playFromStart(house, PLAYED_SECONDS);
}

/** A short piece is heard to its end, also when the server ends the stream while the Echo still has audio to play. */
export async function naturalEnd(house: House): Promise<Finding> {
  const { echo, ear, partner, repertoire } = house;
  const piece = repertoire.short;
  await silence(house);
  const mark = ear.mark();
  partner.do("play", { files: [piece.path] });
  await until("the short piece is heard", () => ear.secondsSince(mark) > 1, PATIENCE_MS);
  await until("the Echo falls silent after it", () => !echo.playing, piece.lengthMs + PATIENCE_MS);
  const located = ear.since(mark, [piece]);
  const heardMs = Math.round(located.segments.reduce((sum, segment) => sum + segment.lengthMs, 0));
  const startMs = Math.round(located.segments[0]?.sourceStartMs ?? piece.lengthMs);
  const found = figures(located);
  const isWhole = startMs <= FAULT_MS && heardMs >= piece.lengthMs - END_TOLERANCE_MS;
  return { ...found, ok: found.ok && isWhole, lengthMs: piece.lengthMs, heardMs, startMs };
}

/** While the Echo plays something else the server stops; play is obeyed again once it is free. */
export async function external(house: House): Promise<Finding> {
  const { echo, client } = house;
  await playFromStart(house, 1);
  client.report({ external: true });
  const stoppedMs = await until("the Echo plays nothing of ours", () => !echo.playing, PATIENCE_MS);
  client.report({ external: false });
  await pass(SETTLED_MS);
  const isStillSilent = !echo.playing;
  const found = await playFromStart(house, 2);
  return { ...found, ok: found.ok && isStillSilent, stoppedMs };
}

/** The line breaks without a word while something plays; 40 s later the player plays again as if nothing had been. */
export async function reconnect(house: House): Promise<Finding> {
  await playFromStart(house, 2);
  const cutAt = performance.now();
  house.line.cut();
  await until("the loss is noticed", () => house.link !== "playable", PATIENCE_MS);
  await until("the player is playable again", () => house.link === "playable", AWAY_MS);
  const backMs = Math.round(performance.now() - cutAt);
  await pass(AWAY_MS - backMs);
  const found = await playFromStart(house, PLAYED_SECONDS);
  return { ...found, backMs };
}

async function playFromStart(house: House, seconds: number): Promise<Finding> {
  const { echo, ear, partner, repertoire } = house;
  await silence(house);
  const mark = ear.mark();
  partner.do("play", { files: repertoire.tunes.map((tune) => tune.path) });
  const startLatencyMs = await until("something is heard", () => ear.secondsSince(mark) > 0, PATIENCE_MS);
  await until("it sounds on", () => ear.secondsSince(mark) >= seconds, PATIENCE_MS);
  const located = ear.since(mark, repertoire.tunes);
  const found = figures(located);
  const first = located.segments[0];
  if (first === undefined) return { ...found, ok: false, reason: "nothing of the pieces was heard", startLatencyMs };
  const startMs = Math.round(first.sourceStartMs);
  const isFirst = first.sourceId === repertoire.tunes[0]?.id && startMs <= FAULT_MS;
  const isWhole = located.segments.length === 1 && echo.playing;
  return { ...found, ok: found.ok && isFirst && isWhole, startLatencyMs, startMs };
}

/** Ends what a check before left playing. */
async function silence({ echo, partner }: House): Promise<void> {
  if (!echo.playing) return;
  partner.do("stop");
  await until("the Echo is silent after a stop", () => !echo.playing, PATIENCE_MS);
}
