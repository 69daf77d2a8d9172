import { backOffMs } from "./back-off.js";
import type { Grant } from "./grant.js";
import type { GoodbyeReason, Link, LinkEffect, LinkInput, LinkPhase, LinkStep, Moment } from "./link.js";

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
      return greeted(link, input.grant, at);
    case "granted":
      return granted(link, input.grant);
    case "refused":
      return refused(link, input.detail, at, input.goodbye);
    case "renew":
      return renewed(link, at);
    case "redial":
      return redialled(link, at);
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
    return step(lost, { kind: "connected", greetedMs: phase.greetedMs, grant: "granted" }, timer(patienceMs(lost)));
  }
  return same(link);
}

function greeted(link: Link, grant: Grant, at: Moment): LinkStep {
  if (link.phase.kind !== "handshake") return same(link);
  if (link.phase.listed) return held(link, at.nowMs, at);
  return waitToBeTaken(link, at.nowMs, grant);
}

/** Who may not play yet waits for a person, and has no reason to come anew. */
function waitToBeTaken(link: Link, greetedMs: number, grant: Grant): LinkStep {
  const wait: LinkEffect = grant === "granted" ? timer(patienceMs(link)) : { do: "no-timer" };
  return step(link, { kind: "connected", greetedMs, grant }, wait);
}

function granted(link: Link, grant: Grant): LinkStep {
  const { phase } = link;
  if (phase.kind !== "connected" && phase.kind !== "playable") return same(link);
  if (grant === (phase.kind === "playable" ? "granted" : phase.grant)) return same(link);
  return waitToBeTaken(link, phase.greetedMs, grant);
}

function refused(link: Link, detail: string, at: Moment, goodbye?: GoodbyeReason): LinkStep {
  const { phase } = link;
  if (phase.kind !== "handshake" && phase.kind !== "connected" && phase.kind !== "playable") return same(link);
  const startedMs = phase.kind === "handshake" ? phase.startedMs : at.nowMs;
  return leave(afterFailure(link, at, detail), startedMs, goodbye);
}

function redialled(link: Link, at: Moment): LinkStep {
  const { address, phase } = link;
  if (phase.kind !== "handshake" || address === undefined) return closed(link, "it closed the connection", at);
  const connecting: LinkPhase = { kind: "connecting", startedMs: at.nowMs };
  return step(link, connecting, { do: "connect", address }, timer(CONNECT_WITHIN_MS));
}

function renewed(link: Link, at: Moment): LinkStep {
  const { phase } = link;
  if (phase.kind === "connected" || phase.kind === "playable") return leave(withoutOutage(link), at.nowMs, "restart");
  if (phase.kind === "connecting" || phase.kind === "handshake") return leave(link, phase.startedMs);
  return same(link);
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
