import type { PushedPlayerState } from "../amazon/push/payloads.js";
import type { DeviceFacts } from "../amazon/simulated-device.js";
import type { AudioPlayer } from "./audio-player.js";
import type { EchoReports } from "./echo-options.js";

/** Something that sounds on an Echo and is no skill's. */
export type ForeignSound =
  | { readonly kind: "service"; readonly provider: string; readonly title: string }
  | { readonly kind: "bluetooth" }
  | { readonly kind: "alarm" };

export interface ElsewhereParts {
  readonly audioPlayer: AudioPlayer;
  /** Lets something be told to Amazon about the Echo with this serial, a moment later. */
  readonly tell: (report: (amazon: EchoReports, serial: string) => void) => void;
  readonly changed: () => void;
}

/** The other things that an Echo plays. A service or Bluetooth ends a skill's stream; an alarm only silences it for a while. */
export class Elsewhere {
  readonly #parts: ElsewhereParts;
  #sound: ForeignSound | undefined;
  #count = 0;

  constructor(parts: ElsewhereParts) {
    this.#parts = parts;
  }

  /** Somebody starts it; what sounded elsewhere before ends. */
  begin(sound: ForeignSound): void {
    this.giveWay();
    if (sound.kind === "alarm") this.#parts.audioPlayer.interrupt();
    else this.#parts.audioPlayer.stop();
    this.#sound = sound;
    this.#count += 1;
    this.#tell("PLAYING");
  }

  /** Somebody stops it; after an alarm the skill's stream goes on. */
  end(): void {
    const sound = this.#sound;
    if (sound === undefined) return;
    this.#sound = undefined;
    this.#tell("INTERRUPTED", sound);
    if (sound.kind === "alarm") this.#parts.audioPlayer.goOn();
  }

  /** A skill's stream starts, so this is over. */
  giveWay(): void {
    if (this.#sound === undefined) return;
    const sound = this.#sound;
    this.#sound = undefined;
    if (sound.kind === "bluetooth") this.#tell("INTERRUPTED", sound);
  }

  /** What Amazon's books say while it sounds; of an alarm they say nothing. */
  get facts(): Pick<DeviceFacts, "playerState" | "media" | "isStreamingBluetooth"> | undefined {
    const sound = this.#sound;
    if (sound === undefined || sound.kind === "alarm") return undefined;
    if (sound.kind === "bluetooth") return { playerState: "IDLE", isStreamingBluetooth: true };
    const { title, provider: providerName } = sound;
    return { playerState: "PLAYING", media: { mediaId: this.#reference, title, providerName, positionMs: 0 } };
  }

  get #reference(): string {
    return `amzn1.foreign.${String(this.#count)}:1`;
  }

  #tell(state: PushedPlayerState, sound = this.#sound): void {
    const reference = this.#reference;
    this.#parts.tell((amazon, serial) => {
      if (sound?.kind === "service") amazon.reportPlayer(serial, state, reference);
      if (sound?.kind === "bluetooth") amazon.pushBluetooth(serial);
      if (sound?.kind === "alarm") amazon.pushNotification(serial);
    });
    this.#parts.changed();
  }
}
