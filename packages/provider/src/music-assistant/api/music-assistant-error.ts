import type { ApiErrorCode } from "@ma-alexa/protocol/music-assistant";

/** Why Music Assistant did not do something: its own reasons by name, and ours for when it cannot be asked. */
export type MusicAssistantErrorCode =
  | Exclude<ApiErrorCode, "unknown">
  /** It refused for a reason that this version does not know. */
  | "REFUSED"
  | "NOT_CONNECTED"
  | "CONNECTION_LOST"
  | "TIMED_OUT"
  /** The server is older than what was asked of it. */
  | "TOO_OLD"
  /** Its answer could not be read. */
  | "MALFORMED_ANSWER";

/** Music Assistant refused or could not be asked. `code` says why; the message is a sentence with what to do. */
export class MusicAssistantError extends Error {
  readonly code: MusicAssistantErrorCode;
  /** What was asked, such as `player_queues/next`. */
  readonly command: string;

  constructor(code: MusicAssistantErrorCode, command: string, sentence: string, options?: ErrorOptions) {
    super(sentence, options);
    this.name = "MusicAssistantError";
    this.code = code;
    this.command = command;
  }
}

/** What a person can do about it; everything else is told in Music Assistant's own words. */
const REMEDIES: Partial<Record<ApiErrorCode, string>> = {
  AUTHENTICATION_REQUIRED: "its token was not accepted: connect Music Assistant anew",
  AUTHENTICATION_FAILED: "its token was not accepted: connect Music Assistant anew",
  INVALID_TOKEN: "its token was not accepted: connect Music Assistant anew",
  INSUFFICIENT_PERMISSIONS: "the user of the token may not do that: use a token of an administrator",
  SETUP_REQUIRED: "it has not been set up yet: open its page and finish the set-up",
  QUEUE_EMPTY: "the queue is empty: play something first",
  MEDIA_NOT_FOUND: "it no longer has that",
  PLAYER_UNAVAILABLE: "the player is not available there",
  INVALID_COMMAND: "this version of it does not know that",
};

/** The error for a refusal; Music Assistant's own words follow where no remedy is known. */
export function refusal(command: string, code: ApiErrorCode, details?: string): MusicAssistantError {
  const why = REMEDIES[code] ?? details ?? "it gave no reason";
  return new MusicAssistantError(
    code === "unknown" ? "REFUSED" : code,
    command,
    `Music Assistant refused ${command}: ${why}${why.endsWith(".") ? "" : "."}`,
  );
}
