import type { ApiLink } from "./api-machine.js";

/** The connection to Music Assistant's API as a person sees it. */
export interface ApiState {
  readonly kind:
    "off" | "searching" | "connecting" | "ready" | "waiting" | "refused" | "setup-required" | "unsupported";
  /** Whose token it is, when ready. */
  readonly user?: string;
  readonly serverVersion?: string;
  readonly schemaVersion?: number;
  /** What is wrong and what to do. */
  readonly reason?: string;
}

/** What the link's state means for those who look at it. */
export function apiStateOf({ phase, detail }: ApiLink): ApiState {
  const why = detail ?? "the connection broke";
  switch (phase.kind) {
    case "ready":
      return {
        kind: "ready",
        ...(phase.user === undefined ? {} : { user: phase.user }),
        ...(phase.info.server_version === undefined ? {} : { serverVersion: phase.info.server_version }),
        schemaVersion: phase.info.schema_version,
      };
    case "searching":
      return {
        kind: "searching",
        reason: "Music Assistant's API has not been found yet: start Music Assistant, or give its address.",
      };
    case "connecting":
    case "greeting":
    case "authenticating":
      return { kind: "connecting" };
    case "leaving":
      return apiStateOf({ phase: phase.next, failures: 0, ...(detail === undefined ? {} : { detail }) });
    case "waiting":
      return detail === undefined
        ? { kind: "connecting" }
        : { kind: "waiting", reason: `Music Assistant's API cannot be reached: ${why}. It is tried again.` };
    case "refused":
      return { kind: "refused", reason: `Music Assistant does not accept the token (${why}): connect it anew.` };
    case "setup-required":
      return {
        kind: "setup-required",
        reason: "Music Assistant has not been set up yet: open its page and finish the set-up.",
      };
    case "unsupported":
      return {
        kind: "unsupported",
        reason: `Music Assistant and this bridge do not understand each other: ${why}. Update the older of the two.`,
      };
    case "off":
      return { kind: "off" };
  }
}
