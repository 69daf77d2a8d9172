import type { PlayerCondition } from "@ma-alexa/protocol/sendspin";

/** What we tell Music Assistant of one player. */
export interface PlayerReport {
  /** 0–100. */
  readonly volume: number;
  readonly muted: boolean;
  /** Steady delay between a timestamp and its sound that the person has set, 0–5000 ms. */
  readonly staticDelayMs: number;
  /** How long this Echo takes from play to sound, 0–30000 ms: Music Assistant's progress then is what is heard. */
  readonly requiredLeadTimeMs: number;
  /** Least audio wanted ahead, also of live sources, 0–30000 ms; never reported above the lead. */
  readonly minBufferMs: number;
  /** The Echo plays something that is not ours. */
  readonly external: boolean;
}

/** What is reported until somebody knows better. */
export const initialReport: PlayerReport = {
  volume: 30,
  muted: false,
  staticDelayMs: 0,
  requiredLeadTimeMs: 2_000,
  minBufferMs: 1_000,
  external: false,
};

const MAX_STATIC_DELAY_MS = 5_000;
const MAX_LEAD_MS = 30_000;

/** The report with some values replaced; each is rounded and brought into the range the wire allows. */
export function updatedReport(report: PlayerReport, change: Partial<PlayerReport>): PlayerReport {
  const next = { ...report, ...change };
  return {
    volume: within(next.volume, 100),
    muted: next.muted,
    staticDelayMs: within(next.staticDelayMs, MAX_STATIC_DELAY_MS),
    requiredLeadTimeMs: within(next.requiredLeadTimeMs, MAX_LEAD_MS),
    minBufferMs: within(next.minBufferMs, MAX_LEAD_MS),
    external: next.external,
  };
}

/** The report as every wire can say it. `isReady`: Music Assistant may play here as far as the connection goes. */
export function conditionOf(report: PlayerReport, isReady: boolean): PlayerCondition {
  return {
    available: isReady && !report.external,
    volume: report.volume,
    muted: report.muted,
    delayMs: report.staticDelayMs,
    requiredLeadTimeMs: report.requiredLeadTimeMs,
    minBufferMs: Math.min(report.minBufferMs, report.requiredLeadTimeMs),
  };
}

function within(value: number, most: number): number {
  return Math.min(most, Math.max(0, Math.round(value)));
}
