import { backOffMs } from "./back-off.js";

/** Why we say goodbye; a server closes the connection for any other word (Sendspin reference 1.12). */
export type GoodbyeReason = "another_server" | "shutdown" | "restart" | "user_request";

/** An outage lasts from the first loss until a connection has been good for a while. */
export interface Outage {
  readonly sinceMs: number;
  readonly sinceEpochMs: number;
  readonly attempts: number;
  /** What the last attempt met, for the reason a person reads. */
  readonly detail: string;
}

export type LinkPhase =
  | { readonly kind: "stopped" }
  | { readonly kind: "waiting"; readonly addressKnown: boolean }
  | { readonly kind: "connecting"; readonly startedMs: number }
  | { readonly kind: "handshake"; readonly startedMs: number; readonly listed: boolean }
  | { readonly kind: "connected"; readonly greetedMs: number; readonly granted: boolean }
  | { readonly kind: "playable"; readonly greetedMs: number; readonly sinceMs: number }
  | { readonly kind: "leaving"; readonly next: "retry" | "rest"; readonly startedMs: number };

/** All that is known of one player's link to Music Assistant. */
export interface Link {
  readonly phase: LinkPhase;
  /** When the phase's kind began, wall clock. */
  readonly phaseEpochMs: number;
  readonly address?: string;
  readonly outage?: Outage;
  /** Music Assistant has held this player before, so its list must come at once. */
  readonly wasPlayable: boolean;
  /** How often we left and came back because the list stayed bare. */
  readonly rejoins: number;
  readonly gaveUp: boolean;
}

export type LinkInput =
  | { readonly type: "start" }
  | { readonly type: "stop"; readonly goodbye: GoodbyeReason }
  /** The timer that the last `timer` effect set has run out; `address` is where Music Assistant is now believed to be. */
  | { readonly type: "timer"; readonly address: string | undefined }
  | { readonly type: "opened" }
  /** The controller list came; `play` tells whether it holds more than the bare volume commands. */
  | { readonly type: "listed"; readonly play: boolean }
  | { readonly type: "greeted"; readonly granted: boolean }
  /** Nothing has been heard from the server for too long. */
  | { readonly type: "silent" }
  | { readonly type: "closed"; readonly detail: string };

export type LinkEffect =
  | { readonly do: "connect"; readonly address: string }
  /** Close the socket, with a goodbye when there is a reason; `closed` follows. */
  | { readonly do: "disconnect"; readonly goodbye?: GoodbyeReason }
  /** Replaces the running timer. */
  | { readonly do: "timer"; readonly delayMs: number }
  | { readonly do: "no-timer" };

export interface Moment {
  readonly nowMs: number;
  readonly epochMs: number;
}

export interface LinkStep {
  readonly link: Link;
  readonly effects: readonly LinkEffect[];
}

const CONNECT_WITHIN_MS = 4_000;
const GREET_WITHIN_MS = 10_000;
/** While no address is known, asking costs nothing. */
const ADDRESS_POLL_MS = 2_000;
const LEAST_RETRY_MS = 500;
/** A connection that ends sooner belongs to the outage before it, so that a refusing server is not stormed. */
const GOOD_AFTER_MS = 10_000;
/** A player that Music Assistant knows is listed at once. */
const BARE_PATIENCE_MS = 5_000;
/** A new one takes up to 10 s and a little (Sendspin reference 1.11). */
const FIRST_PATIENCE_MS = 15_000;
const LONGEST_PATIENCE_MS = 5 * 60_000;
const MAX_REJOINS = 3;
/** A player held this long was healthy: the next loss counts from zero. */
const HEALTHY_AFTER_MS = 60_000;

/** The link of a client that was never started. */
export function initialLink(at: Moment): Link {
  return { phase: { kind: "stopped" }, phaseEpochMs: at.epochMs, wasPlayable: false, rejoins: 0, gaveUp: false };
}

/**
 * Life of one player's connection: connect, greet, wait until Music Assistant holds the player, notice when it lost
 * it, and come back after every loss (Sendspin reference 1.11 and 6; design, section 4). Pure.
 */
