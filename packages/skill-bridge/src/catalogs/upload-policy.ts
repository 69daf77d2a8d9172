/** On change at most daily, since each upload makes Alexa forget the skill for a moment and a catalog takes about fifty a day. */
const AT_MOST_EVERY_MS = 24 * 3_600_000;
/** Without any change at least weekly: Amazon expects catalogs on a regular basis (Music Skill reference 12.1). */
const AT_LEAST_EVERY_MS = 7 * 24 * 3_600_000;
/** How soon it is asked again while something plays. */
const ASK_AGAIN_MS = 15 * 60_000;

export interface UploadSituation {
  readonly isChanged: boolean;
  /** Undefined when nothing was ever uploaded. */
  readonly lastUploadEpochMs: number | undefined;
  readonly isPlaying: boolean;
}

/** Milliseconds until the catalogs should be uploaded; 0 is now. Never while something plays. */
export function uploadDelayMs(
  { isChanged, lastUploadEpochMs, isPlaying }: UploadSituation,
  nowEpochMs: number,
): number {
  const everyMs = isChanged ? AT_MOST_EVERY_MS : AT_LEAST_EVERY_MS;
  const dueMs = lastUploadEpochMs === undefined ? 0 : Math.max(0, lastUploadEpochMs + everyMs - nowEpochMs);
  return dueMs === 0 && isPlaying ? ASK_AGAIN_MS : dueMs;
}
