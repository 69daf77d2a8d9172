import {
  createSimulatedAmazon,
  systemClock,
  type DeviceFacts,
  type SimulatedAmazon,
  type SimulatedCustomer,
} from "@ma-alexa/simulator";

const kitchen: DeviceFacts = {
  serial: "G0STREETKITCHEN",
  name: "Kitchen",
  family: "ECHO",
  type: "A2U21SRK4QGSE1",
  locale: "en-US",
  online: true,
  volume: 30,
  muted: false,
  capabilities: ["AUDIO_PLAYER", "MUSIC_SKILL", "VOLUME_SETTING", "MICROPHONE"],
  clusterMembers: [],
  parentClusters: [],
  playerState: "PLAYING",
  media: { mediaId: "m:1", title: "Street tune", artist: "The street", positionMs: 61_000, lengthMs: 180_000 },
};

/** The one device of the household. */
export const KITCHEN = { serial: kitchen.serial, type: kitchen.type, title: "Street tune" } as const;

/** A simulated Amazon with one Echo that obeys volumes and tells so. */
export class AmazonHouse {
  readonly amazon: SimulatedAmazon;
  /** Volumes that reached the Echo, oldest first. */
  readonly volumes: number[] = [];
  #facts = kitchen;

  constructor() {
    const nothing = (): Promise<void> => Promise.resolve();
    this.amazon = createSimulatedAmazon({
      clock: systemClock,
      amazonPage: "amazon.com",
      devices: [{ describe: () => this.#facts }],
      effects: {
        setVolume: (serial, volume) => {
          this.#facts = { ...this.#facts, volume };
          this.volumes.push(volume);
          this.amazon.pushVolume(serial);
          return Promise.resolve();
        },
        stop: nothing,
        launchSkill: nothing,
        textCommand: nothing,
        transport: nothing,
      },
    });
  }

  /** Whose household it is. */
  get owner(): SimulatedCustomer {
    const [owner] = this.amazon.customers;
    if (owner === undefined) throw new Error("nobody lives here");
    return owner;
  }
}