export function stepLink(link: Link, input: LinkInput, at: Moment): LinkStep {
  const step = respond(link, input, at);
  if (step.link.phase.kind === link.phase.kind) return step;
  return { ...step, link: { ...step.link, phaseEpochMs: at.epochMs } };
}

function respond(link: Link, input: LinkInput, at: Moment): LinkStep {
  switch (input.type) {
    case "start":
      return started(link);
    case "stop":
      return stopped(link, input.goodbye);
    case "timer":
      return timerFired(link, input.address, at);
    case "opened":
      if (link.phase.kind !== "connecting") return same(link);
      return step(link, { kind: "handshake", startedMs: link.phase.startedMs, listed: false }, timer(GREET_WITHIN_MS));
    case "listed":
      return listed(link, input.play, at);
    case "greeted":
      return greeted(link, input.granted, at);
    case "silent":
      if (link.phase.kind !== "connected" && link.phase.kind !== "playable") return same(link);
      return leave(afterFailure(link, at, "nothing was heard from it for 90 s"), at.nowMs, "restart");
    case "closed":
      return closed(link, input.detail, at);
  }
}

function started(link: Link): LinkStep {
  if (link.phase.kind === "leaving") return step(link, { ...link.phase, next: "retry" });
  if (link.phase.kind !== "stopped") return same(link);
  return step(link, { kind: "waiting", addressKnown: true }, timer(0));
}

function stopped(link: Link, goodbye: GoodbyeReason): LinkStep {
  switch (link.phase.kind) {
    case "stopped":
      return same(link);
    case "waiting":
      return step(forgetful(link), { kind: "stopped" }, { do: "no-timer" });
    case "leaving":
      return step(forgetful(link), { ...link.phase, next: "rest" });
    case "connecting":
    case "handshake":
      // Between client/hello and server/hello nothing may be sent, not even a goodbye.
      return step(forgetful(link), resting(), { do: "no-timer" }, { do: "disconnect" });
    case "connected":
    case "playable":
      return step(forgetful(link), resting(), { do: "no-timer" }, { do: "disconnect", goodbye });
  }
}

function timerFired(link: Link, address: string | undefined, at: Moment): LinkStep {
  switch (link.phase.kind) {
    case "waiting":
      if (address === undefined) return step(link, { kind: "waiting", addressKnown: false }, timer(ADDRESS_POLL_MS));
      return step(
        { ...link, address },
        { kind: "connecting", startedMs: at.nowMs },
        { do: "connect", address },
        timer(CONNECT_WITHIN_MS),
      );
    case "connecting":
      return leave(afterFailure(link, at, "no answer within 4 s"), link.phase.startedMs);
    case "handshake":
      return leave(afterFailure(link, at, "it did not answer our greeting within 10 s"), link.phase.startedMs);
    case "connected":
      if (link.rejoins >= MAX_REJOINS) return step({ ...link, gaveUp: true }, link.phase);
      return leave({ ...withoutOutage(link), rejoins: link.rejoins + 1 }, at.nowMs, "restart");
    case "stopped":
    case "playable":
    case "leaving":
      return same(link);
  }
}

function listed(link: Link, play: boolean, at: Moment): LinkStep {
  const { phase } = link;
  // aiosendspin 4.3.0 sends server/state before server/hello.
  if (phase.kind === "handshake") return step(link, { ...phase, listed: play });
  if (phase.kind === "connected" && play) return held(link, phase.greetedMs, at);
  if (phase.kind === "playable" && !play) {
    const rejoins = at.nowMs - phase.sinceMs >= HEALTHY_AFTER_MS ? 0 : link.rejoins;
    const lost = { ...link, rejoins };
    return step(lost, { kind: "connected", greetedMs: phase.greetedMs, granted: true }, timer(patienceMs(lost)));
  }
  return same(link);
}

