import { z } from "zod";

/** Everything that is shown of one server, in this order. */
export const CHECK_NAMES = [
  "connect",
  "approval",
  "playable",
  "volume",
  "mute",
  "play",
  "skip",
  "skipByClear",
  "seek",
  "pauseResume",
  "naturalEnd",
  "external",
  "pairing",
  "reconnect",
  "pcm",
  "flac",
  "legacyRefused",
] as const;

export type CheckName = (typeof CHECK_NAMES)[number];

/** What came of one check; `partner` says why the server at hand has nothing to check. Otherwise: whether it holds, why not, and what was measured (milliseconds where the name says so). */
export const FindingSchema = z
  .object({ ok: z.boolean(), reason: z.string().optional(), partner: z.string().optional() })
  .catchall(z.union([z.number(), z.string(), z.boolean(), z.undefined()]));

export type Finding = z.infer<typeof FindingSchema>;

/** The server does not have what would be checked. */
export function notThere(why: string): Finding {
  return { ok: true, partner: why };
}

/** One server version and what was found. A child process writes it as its last line. */
export const ServerFindingsSchema = z.object({
  version: z.string(),
  checks: z.partialRecord(z.enum(CHECK_NAMES), FindingSchema),
});

export type ServerFindings = z.infer<typeof ServerFindingsSchema>;

/** All checks of a version failed for one reason, such as packages that cannot be had. */
export function allFailed(version: string, reason: string): ServerFindings {
  return { version, checks: Object.fromEntries(CHECK_NAMES.map((name) => [name, { ok: false, reason }])) };
}
