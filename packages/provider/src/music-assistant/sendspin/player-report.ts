import type { ClientState } from "@ma-alexa/protocol/sendspin";

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

/**
 * The full `client/state`: every version accepts both the old `state` and the new `available`, and a partial one only
 * the newest understand. `supported_commands` names only the delay here: aiosendspin 6.1.1 and 9.1.1 close the
 * connection for volume or mute, which the hello declares (Sendspin reference 1.3, 1.12).
 */
export function clientState(report: PlayerReport): ClientState {
  return {
    state: report.external ? "external_source" : "synchronized",
    available: !report.external,
    player: {
      volume: report.volume,
      muted: report.muted,
      static_delay_ms: report.staticDelayMs,
      required_lead_time_ms: report.requiredLeadTimeMs,
      min_buffer_ms: Math.min(report.minBufferMs, report.requiredLeadTimeMs),
      supported_commands: ["set_static_delay"],
    },
  };
}

function within(value: number, most: number): number {
  return Math.min(most, Math.max(0, Math.round(value)));
}
