import type { ServerInfo } from "@ma-alexa/protocol/music-assistant";

/** How far the connection to Music Assistant's API has come. */
export type ApiPhase =
  | { readonly kind: "off" }
  /** Nobody knows yet where it is. */
  | { readonly kind: "searching" }
  | { readonly kind: "connecting" }
  /** The socket is open and the server has not introduced itself. */
  | { readonly kind: "greeting" }
  | { readonly kind: "authenticating"; readonly info: ServerInfo }
  | { readonly kind: "ready"; readonly info: ServerInfo; readonly user: string | undefined }
  /** The socket is being closed; `next` is what follows. */
  | { readonly kind: "leaving"; readonly next: ApiPhase & { readonly kind: Resting } }
  | { readonly kind: Resting };

/** Between two attempts, and why. `refused` waits for a person: asking again with the same token would lock it out. */
type Resting = "off" | "waiting" | "refused" | "setup-required" | "unsupported";

export interface ApiLink {
  readonly phase: ApiPhase;
  /** Attempts since the last that became ready. */
  readonly failures: number;
  /** What the last attempt met. */
  readonly detail?: string;
}

export type ApiInput =
  | { readonly type: "start" }
  | { readonly type: "stop" }
  /** The timer of the last `timer` effect; `address` is where the API is now believed to be. */
  | { readonly type: "timer"; readonly address: string | undefined }
  | { readonly type: "opened" }
  | { readonly type: "info"; readonly info: ServerInfo }
  | { readonly type: "authenticated"; readonly user: string | undefined }
  | { readonly type: "token-refused"; readonly detail: string }
  /** The server has no users yet. */
  | { readonly type: "setup-required" }
  /** Nothing was heard for too long, or the answer to `auth` did not come. */
  | { readonly type: "silent"; readonly detail: string }
  | { readonly type: "closed"; readonly detail: string };

export type ApiEffect =
  | { readonly do: "connect"; readonly address: string }
  | { readonly do: "authenticate" }
  | { readonly do: "disconnect" }
  /** Replaces the running timer. */
  | { readonly do: "timer"; readonly delayMs: number }
  | { readonly do: "no-timer" };

export interface ApiStep {
  readonly link: ApiLink;
  readonly effects: readonly ApiEffect[];
}

/** The newest schema known when this was written is 77; what is newer stays compatible down to its own minimum. */
const OLDEST_SCHEMA = 28;
const NEWEST_SCHEMA = 77;
const ADDRESS_POLL_MS = 2_000;
const GREET_WITHIN_MS = 10_000;
const BACK_OFF_MS = [1_000, 2_000, 4_000, 8_000, 16_000, 30_000] as const;
/** What only a person or an update changes is looked at again this often. */
const PATIENT_MS = 60_000;

export const initialApiLink: ApiLink = { phase: { kind: "off" }, failures: 0 };

/** Life of the one connection to the API: find, connect, greet, authenticate, and come back after every loss. Pure. */
export function stepApi(link: ApiLink, input: ApiInput): ApiStep {
  const { kind } = link.phase;
  switch (input.type) {
    case "start":
      return kind === "off" ? to(link, { kind: "waiting" }, timer(0)) : same(link);
    case "stop":
      return stopped(link);
    case "timer":
      return timerFired(link, input.address);
    case "opened":
      return kind === "connecting" ? to(link, { kind: "greeting" }, timer(GREET_WITHIN_MS)) : same(link);
    case "info":
      return kind === "greeting" ? introduced(link, input.info) : same(link);
    case "authenticated":
      if (link.phase.kind !== "authenticating") return same(link);
      return to({ ...link, failures: 0 }, { kind: "ready", info: link.phase.info, user: input.user }, noTimer);
    case "token-refused":
      return kind === "authenticating" ? leave({ ...link, detail: input.detail }, "refused") : same(link);
    case "setup-required":
      return isOpen(link) ? leave(link, "setup-required") : same(link);
    case "silent":
      return isOpen(link) ? leave(failed(link, input.detail), "waiting") : same(link);
    case "closed":
      return closed(link, input.detail);
  }
}

function stopped(link: ApiLink): ApiStep {
  if (isOpen(link)) return leave({ phase: link.phase, failures: 0 }, "off");
  const next: ApiPhase = link.phase.kind === "leaving" ? { kind: "leaving", next: { kind: "off" } } : { kind: "off" };
  return to({ phase: next, failures: 0 }, next, noTimer);
}

function timerFired(link: ApiLink, address: string | undefined): ApiStep {
  switch (link.phase.kind) {
    case "waiting":
    case "searching":
    case "setup-required":
    case "unsupported":
      if (address === undefined) return to(link, { kind: "searching" }, timer(ADDRESS_POLL_MS));
      return to(link, { kind: "connecting" }, { do: "connect", address }, timer(GREET_WITHIN_MS));
    case "connecting":
    case "greeting":
    case "authenticating":
      return leave(failed(link, "it did not answer within 10 s"), "waiting");
    default:
      return same(link);
  }
}

/** Servers tell the oldest client that they still serve; there is no negotiation (Sendspin reference 4.1). */
function introduced(link: ApiLink, info: ServerInfo): ApiStep {
  const isServed = info.schema_version >= OLDEST_SCHEMA && info.min_supported_schema_version <= NEWEST_SCHEMA;
  if (!isServed) return leave({ ...link, detail: schemas(info) }, "unsupported");
  return to(link, { kind: "authenticating", info }, { do: "authenticate" }, timer(GREET_WITHIN_MS));
}

function closed(link: ApiLink, detail: string): ApiStep {
  if (link.phase.kind === "leaving") return rest(link, link.phase.next.kind);
  return isOpen(link) ? rest(failed(link, detail), "waiting") : same(link);
}

function leave(link: ApiLink, next: Resting): ApiStep {
  return to(link, { kind: "leaving", next: { kind: next } }, noTimer, { do: "disconnect" });
}

function rest(link: ApiLink, kind: Resting): ApiStep {
  if (kind === "off" || kind === "refused") return to(link, { kind }, noTimer);
  const backOffMs = BACK_OFF_MS[Math.min(link.failures, BACK_OFF_MS.length) - 1] ?? BACK_OFF_MS[0];
  return to(link, { kind }, timer(kind === "waiting" ? backOffMs : PATIENT_MS));
}

function failed(link: ApiLink, detail: string): ApiLink {
  return { ...link, failures: link.failures + 1, detail };
}

function schemas(info: ServerInfo): string {
  return `it speaks version ${info.min_supported_schema_version} to ${info.schema_version} of its API, and this bridge ${OLDEST_SCHEMA} to ${NEWEST_SCHEMA}`;
}

function isOpen({ phase }: ApiLink): boolean {
  return ["connecting", "greeting", "authenticating", "ready"].includes(phase.kind);
}

const timer = (delayMs: number): ApiEffect => ({ do: "timer", delayMs });
const noTimer: ApiEffect = { do: "no-timer" };
const same = (link: ApiLink): ApiStep => ({ link, effects: [] });
const to = (link: ApiLink, phase: ApiPhase, ...effects: ApiEffect[]): ApiStep => ({
  link: { ...link, phase },
  effects,
});
