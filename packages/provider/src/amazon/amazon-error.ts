/**
 * What can go wrong between us and Amazon, and who must act: the person (`LOGIN_REQUIRED`), time (`UNREACHABLE`,
 * `TIMEOUT`, `RATE_LIMITED`, `CRASHED`), nobody (`STOPPED`), or the one who asked (`REFUSED`, `BAD_ANSWER`).
 * `UNAUTHORIZED` is answered by signing in again with the stored registration.
 */
export type AmazonErrorCode =
  | "LOGIN_REQUIRED"
  | "UNAUTHORIZED"
  | "UNREACHABLE"
  | "TIMEOUT"
  | "RATE_LIMITED"
  | "REFUSED"
  | "BAD_ANSWER"
  | "CRASHED"
  | "STOPPED";

/** A failed conversation with Amazon. The message is a sentence without secrets; `code` tells who must act. */
export class AmazonError extends Error {
  readonly code: AmazonErrorCode;

  constructor(code: AmazonErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "AmazonError";
    this.code = code;
  }
}

/** The error as one of ours; whatever else was thrown becomes a bad answer with the cause kept. */
export function asAmazonError(error: unknown): AmazonError {
  if (error instanceof AmazonError) return error;
  const detail = error instanceof Error ? error.message : String(error);
  return new AmazonError("BAD_ANSWER", `Amazon's answer could not be understood: ${detail}`, { cause: error });
}
