import { randomUUID } from "node:crypto";
import { type Registration, encodePushFrame } from "@ma-alexa/protocol/amazon";
import type { Clock } from "../clock.js";
import { ApiServer } from "./api-server.js";
import { UnknownDeviceError } from "./amazon-error.js";
import { ACCOUNT_OWNER, nowPlayingData, taskSessionId } from "./books.js";
import { CallLog } from "./call-log.js";
import { type AmazonFaults, noFaults } from "./faults.js";
import { PushServer } from "./push-server.js";
import { SignIn } from "./sign-in.js";
import type { AmazonEffects, DeviceFacts, SimulatedDevice } from "./simulated-device.js";
import { WebApi } from "./web-api.js";

/** What a simulated Amazon is made of. */
export interface SimulatedAmazonOptions {
  readonly clock: Clock;
  /** The household's devices; read anew each time, so devices may come and go. */
  readonly devices: readonly SimulatedDevice[];
  readonly effects: AmazonEffects;
  /** The household's own site; `amazon.de` when left out. */
  readonly amazonPage?: string;
}

/** Where the simulated Amazon listens, on loopback and without TLS; for the redirect of Amazon reference 2.2. */
export interface SimulatedAmazonEndpoint {
  readonly host: string;
  /** HTTP/1.1. */
  readonly port: number;
  /** HTTP/2 with prior knowledge. */
  readonly pushPort: number;
}

/** What PUSH_AUDIO_PLAYER_STATE tells; INTERRUPTED means paused or stopped, FINISHED that an item came to its end. */
export type PushedPlayerState = "PLAYING" | "INTERRUPTED" | "FINISHED";

/**
 * The unofficial Alexa web API over real sockets, as far as a bridge uses it (Amazon reference 12.1). It executes
 * nothing by itself: devices tell their state, and `effects` carries out what is commanded. Pushes are sent by whoever
 * knows that something changed.
 */
export class SimulatedAmazon {
  /** Every request that came. */
  readonly calls = new CallLog();
  /** The switches of bad days. */
  readonly faults: AmazonFaults = noFaults();
  /** What went wrong behind answers that said nothing of it; empty in a healthy street. */
  readonly failures: unknown[] = [];
  readonly #clock: Clock;
  readonly #devices: readonly SimulatedDevice[];
  readonly #signIn: SignIn;
  readonly #api: ApiServer;
  readonly #push: PushServer;

  constructor({ clock, devices, effects, amazonPage = "amazon.de" }: SimulatedAmazonOptions) {
    this.#clock = clock;
    this.#devices = devices;
    this.#signIn = new SignIn(amazonPage);
    const { calls, faults } = this;
    const failed = (error: unknown): void => void this.failures.push(error);
    const web = new WebApi({
      amazonPage,
      faults,
      effects,
      signIn: this.#signIn,
      devices: () => this.#devices.map((device) => device.describe()),
      failed,
    });
    this.#api = new ApiServer({ clock, calls, faults, failed, answer: (request) => web.answer(request) });
    this.#push = new PushServer({ clock, calls, faults, signIn: this.#signIn });
  }

  /** Listens on two free ports, and after a stop on the same ones. */
  async start(): Promise<void> {
    await Promise.all([this.#api.listener.listen(), this.#push.listener.listen()]);
  }

  /** Gone: ports closed, connections cut, push streams with them. What was signed in stays so. */
  async stop(): Promise<void> {
    await Promise.all([this.#api.listener.close(), this.#push.listener.close()]);
  }

  /** Back after a stop, where it was. */
  resume(): Promise<void> {
    return this.start();
  }

  /** The ports are 0 before the first start. */
  get endpoint(): SimulatedAmazonEndpoint {
    return { host: "127.0.0.1", port: this.#api.listener.port, pushPort: this.#push.listener.port };
  }

  /** How many push streams are open. */
  get pushStreams(): number {
    return this.#push.streams;
  }

  /** A stored registration with fresh tokens, as a completed sign-in leaves it (Amazon reference 3.6). */
  registration(): Registration {
    return this.#signIn.registration();
  }

  /** Pushes an event with any payload (Amazon reference 7.3) to every open stream. */
  push(command: string, payload: object): void {
    if (this.faults.pushDropped) return;
    const stamp = { messageId: randomUUID(), timeStamp: this.#clock.epoch() };
    this.#push.broadcast(encodePushFrame(command, payload, stamp));
  }

  /** The device's volume as it is now. Throws `UnknownDeviceError`, as do all that follow. */
  pushVolume(serial: string): void {
    const facts = this.#facts(serial);
    this.#pushOf(facts, "PUSH_VOLUME_CHANGE", { isMuted: facts.muted, volumeSetting: facts.volume });
  }

  pushPlayer(serial: string, state: PushedPlayerState, mediaReferenceId: string | null): void {
    this.#pushOf(this.#facts(serial), "PUSH_AUDIO_PLAYER_STATE", {
      mediaReferenceId,
      quality: null,
      error: false,
      audioPlayerState: state,
      errorMessage: null,
    });
  }

  /** Whether the device is online now. */
  pushConnection(serial: string): void {
    const facts = this.#facts(serial);
    const dopplerConnectionState = facts.online ? "ONLINE" : "OFFLINE";
    this.#pushOf(facts, "PUSH_DOPPLER_CONNECTION_CHANGE", { dopplerConnectionState });
  }

  /** What comes, together with an unchanged volume, when somebody speaks to the device (Amazon reference 7.4). */
  pushEqualizer(serial: string): void {
    this.#pushOf(this.#facts(serial), "PUSH_EQUALIZER_STATE_CHANGE", { bass: 0, midrange: 0, treble: 0 });
  }

  /** What the device plays now; `cause` such as `PLAYBACK_STARTED`. It names no device, as the real one. */
  pushNowPlaying(serial: string, cause: string): void {
    const facts = this.#facts(serial);
    this.push("NotifyNowPlayingUpdated", {
      customerId: ACCOUNT_OWNER,
      name: "NotifyNowPlayingUpdated",
      messageId: randomUUID(),
      fallbackAllowed: true,
      update: { taskSessionId: taskSessionId(facts), update: { cause, nowPlayingData: nowPlayingData(facts) } },
    });
  }

  #pushOf({ serial, type }: DeviceFacts, command: string, payload: object): void {
    const dopplerId = { deviceSerialNumber: serial, deviceType: type };
    this.push(command, { destinationUserId: ACCOUNT_OWNER, dopplerId, ...payload });
  }

  #facts(serial: string): DeviceFacts {
    for (const device of this.#devices) {
      const facts = device.describe();
      if (facts.serial === serial) return facts;
    }
    throw new UnknownDeviceError();
  }
}

/** A simulated Amazon that does not listen yet. */
export function createSimulatedAmazon(options: SimulatedAmazonOptions): SimulatedAmazon {
  return new SimulatedAmazon(options);
}
