import type { CommandParts } from "../cli/parts.js";
import { runScenarios, type PlayerResult } from "./self-test-scenario.js";
import { startDemo } from "./start-demo.js";

/** The last line of a self-test on standard output. */
interface SelfTestResult {
  readonly ok: boolean;
  readonly players: readonly PlayerResult[];
  readonly amazonCalls: number;
}

/**
 * The Echos that play, and the tune each begins with: different ones, so that one heard at the other's Echo is noticed. They
 * begin one after the other, since Amazon is sent one command a second and each is to be measured without the other's wait.
 */
const CAST = [
  { name: "Kitchen", firstTune: 0, afterMs: 0 },
  { name: "Living Room", firstTune: 3, afterMs: 1_200 },
] as const;

/** What three skips asked in MA may take, and what they may cost. */
interface SkipLimits {
  readonly heardWithinMs: number;
  readonly spreadMs: number;
  readonly amazonCalls: number;
}

/**
 * MA waits a second for further presses; an Echo that is launched again, by one call, sounds within 3 s of the new audio. All skip
 * within the same seconds, and a call does not say for which Echo it was made.
 */
const QUICK: SkipLimits = { heardWithinMs: 4_000, spreadMs: 2_000, amazonCalls: 3 * CAST.length };

/** What the Echo holds is heard first. */
function seamless(leadMs: number): SkipLimits {
  return { heardWithinMs: leadMs + 2_500, spreadMs: 500, amazonCalls: 0 };
}

const RESUME_TOLERANCE_MS = 1_500;

/** Plays in the demo household without a person, checks what was heard, prints the result, and answers with the exit code. */
export async function runSelfTest(parts: CommandParts): Promise<number> {
  const configuration = { ...parts.configuration, publicPort: 0, musicAssistant: undefined };
  const demo = await startDemo({ ...parts, configuration });
  try {
    const leadMs = configuration.leadSeconds * 1_000;
    const players = await runScenarios(demo, parts.clock, CAST);
    const amazonCalls = demo.street.amazon.calls.total;
    const skip = demo.configuration.skip === "quick" ? QUICK : seamless(leadMs);
    const complaints = players.flatMap((player) => complaintsOf(player, skip));
    for (const complaint of complaints) console.error(complaint);
    const result: SelfTestResult = { ok: complaints.length === 0, players, amazonCalls };
    console.log(JSON.stringify(result));
    return result.ok ? 0 : 1;
  } finally {
    await demo.stop();
  }
}

function complaintsOf(player: PlayerResult, limits: SkipLimits): string[] {
  const { name, skipDelayMs, resumeErrorMs } = player;
  const first = skipDelayMs[0] ?? Infinity;
  const late = skipDelayMs.filter((delay) => delay > limits.heardWithinMs || delay > first + limits.spreadMs);
  return [
    ...(player.gaps > 0 ? [`${name} heard ${String(player.gaps)} gaps`] : []),
    ...(player.repeats > 0 ? [`${name} heard ${String(player.repeats)} repeats`] : []),
    ...(player.volumeRoundTrip ? [] : [`${name}'s volume did not arrive on both sides`]),
    ...(skipDelayMs.length === 3 && late.length === 0
      ? []
      : [`${name} heard its skips after ${skipDelayMs.join(", ")} ms`]),
    ...(player.amazonCallsForSkip <= limits.amazonCalls
      ? []
      : [`${name}'s skips made ${String(player.amazonCallsForSkip)} Amazon calls`]),
    ...(Math.abs(resumeErrorMs) <= RESUME_TOLERANCE_MS
      ? []
      : [`${name} went on ${String(resumeErrorMs)} ms from where it was paused`]),
    ...player.problems.map((problem) => `${name}: ${problem}`),
  ];
}
