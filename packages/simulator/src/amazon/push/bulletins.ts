import { UnknownDeviceError } from "../amazon-error.js";
import type { SimulatedCustomer } from "../people/customer.js";
import type { DeviceFacts } from "../simulated-device.js";
import type { PushDelivery } from "./delivery.js";
import {
  BLUETOOTH_STREAMING,
  CONTENT_FOCUS,
  NEW_QUEUE,
  type PushedPlayerState,
  mediaSessionsUpdated,
  nowPlayingUpdated,
  playerState,
} from "./payloads.js";

/** How long after the player's own event the one with the title comes [seen live, Amazon reference 7.4]. */
const NOW_PLAYING_AFTER_MS = 300;

export interface BulletinParts {
  readonly delivery: PushDelivery;
  readonly customers: readonly SimulatedCustomer[];
  readonly devicesOf: (customer: SimulatedCustomer) => readonly DeviceFacts[];
}

/** What Amazon pushes about devices, told to whoever has them. Everything throws `UnknownDeviceError` for others. */
export class Bulletins {
  readonly #parts: BulletinParts;

  constructor(parts: BulletinParts) {
    this.#parts = parts;
  }

  volume(serial: string): void {
    const { muted, volume } = this.facts(serial);
    this.about(serial, "PUSH_VOLUME_CHANGE", { isMuted: muted, volumeSetting: volume });
  }

  player(serial: string, state: PushedPlayerState, mediaReferenceId: string | null): void {
    this.about(serial, "PUSH_AUDIO_PLAYER_STATE", playerState(state, mediaReferenceId));
  }

  connection(serial: string): void {
    const dopplerConnectionState = this.facts(serial).online ? "ONLINE" : "OFFLINE";
    this.about(serial, "PUSH_DOPPLER_CONNECTION_CHANGE", { dopplerConnectionState });
  }

  equalizer(serial: string): void {
    this.about(serial, "PUSH_EQUALIZER_STATE_CHANGE", { bass: 0, midrange: 0, treble: 0 });
  }

  bluetooth(serial: string): void {
    this.about(serial, "PUSH_BLUETOOTH_STATE_CHANGE", BLUETOOTH_STREAMING);
  }

  notification(serial: string): void {
    const notification = { eventType: "UPDATE", notificationId: `alarm-${serial}`, notificationVersion: 1 };
    this.about(serial, "PUSH_NOTIFICATION_CHANGE", notification);
  }

  /** It names no device, as the real one. */
  nowPlaying(serial: string, cause: string): void {
    const customer = this.holderOf(serial);
    const message = nowPlayingUpdated(customer, this.facts(serial), cause);
    this.#parts.delivery.send(customer, "NotifyNowPlayingUpdated", message);
  }

  /** Everything that is told when a player starts, stops or comes to an end, in the order seen live (Amazon reference 12.4). */
  playback(serial: string, state: PushedPlayerState, mediaReferenceId: string | null): void {
    const customer = this.holderOf(serial);
    const about = (command: string, payload: object) => () => {
      this.about(serial, command, payload);
    };
    const told = [
      { afterMs: 0, push: about("PUSH_AUDIO_PLAYER_STATE", playerState(state, mediaReferenceId)) },
      {
        afterMs: 0,
        push: () => {
          this.#parts.delivery.send(customer, "NotifyMediaSessionsUpdated", mediaSessionsUpdated(customer));
        },
      },
    ];
    const title = {
      afterMs: NOW_PLAYING_AFTER_MS,
      push: () => {
        this.nowPlaying(serial, state === "PLAYING" ? "PLAYBACK_STARTED" : "PLAYBACK_PAUSED");
      },
    };
    if (state === "FINISHED") this.#parts.delivery.sendInTurn(told);
    else if (state === "INTERRUPTED") this.#parts.delivery.sendInTurn([...told, title]);
    else {
      const media = { mediaReferenceId };
      this.#parts.delivery.sendInTurn([
        { afterMs: 0, push: about("PUSH_MEDIA_QUEUE_CHANGE", NEW_QUEUE) },
        ...told,
        title,
        { afterMs: NOW_PLAYING_AFTER_MS, push: about("PUSH_MEDIA_CHANGE", media) },
        { afterMs: NOW_PLAYING_AFTER_MS, push: about("PUSH_CONTENT_FOCUS_CHANGE", CONTENT_FOCUS) },
      ]);
    }
  }

  /** Any event about one device. */
  about(serial: string, command: string, payload: object): void {
    const customer = this.holderOf(serial);
    const dopplerId = { deviceSerialNumber: serial, deviceType: this.facts(serial).type };
    this.#parts.delivery.send(customer, command, { destinationUserId: customer.id, dopplerId, ...payload });
  }

  /** In whose list the device is. */
  holderOf(serial: string): SimulatedCustomer {
    const { customers, devicesOf } = this.#parts;
    const holder = customers.find((customer) => devicesOf(customer).some((facts) => facts.serial === serial));
    if (holder === undefined) throw new UnknownDeviceError();
    return holder;
  }

  facts(serial: string): DeviceFacts {
    const facts = this.#parts.devicesOf(this.holderOf(serial)).find((device) => device.serial === serial);
    if (facts === undefined) throw new UnknownDeviceError();
    return facts;
  }
}
