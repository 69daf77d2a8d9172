/** The stored sign-in is worth nothing any more; only a person can make a new one. */
export class LoginRequired extends Error {}

/** Access tokens could not be had: without them push never opens. */
export class NoAccessToken extends Error {}

/** Amazon renewed the session and kept back its csrf cookie, without which it takes no request. */
export class NoCsrf extends Error {}

/** The session could not be renewed; `status` is Amazon's last answer to that, undefined when there was none. */
export class RenewalFailed extends Error {
  readonly status: number | undefined;
  override readonly cause: Error;

  constructor(cause: Error, status: number | undefined) {
    super(cause.message);
    this.cause = cause;
    this.status = status;
  }
}

/** The network or the server failed, not the sign-in. */
export function isTransport(error: Error): boolean {
  if (typeof (error as NodeJS.ErrnoException).code === "string") return true;
  return /ECONN|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|EPIPE|socket hang up|Connection Closed|Timeout|no body/i.test(
    error.message,
  );
}
