/** Dialect L: plaintext, specification of January 2026 (Sendspin reference 1). */
import { SHORT_AUDIO_HEADER } from "../audio-frame.js";
import type { ClientState } from "../core.js";
import { deviceInfo, LOUDNESS_COMMANDS, type Dialect, type PlayerCondition } from "./dialect.js";

export const plaintext: Dialect = {
  name: "plaintext",
  audioHeaderBytes: SHORT_AUDIO_HEADER,
  hasCompleteState: false,
  greetsAfterRehandshake: false,
  fallsBackToSentinel: false,
  waitsForClock: false,
  hasPairInit: false,
  hasLeave: false,
  hello: (introduction) => ({
    type: "client/hello",
    payload: {
      client_id: introduction.clientId,
      name: introduction.name,
      version: 1,
      device_info: deviceInfo(introduction),
      supported_roles: [...introduction.roles],
      "player@v1_support": {
        supported_formats: [introduction.format],
        buffer_capacity: introduction.bufferCapacityBytes,
        supported_commands: [...LOUDNESS_COMMANDS],
      },
    },
  }),
  // Every version accepts both the old `state` and the new `available`; a partial object only the newest understand.
  state: (condition) => ({
    state: condition.available ? "synchronized" : "external_source",
    available: condition.available,
    player: playerOfOldWires(condition),
  }),
};

/**
 * The player object up to E9. Only the delay may be declared here: aiosendspin 6.1.1 and 9.1.1 close the connection
 * for volume or mute, which the hello declares (Sendspin reference 1.3, 1.12).
 */
export function playerOfOldWires(condition: PlayerCondition): NonNullable<ClientState["player"]> {
  return {
    volume: condition.volume,
    muted: condition.muted,
    static_delay_ms: condition.delayMs,
    required_lead_time_ms: condition.requiredLeadTimeMs,
    min_buffer_ms: condition.minBufferMs,
    supported_commands: ["set_static_delay"],
  };
}
