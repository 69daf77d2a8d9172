/** The error codes of Music Assistant's API (Sendspin reference 4.4). */
import { z } from "zod";

const CODES = {
  0: "GENERIC",
  1: "PROVIDER_UNAVAILABLE",
  2: "MEDIA_NOT_FOUND",
  3: "INVALID_DATA",
  4: "ALREADY_REGISTERED",
  5: "SETUP_FAILED",
  6: "LOGIN_FAILED",
  7: "AUDIO",
  8: "QUEUE_EMPTY",
  9: "UNSUPPORTED_FEATURE",
  10: "PLAYER_UNAVAILABLE",
  11: "PLAYER_COMMAND_FAILED",
  12: "INVALID_COMMAND",
  13: "UNPLAYABLE_MEDIA",
  14: "INVALID_PROVIDER_URI",
  15: "INVALID_PROVIDER_ID",
  16: "RETRIES_EXHAUSTED",
  17: "RESOURCE_TEMPORARILY_UNAVAILABLE",
  18: "PROVIDER_PERMISSION_DENIED",
  19: "ACTION_UNAVAILABLE",
  20: "AUTHENTICATION_REQUIRED",
  21: "AUTHENTICATION_FAILED",
  22: "INSUFFICIENT_PERMISSIONS",
  23: "INVALID_TOKEN",
  24: "RESOURCE_BUSY",
  25: "RATE_LIMITED",
  26: "UNSUPPORTED_SYSTEM",
  27: "USER_NOT_FOUND",
  /** Told once after the server info, with a close, by a server that nobody has set up yet. */
  503: "SETUP_REQUIRED",
  999: "INTERNAL",
} as const;

/** Music Assistant's own reasons to refuse, by name; "unknown" for codes of newer servers. */
export type ApiErrorCode = (typeof CODES)[keyof typeof CODES] | "unknown";

const byNumber = new Map<number, ApiErrorCode>(Object.entries(CODES).map(([number, name]) => [Number(number), name]));

/** A code as it stands on the wire, by name. */
export const ApiErrorCodeSchema = z.int().transform((number): ApiErrorCode => byNumber.get(number) ?? "unknown");

/** The number of a named code, for the one who sends it. */
export function apiErrorNumber(code: Exclude<ApiErrorCode, "unknown">): number {
  return Number(Object.entries(CODES).find(([, name]) => name === code)?.[0]);
}