function greeted(link: Link, granted: boolean, at: Moment): LinkStep {
  if (link.phase.kind !== "handshake") return same(link);
  if (link.phase.listed) return held(link, at.nowMs, at);
  return step(link, { kind: "connected", greetedMs: at.nowMs, granted }, timer(patienceMs(link)));
}

function held(link: Link, greetedMs: number, at: Moment): LinkStep {
  const playable = { ...link, wasPlayable: true, gaveUp: false };
  return step(playable, { kind: "playable", greetedMs, sinceMs: at.nowMs }, { do: "no-timer" });
}

function closed(link: Link, detail: string, at: Moment): LinkStep {
  switch (link.phase.kind) {
    case "stopped":
    case "waiting":
      return same(link);
    case "leaving":
      if (link.phase.next === "rest") return step(link, { kind: "stopped" }, { do: "no-timer" });
      return retry(link, at, at.nowMs - link.phase.startedMs);
    case "connecting":
      return retry(afterFailure(link, at, detail), at, at.nowMs - link.phase.startedMs);
    case "handshake":
      return retry(afterFailure(link, at, REFUSED_BEFORE_GREETING), at, at.nowMs - link.phase.startedMs);
    case "connected":
    case "playable":
      return retry(afterFailure(link, at, detail), at, 0);
  }
}

/** aiosendspin 9 closes without a word where only encrypted clients are welcome. */
const REFUSED_BEFORE_GREETING =
  'it closed the connection before greeting; its Sendspin setting "Allow legacy clients" may be off';

/** The wait counts from the beginning of the failed attempt, so that slow failures do not add up. */
function retry(link: Link, at: Moment, spentMs: number): LinkStep {
  const waitMs = link.outage === undefined ? 0 : backOffMs(link.outage.attempts, at.nowMs - link.outage.sinceMs);
  return step(link, { kind: "waiting", addressKnown: true }, timer(Math.max(LEAST_RETRY_MS, waitMs - spentMs)));
}

function leave(link: Link, startedMs: number, goodbye?: GoodbyeReason): LinkStep {
  const farewell: LinkEffect = goodbye === undefined ? { do: "disconnect" } : { do: "disconnect", goodbye };
  return step(link, { kind: "leaving", next: "retry", startedMs }, { do: "no-timer" }, farewell);
}

function afterFailure(link: Link, at: Moment, detail: string): Link {
  const wasGood = "greetedMs" in link.phase && at.nowMs - link.phase.greetedMs >= GOOD_AFTER_MS;
  // A server that comes back after an outage of its own deserves a fresh judgement of its list.
  const fresh = { ...link, rejoins: 0, gaveUp: false };
  if (link.outage === undefined || wasGood)
    return { ...fresh, outage: { sinceMs: at.nowMs, sinceEpochMs: at.epochMs, attempts: 0, detail } };
  return { ...fresh, outage: { ...link.outage, attempts: link.outage.attempts + 1, detail } };
}

function patienceMs(link: Link): number {
  const firstMs = link.wasPlayable ? BARE_PATIENCE_MS : FIRST_PATIENCE_MS;
  return Math.min(LONGEST_PATIENCE_MS, firstMs * 2 ** link.rejoins);
}

function withoutOutage(link: Link): Link {
  const { phase, phaseEpochMs, address, wasPlayable, rejoins, gaveUp } = link;
  const rest = { phase, phaseEpochMs, wasPlayable, rejoins, gaveUp };
  return address === undefined ? rest : { ...rest, address };
}

/** What a stopped client may take along into its next life. */
function forgetful(link: Link): Link {
  return { ...withoutOutage(link), rejoins: 0, gaveUp: false };
}

const resting = (): LinkPhase => ({ kind: "leaving", next: "rest", startedMs: 0 });
const timer = (delayMs: number): LinkEffect => ({ do: "timer", delayMs });
const same = (link: Link): LinkStep => ({ link, effects: [] });
const step = (link: Link, phase: LinkPhase, ...effects: LinkEffect[]): LinkStep => ({
  link: { ...link, phase },
  effects,
});
