import type { CheckName, ServerFindings } from "./check.js";

const LOST_AT_PAUSE =
  "known: this server pauses up to five seconds ahead of what was heard, and the bridge does not bring all of it back";

/** What is known not to hold, and why: it is shown as such and does not fail a run, so that anything new does. */
const KNOWN: Readonly<Record<string, Partial<Record<CheckName, string>>>> = {
  "4.3.0": { pauseResume: LOST_AT_PAUSE },
  "5.2.0": { pauseResume: LOST_AT_PAUSE },
};

/** Why this check is known not to hold on this version; undefined when it should. */
export function knownWeakness(version: ServerFindings["version"], name: CheckName): string | undefined {
  return KNOWN[version]?.[name];
}
