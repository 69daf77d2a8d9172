import type { Located } from "@ma-alexa/simulator";
import { notThere, type Finding } from "../check.js";
import { both, FAULT_MS, figures } from "../ear.js";
import type { House } from "../house.js";
import { majorOf } from "../version-facts.js";
import { pass, until } from "../waiting.js";

const PATIENCE_MS = 20_000;
const BEFORE_SECONDS = 3;
const AFTER_SECONDS = 3;
/** How long the newest audio may take behind what the Echo already holds. */
const JUMP_LIMIT_MS = 6_500;
const SEEK_TO_S = 12;
const SEEK_TOLERANCE_MS = 100;
const RESUME_TOLERANCE_MS = 1_500;
const PAUSE_MS = 2_000;
const COMES_IN_MS = 40;
/** Older servers end and start. */
const FIRST_CLEARING = 4;

/** The next piece is heard from its first sample on, within the lead and the time the bridge waits for a start. */
export async function skip(house: House): Promise<Finding> {
  const [first, second] = house.repertoire.tunes;
  await playing(house);
  return jump(house, "skip", {}, { from: first?.id, to: second?.id, atMs: 0, toleranceMs: FAULT_MS });
}

/** The same where the server clears what it sent ahead and keeps the stream. */
export async function skipByClear(house: House): Promise<Finding> {
  if (majorOf(house.version) < FIRST_CLEARING) return notThere("no stream/clear");
  await playing(house);
  const { tunes } = house.repertoire;
  const present = Number(house.partner.last("playing")?.["index"]);
  const landing = { from: tunes[present]?.id, to: tunes[present + 1]?.id, atMs: 0, toleranceMs: FAULT_MS };
  return jump(house, "skip_by_clear", {}, landing);
}

/** The piece goes on from the asked position. */
export async function seek(house: House): Promise<Finding> {
  await playing(house);
  const present = house.partner.last("playing")?.["index"];
  const id = house.repertoire.tunes[Number(present)]?.id;
  const args = { position_s: SEEK_TO_S };
  return jump(house, "seek", args, { from: id, to: id, atMs: SEEK_TO_S * 1_000, toleranceMs: SEEK_TOLERANCE_MS });
}

/** Silent after a pause; after the resume the piece goes on where it was left. */
export async function pauseResume(house: House): Promise<Finding> {
  const { echo, ear, partner, repertoire } = house;
  await playing(house);
  const mark = ear.mark();
  await until("some more is heard", () => ear.secondsSince(mark) >= BEFORE_SECONDS, PATIENCE_MS);
  const pressedAt = performance.now();
  partner.do("pause");
  await until("the Echo is silent after a pause", () => !echo.playing, PATIENCE_MS);
  const silentAfterMs = Math.max(0, Math.round(ear.lastSoundMs - pressedAt));
  const paused = ear.mark();
  await pass(PAUSE_MS);
  const isSilent = ear.mark() === paused;
  partner.do("resume");
  await until("the Echo goes on", () => ear.secondsSince(paused) >= AFTER_SECONDS, PATIENCE_MS);
  const before = ear.since(mark, repertoire.tunes, paused);
  const after = ear.since(paused, repertoire.tunes);
  const resumeErrorMs = resumeError(before, after);
  const found = both(figures(before), figures(after, COMES_IN_MS));
  if (resumeErrorMs === undefined) return { ...found, ok: false, reason: "another piece was heard after the resume" };
  const isThere = Math.abs(resumeErrorMs) <= RESUME_TOLERANCE_MS;
  const serverErrorMs = Math.round((after.segments[0]?.sourceStartMs ?? 0) - pausedAtMs(house));
  return { ...found, ok: found.ok && isSilent && isThere, silentAfterMs, resumeErrorMs, serverErrorMs };
}

interface Landing {
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly atMs: number;
  readonly toleranceMs: number;
}

/** Presses, listens, and compares where the sound went with where it should have gone. */
async function jump(house: House, action: string, args: Record<string, unknown>, landing: Landing): Promise<Finding> {
  const { ear, partner, repertoire } = house;
  const mark = ear.mark();
  const pressedAt = performance.now();
  partner.do(action, args);
  const enough = JUMP_LIMIT_MS / 1_000 + 1;
  await until("it sounds on", () => ear.secondsSince(mark) >= enough, PATIENCE_MS);
  const listenedMs = ear.lastSoundMs - pressedAt;
  return landed(ear.since(mark, repertoire.tunes), landing, listenedMs);
}

function landed(located: Located, { from, to, atMs, toleranceMs }: Landing, listenedMs: number): Finding {
  const found = figures(located);
  const [before, after] = [located.segments[0], located.segments.at(-1)];
  const cut = located.cuts[0];
  if (before === undefined || after === undefined || located.segments.length !== 2 || cut === undefined)
    return { ...found, ok: false, reason: `heard ${String(located.segments.length)} stretches instead of two` };
  const delayMs = Math.round(listenedMs - after.lengthMs);
  const positionMs = Math.round(after.sourceStartMs);
  const isThere = before.sourceId === from && after.sourceId === to && Math.abs(positionMs - atMs) <= toleranceMs;
  return {
    ...found,
    ok: found.ok && isThere && delayMs <= JUMP_LIMIT_MS,
    delayMs,
    positionMs,
    betweenMs: Math.round(cut.betweenMs),
  };
}

/** Where the server believes that it paused, and goes on from. */
function pausedAtMs({ partner }: House): number {
  return Number(partner.last("paused")?.["position_s"]) * 1_000;
}

/** From the last position heard to the first one after; undefined when another piece is heard. */
function resumeError(before: Located, after: Located): number | undefined {
  const [left, found] = [before.segments.at(-1), after.segments[0]];
  if (left === undefined || found === undefined || left.sourceId !== found.sourceId) return undefined;
  return Math.round(found.sourceStartMs - left.sourceStartMs - left.lengthMs);
}

/** Something has sounded for a while; if nothing does, the queue is started. */
async function playing({ echo, ear, partner, repertoire }: House): Promise<void> {
  if (echo.playing) return;
  const mark = ear.mark();
  partner.do("play", { files: repertoire.tunes.map((tune) => tune.path) });
  await until("something is heard", () => ear.secondsSince(mark) >= BEFORE_SECONDS, PATIENCE_MS);
}
