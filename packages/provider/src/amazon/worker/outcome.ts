import { AmazonError } from "../amazon-error.js";
import { LoginRequired, NoCsrf, RenewalFailed, isTransport } from "./library-errors.js";

/** What the library says when a request found the session dead and could not renew it. */
const RENEWED_IN_VAIN = "Cookie invalid, Renew unsuccessful";
const THROTTLE_TEXT = /rate exceeded|too many requests|throttling/i;

/**
 * What the library's callback really means. HTTP errors with a JSON body arrive there as success and statuses do not
 * arrive at all (Amazon reference 8.1), so the status seen on the wire and the body's `message` decide.
 */
export function judge(
  error: Error | null | undefined,
  body: unknown,
  status: number | undefined,
): AmazonError | undefined {
  if (error instanceof RenewalFailed) return judge(error.cause, undefined, error.status);
  if (error instanceof LoginRequired) return new AmazonError("LOGIN_REQUIRED", error.message);
  if (error instanceof NoCsrf) return new AmazonError("BAD_ANSWER", error.message);
  if (error?.message === RENEWED_IN_VAIN)
    return new AmazonError("UNAUTHORIZED", "Amazon no longer accepts the session");
  return judgeStatus(status) ?? judgeError(error) ?? judgeBody(body, status);
}

function judgeStatus(status: number | undefined): AmazonError | undefined {
  if (status === 429) return new AmazonError("RATE_LIMITED", "Amazon asks for fewer requests");
  if (status === 401 || status === 302) return new AmazonError("UNAUTHORIZED", "Amazon no longer accepts the session");
  if (status !== undefined && status >= 500) return new AmazonError("UNREACHABLE", `Amazon answered ${status}`);
  return undefined;
}

function judgeError(error: Error | null | undefined): AmazonError | undefined {
  if (error === null || error === undefined) return undefined;
  const text = error.message;
  if (text.includes("401")) return new AmazonError("UNAUTHORIZED", "Amazon no longer accepts the session");
  if (text.includes("no csrf")) return new AmazonError("LOGIN_REQUIRED", "the stored sign-in lacks its csrf cookie");
  // A page instead of data is the sign-in page.
  if (text.includes("no JSON")) return new AmazonError("UNAUTHORIZED", "Amazon answered with its sign-in page");
  if (text.includes("Timeout")) return new AmazonError("TIMEOUT", "Amazon did not answer in time");
  if (isTransport(error)) return new AmazonError("UNREACHABLE", "Amazon cannot be reached");
  if (error instanceof SyntaxError) return new AmazonError("BAD_ANSWER", "Amazon answered with a page instead of data");
  return new AmazonError("BAD_ANSWER", "Amazon's answer could not be used");
}

function judgeBody(body: unknown, status: number | undefined): AmazonError | undefined {
  const text = messageOf(body);
  if (typeof text === "string" && THROTTLE_TEXT.test(text)) {
    return new AmazonError("RATE_LIMITED", "Amazon asks for fewer requests");
  }
  if (text === "No routes found") return new AmazonError("REFUSED", "Amazon has no route to the device");
  if (status !== undefined && status >= 400) return new AmazonError("REFUSED", `Amazon answered ${status}`);
  if (text !== undefined) return new AmazonError("REFUSED", "Amazon answered with a message instead of data");
  return undefined;
}

function messageOf(body: unknown): unknown {
  return typeof body === "object" && body !== null && "message" in body ? body.message : undefined;
}
