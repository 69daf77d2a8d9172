import type { MusicSkillState } from "@ma-alexa/protocol/admin";

/** Where the skill stands, in a word or two, and how good that is. */
export function standingOf({ made, linked, problem }: MusicSkillState): {
  readonly words: string;
  readonly mood: "good" | "warn" | "quiet";
} {
  if (!made) return { words: "Not made", mood: "quiet" };
  if (problem !== undefined) return { words: "In trouble", mood: "warn" };
  return linked === 0 ? { words: "Not linked yet", mood: "warn" } : { words: "Ready", mood: "good" };
}

/** How many Amazon accounts are linked. */
export function linkedWords(linked: number): string {
  if (linked === 0) return "No Amazon account is linked: Alexa cannot use the skill yet.";
  return linked === 1 ? "One Amazon account is linked." : `${String(linked)} Amazon accounts are linked.`;
}

/** What became of what was asked for; the only sign of a skill that Amazon has forgotten. */
export function searchedWords({ searches, followed }: MusicSkillState): string {
  if (searches === 0) return "Alexa has not searched in your library yet.";
  const times = searches === 1 ? "once" : `${String(searches)} times`;
  const played = followed === 0 ? "never" : followed === 1 ? "once" : `${String(followed)} times`;
  return `Alexa searched in your library ${times}; music followed ${played}.`;
}

/** What is left of a code's time, such as `9:05`. */
export function timeLeft(untilEpochMs: number, nowEpochMs: number): string | undefined {
  const seconds = Math.round((untilEpochMs - nowEpochMs) / 1_000);
  if (seconds <= 0) return undefined;
  return `${String(Math.floor(seconds / 60))}:${String(seconds % 60).padStart(2, "0")}`;
}
