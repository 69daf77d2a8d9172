import type { DeviceFacts, SimulatedDevice } from "../amazon/simulated-device.js";

/** What stands in Amazon's list and plays nothing: groups, phones. */
export class PassiveDevice implements SimulatedDevice {
  readonly #facts: Omit<DeviceFacts, "volume">;

  constructor(facts: Omit<DeviceFacts, "volume">) {
    this.#facts = facts;
  }

  get serial(): string {
    return this.#facts.serial;
  }

  /** Serials of a group's members. */
  get members(): readonly string[] {
    return this.#facts.clusterMembers;
  }

  describe(): DeviceFacts {
    return { ...this.#facts, volume: 0 };
  }
}

/** A multi-room group; custom skills do not play on it (Amazon reference 8). */
export function speakerGroup(name: string, serial: string, members: readonly string[], locale: string): PassiveDevice {
  return new PassiveDevice({
    ...idle,
    name,
    serial,
    locale,
    family: "WHA",
    type: "A3C9PE6TNYLTCH",
    capabilities: ["AUDIO_PLAYER", "MUSIC_SKILL"],
    clusterMembers: members,
  });
}

/** The Alexa app on a phone: Amazon lists it among the devices. */
export function phoneApp(name: string, serial: string, locale: string): PassiveDevice {
  const capabilities = ["VOLUME_SETTING"];
  return new PassiveDevice({ ...idle, name, serial, locale, family: "VOX", type: "A2IVLV5VM2W81", capabilities });
}

const idle = { online: true, muted: false, clusterMembers: [], parentClusters: [], playerState: "IDLE" } as const;
