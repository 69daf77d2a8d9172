/**
 * Whether a push stream that is open has died. The library finds out after 210 s, and only when the connection is gone;
 * one that carries nothing any more it never does (Amazon reference 7.1). Pure; times are milliseconds.
 */
export interface PushDoubt {
  readonly openedMs: number;
  /** When it was opened, or last told anything. */
  readonly heardMs: number;
  /** Changes since then that it did not tell. */
  readonly missed: number;
  /** How often it was given up for dead since it last told anything. */
  readonly deaths: number;
}

export interface DoubtStep {
  readonly doubt: PushDoubt;
  readonly isDead: boolean;
}

/** One event gets lost now and then (openHAB); a second one without any between them does not. */
const LOSSES = 2;
/** After so long a silence nobody knows, and the first loss is enough. */
const SILENCE_MS = 5 * 60_000;
/** What the books tell right after the opening happened while there was no push. */
const CATCHES_UP_MS = 10_000;
/** Push that stays silent however often it is opened is left in peace ever longer: Amazon bans who comes too often. */
const FIRST_PEACE_MS = 60_000;
const LONGEST_PEACE_MS = 30 * 60_000;

export function initialDoubt(nowMs: number): PushDoubt {
  return { openedMs: nowMs, heardMs: nowMs, missed: 0, deaths: 0 };
}

/** `missed`: something happened that push should have told. */
export function stepDoubt(doubt: PushDoubt, input: "opened" | "heard" | "missed", nowMs: number): DoubtStep {
  switch (input) {
    case "opened":
      return { doubt: { ...initialDoubt(nowMs), deaths: doubt.deaths }, isDead: false };
    case "heard":
      return { doubt: { ...doubt, heardMs: nowMs, missed: 0, deaths: 0 }, isDead: false };
    case "missed":
      return missed(doubt, nowMs);
  }
}

function missed(doubt: PushDoubt, nowMs: number): DoubtStep {
  const openForMs = nowMs - doubt.openedMs;
  if (openForMs < CATCHES_UP_MS) return { doubt, isDead: false };
  const missed = doubt.missed + 1;
  const isDoubtful = missed >= LOSSES || nowMs - doubt.heardMs >= SILENCE_MS;
  const isDead = isDoubtful && openForMs >= peaceMs(doubt.deaths);
  return { doubt: { ...doubt, missed, deaths: doubt.deaths + (isDead ? 1 : 0) }, isDead };
}

function peaceMs(deaths: number): number {
  return deaths === 0 ? 0 : Math.min(FIRST_PEACE_MS * 2 ** (deaths - 1), LONGEST_PEACE_MS);
}
