/** Dialect E10: Noise as in specification 1.0.0-rc1, Music Assistant from 2.10.7 on (Sendspin reference 2.5 and 2.7). */
import { LONG_AUDIO_HEADER } from "../audio-frame.js";
import { e10Fragmentation } from "../fragments.js";
import { deviceInfo, LOUDNESS_COMMANDS, PAIRING_METHOD, type Dialect } from "./dialect.js";

/** A key that the specification does not define turns the server to its older wire, so nothing more is said here. */
export const e10: Dialect = {
  name: "e10",
  audioHeaderBytes: LONG_AUDIO_HEADER,
  fragmentation: e10Fragmentation,
  hasCompleteState: true,
  greetsAfterRehandshake: false,
  fallsBackToSentinel: true,
  waitsForClock: true,
  hasPairInit: true,
  hasLeave: true,
  hello: (introduction) => ({
    type: "client/hello",
    payload: {
      name: introduction.name,
      device_info: deviceInfo(introduction),
      supported_roles: [...introduction.roles],
      supported_pair_methods: { [PAIRING_METHOD]: { locations: ["operator"] } },
      unpaired_access: { enabled: true },
      "player@v1_support": {
        supported_formats: [introduction.format],
        buffer_capacity: introduction.bufferCapacityBytes,
      },
    },
  }),
  state: (condition) => ({
    available: condition.available,
    player: {
      volume: condition.volume,
      muted: condition.muted,
      output_delay_ms: condition.delayMs,
      required_lead_time_ms: condition.requiredLeadTimeMs,
      min_buffer_ms: condition.minBufferMs,
      supported_commands: [...LOUDNESS_COMMANDS, "set_output_delay"],
    },
  }),
};
