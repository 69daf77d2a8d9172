/** One exchange of `client/time` and `server/time`; all values in µs, T1 and T4 on our clock, T2 and T3 on the server's. */
export interface TimeExchange {
  readonly clientTransmittedUs: number;
  readonly serverReceivedUs: number;
  readonly serverTransmittedUs: number;
  readonly clientReceivedUs: number;
}

interface Sample {
  readonly roundTripUs: number;
  readonly offsetUs: number;
}

/** The newest exchanges with one server, oldest first. */
export type ClockSync = readonly Sample[];

export const unsynchronized: ClockSync = [];

const KEPT_SAMPLES = 10;
const STEADY_SAMPLES = 3;
const STEADY_SPREAD_US = 5_000;
/** An answer that took longer belongs to a suspended machine or a dead connection and says nothing. */
const MAX_ROUND_TRIP_US = 10_000_000;

/** Takes one exchange in; one that is impossible (negative or endless round trip) changes nothing. */
export function withExchange(sync: ClockSync, exchange: TimeExchange): ClockSync {
  const sample = measured(exchange);
  if (sample.roundTripUs < 0 || sample.roundTripUs > MAX_ROUND_TRIP_US) return sync;
  return [...sync, sample].slice(-KEPT_SAMPLES);
}

/**
 * Server clock minus our clock in µs, or undefined before the first exchange. It is the offset of the smallest round
 * trip of the last ten: feeding an Echo needs ±50 ms, and a filter would only add lag (Sendspin reference 1.4).
 */
export function offsetUs(sync: ClockSync): number | undefined {
  return byRoundTrip(sync)[0]?.offsetUs;
}

/** True when the three quickest exchanges agree within 5 ms, or ten were made: measuring may slow down. */
export function isSteady(sync: ClockSync): boolean {
  if (sync.length >= KEPT_SAMPLES) return true;
  const best = byRoundTrip(sync)
    .slice(0, STEADY_SAMPLES)
    .map((sample) => sample.offsetUs);
  return best.length === STEADY_SAMPLES && Math.max(...best) - Math.min(...best) <= STEADY_SPREAD_US;
}

function measured(exchange: TimeExchange): Sample {
  const outwardUs = exchange.serverReceivedUs - exchange.clientTransmittedUs;
  const homewardUs = exchange.serverTransmittedUs - exchange.clientReceivedUs;
  return { roundTripUs: outwardUs - homewardUs, offsetUs: (outwardUs + homewardUs) / 2 };
}

function byRoundTrip(sync: ClockSync): readonly Sample[] {
  return [...sync].sort((a, b) => a.roundTripUs - b.roundTripUs);
}
