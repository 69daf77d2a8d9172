import { Child } from "./child.js";
import { percentile, threeDigits } from "./percentiles.js";
import { CALLER_ORDERS, FLOOR_ORDERS, SKILL_ORDERS, type Directive } from "./skill-orders.js";

/** How fast one kind of request is answered; "floor" is a server that only reads JSON and writes it back. */
export interface SkillRow {
  readonly directive: Directive;
  readonly requestsPerSecond: number;
  readonly p50Ms: number;
  readonly p90Ms: number;
  readonly p99Ms: number;
  readonly errors: number;
}

const REQUESTS_PER_SECOND = 50;
/** For signing and warming up, above the seconds that are timed. */
const PREPARING_MS = 20_000;

/** Calls the skill, and the floor with the same requests, each for `seconds`; every server and the caller in its own process. */
export async function measureSkill(seconds: number, onRow: (row: SkillRow) => void): Promise<void> {
  const skill = new Child(SKILL_ORDERS, "./skill-process.ts");
  const floor = new Child(FLOOR_ORDERS, "./floor-process.ts");
  const caller = new Child(CALLER_ORDERS, "./caller-process.ts");
  try {
    const { url } = await skill.ask("open", await caller.ask("certify", {}));
    const measure = async (directive: Directive, at: string): Promise<void> => {
      const order = { url: at, directive, requestsPerSecond: REQUESTS_PER_SECOND, seconds };
      const { latenciesMs, errors } = await caller.ask("call", order, seconds * 1_000 + PREPARING_MS);
      onRow(rowOf(directive, latenciesMs, errors));
    };
    await measure("LaunchRequest", url);
    await measure("AudioPlayer.PlaybackNearlyFinished", url);
    await measure("floor", (await floor.ask("open", {})).url);
  } finally {
    await Promise.all([skill.stop(), floor.stop(), caller.stop()]);
  }
}

function rowOf(directive: Directive, latenciesMs: readonly number[], errors: number): SkillRow {
  return {
    directive,
    requestsPerSecond: REQUESTS_PER_SECOND,
    p50Ms: threeDigits(percentile(latenciesMs, 50)),
    p90Ms: threeDigits(percentile(latenciesMs, 90)),
    p99Ms: threeDigits(percentile(latenciesMs, 99)),
    errors,
  };
}
