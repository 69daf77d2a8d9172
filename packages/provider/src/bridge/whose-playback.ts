import type { SoundingMedia } from "../amazon/facts/echo-fact.js";
import type { Whose } from "./playback-state.js";

/**
 * Whose playback it is that an Echo tells of: ours under one of the names that we gave it (the player's, the track's, the
 * skill's), somebody else's under any other, and nobody's word where it has no name.
 */
export function whosePlayback(
  media: SoundingMedia | undefined,
  ourNames: readonly (string | undefined)[],
): Whose | undefined {
  const said = [media?.title, media?.provider].filter((name) => name !== undefined);
  if (said.length === 0) return undefined;
  const isOurs = said.some((name) => ourNames.some((our) => our?.toLowerCase() === name.toLowerCase()));
  return isOurs ? { ours: true } : { ours: false, what: said.join(" on ") };
}
