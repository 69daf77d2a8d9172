import type { DeviceFacts } from "./simulated-device.js";

/** A Dot called Kitchen that plays nothing, as Amazon's books describe it; `facts` says what is different. */
export function listedEcho(serial: string, facts: Partial<DeviceFacts> = {}): DeviceFacts {
  return {
    serial,
    name: "Kitchen",
    family: "ECHO",
    type: "A2U21SRK4QGSE1",
    locale: "en-GB",
    online: true,
    volume: 30,
    muted: false,
    capabilities: ["AUDIO_PLAYER", "MUSIC_SKILL", "VOLUME_SETTING", "MICROPHONE"],
    clusterMembers: [],
    parentClusters: [],
    playerState: "IDLE",
    ...facts,
  };
}
