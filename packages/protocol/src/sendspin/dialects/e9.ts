/** Dialect E9: Noise as in aiosendspin 7 to 9, Music Assistant 2.10.0 to 2.10.6 (Sendspin reference 2.5 and 2.7). */
import { SHORT_AUDIO_HEADER } from "../audio-frame.js";
import { e9Fragmentation } from "../fragments.js";
import { deviceInfo, LOUDNESS_COMMANDS, PAIRING_METHOD, type Dialect } from "./dialect.js";
import { playerOfOldWires } from "./plaintext.js";

export const e9: Dialect = {
  name: "e9",
  audioHeaderBytes: SHORT_AUDIO_HEADER,
  fragmentation: e9Fragmentation,
  hasCompleteState: false,
  greetsAfterRehandshake: true,
  fallsBackToSentinel: false,
  waitsForClock: false,
  hasPairInit: false,
  hasLeave: false,
  hello: (introduction) => ({
    type: "client/hello",
    payload: {
      name: introduction.name,
      device_info: deviceInfo(introduction),
      supported_roles: [...introduction.roles],
      trust_level: introduction.isPaired ? "user" : "none",
      supported_pair_methods: [{ method: PAIRING_METHOD, locations: ["operator"] }],
      unpaired_access: { enabled: true },
      "player@v1_support": {
        supported_formats: [introduction.format],
        buffer_capacity: introduction.bufferCapacityBytes,
        supported_commands: [...LOUDNESS_COMMANDS],
      },
    },
  }),
  state: (condition) => ({ available: condition.available, player: playerOfOldWires(condition) }),
};
