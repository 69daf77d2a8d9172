/** How far ahead of what it has sounded an Echo is fed (design, section 5), in milliseconds. */
export interface LeadSettings {
  /** At the start of a response; 6 s is the lead that is proven on real Echos (how Echos fetch, fact 2). */
  readonly burstMs: number;
  /** Later on; what a skip asked in MA is heard after. */
  readonly leadMs: number;
}

/** Until an Echo says PlaybackStarted it is taken to gather this much before it sounds. */
const ASSUMED_START_MS = 1_000;

/** The surplus of the burst is given back by sending at 0.95 × real time. */
const GIVE_BACK = 0.05;

/**
 * What one Echo has sounded of one response, as well as we can know it. All values are milliseconds: `nowMs` of the
 * house's clock, the rest of the response's own time, which begins with its first byte.
 */
export class ResponseClock {
  readonly #settings: LeadSettings;
  /** Sounded time at `#sinceMs`. */
  #baseMs = 0;
  /** House time from which it advances; undefined while nothing sounds. */
  #sinceMs: number | undefined;
  #hasReported = false;
  /** When the Echo has played all that came before it; house time. */
  #firstMs: number | undefined;

  constructor(settings: LeadSettings) {
    this.#settings = settings;
  }

  /** The first byte was written; `afterMs`: what the Echo still plays before it. */
  firstByte(nowMs: number, afterMs = 0): void {
    this.#firstMs ??= nowMs + afterMs;
    if (!this.#hasReported) this.#sinceMs ??= nowMs + Math.max(ASSUMED_START_MS, afterMs);
  }

  /** An Echo cannot have sounded more than it was given: after a stall of the network it is later than the clock says. */
  limit(writtenMs: number, nowMs: number): void {
    if (this.#sinceMs === undefined || this.soundedMs(nowMs) <= writtenMs) return;
    this.#baseMs = writtenMs;
    this.#sinceMs = nowMs;
  }

  /** PlaybackStarted with its offset: it sounds, from there. */
  started(offsetMs: number, nowMs: number): void {
    this.#hasReported = true;
    this.#baseMs = offsetMs;
    this.#sinceMs = nowMs;
  }

  /** PlaybackStopped with its offset: it stands still there, for a pause as well as for a spoken question. */
  stopped(offsetMs: number): void {
    this.#hasReported = true;
    this.#baseMs = offsetMs;
    this.#sinceMs = undefined;
  }

  get isPaused(): boolean {
    return this.#hasReported && this.#sinceMs === undefined;
  }

  soundedMs(nowMs: number): number {
    return this.#sinceMs === undefined ? this.#baseMs : this.#baseMs + Math.max(0, nowMs - this.#sinceMs);
  }

  /** How much of the response may have been written at this moment. */
  allowanceMs(nowMs: number): number {
    const sounded = this.soundedMs(nowMs);
    const beforeMs = Math.max(0, (this.#firstMs ?? nowMs) - nowMs);
    return sounded - beforeMs + Math.max(this.#settings.leadMs, this.#settings.burstMs - GIVE_BACK * sounded);
  }
}
