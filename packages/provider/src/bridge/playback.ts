import type { EchoDevice } from "../amazon/devices/echo-device.js";
import type { Clock, LaunchDesk, LaunchVerdict, Logger, PlayerId, StreamControl, Timer } from "../ports.js";

import type { Tell } from "./activity.js";
import { controllerWish } from "./controller-wish.js";
import type { EchoAccount, PlaybackWish, PlayerClient } from "./neighbours.js";
import { stepPlayback } from "./playback-machine.js";
import { initialPlayback, type PlaybackEffect, type PlaybackInput, type PlaybackState } from "./playback-state.js";

export interface PlaybackParts {
  readonly playerId: PlayerId;
  readonly device: EchoDevice;
  readonly account: EchoAccount;
  readonly client: PlayerClient;
  readonly launchDesk: LaunchDesk;
  readonly streams: StreamControl;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly tell: Tell;
  /** What Music Assistant's controller offers at the moment. */
  readonly commands: () => readonly string[];
  readonly onMeasured: (latencyMs: number) => void;
  readonly changed: () => void;
}

/** Carries the playback machine's decisions to the Echo, to the streams and to Music Assistant. */
export class Playback {
  readonly #parts: PlaybackParts;
  #state: PlaybackState = initialPlayback;
  #timer: Timer | undefined;
  #launch: AbortController | undefined;
  #isStopped = false;

  constructor(parts: PlaybackParts) {
    this.#parts = parts;
  }

  get state(): PlaybackState {
    return this.#state;
  }

  step(input: PlaybackInput): void {
    if (this.#isStopped) return;
    const before = this.#state;
    const { state, effects } = stepPlayback(before, input, this.#parts.clock.now());
    this.#state = state;
    if (state.phase !== before.phase) {
      this.#timer?.cancel();
      this.#parts.logger.debug({ from: before.phase, to: state.phase, input: input.type }, "Playback changed");
    }
    for (const effect of effects) this.#perform(effect);
    if (state !== before) this.#parts.changed();
  }

  /** Withdraws a launch and ends the responses; the Echo is left alone. */
  stop(): void {
    this.#isStopped = true;
    this.#timer?.cancel();
    this.#cancelLaunch();
    this.#parts.streams.silence(this.#parts.playerId);
  }

  #perform(effect: PlaybackEffect): void {
    switch (effect.do) {
      case "launch":
        void this.#runLaunch(effect.launch);
        return;
      case "launch-again":
        void this.#launchAgain();
        return;
      case "cancel-launch":
        this.#cancelLaunch();
        return;
      case "silence":
        this.#parts.streams.silence(this.#parts.playerId);
        return;
      case "stop-echo":
        void this.#stopEcho();
        return;
      case "tell":
        this.#tellMusicAssistant(effect.wish);
        return;
      case "external":
        this.#parts.client.report({ external: effect.external });
        this.#parts.tell("bridge", "music-assistant", effect.external ? "external" : "available again");
        return;
      case "measured":
        this.#parts.onMeasured(effect.latencyMs);
        return;
      case "timer":
        this.#setTimer(effect.delayMs);
        return;
    }
  }

  async #runLaunch(launch: number): Promise<void> {
    const { tell } = this.#parts;
    tell("bridge", "echo", "launch");
    const verdict = await this.#verdict();
    if (verdict.outcome === "fetched") tell("echo", "bridge", "fetched", `${Math.round(verdict.latencyMs)} ms`);
    if (verdict.outcome === "failed") {
      this.#parts.logger.warn({ code: verdict.code }, verdict.reason);
      tell("bridge", "bridge", "launch failed", verdict.reason);
    }
    this.step({ type: "verdict", launch, verdict });
  }

  /** Whether it works or not, what the Echo fetches already goes over to the new audio by itself. */
  async #launchAgain(): Promise<void> {
    const { tell, launchDesk, playerId, logger } = this.#parts;
    tell("bridge", "echo", "launch again");
    this.#launch?.abort();
    this.#launch = new AbortController();
    try {
      const { outcome } = await launchDesk.start(playerId, this.#launch.signal, { once: true });
      tell("echo", "bridge", outcome === "fetched" ? "fetched again" : "goes on", outcome);
    } catch (error) {
      logger.error({ error: String(error) }, "The launch desk failed");
    }
  }

  async #verdict(): Promise<LaunchVerdict> {
    const { launchDesk, playerId, device, logger } = this.#parts;
    this.#launch?.abort();
    this.#launch = new AbortController();
    try {
      return await launchDesk.start(playerId, this.#launch.signal);
    } catch (error) {
      // The desk promises not to; a mistake of ours must still leave the player usable and Music Assistant told.
      logger.error({ error: String(error) }, "The launch desk failed");
      return { outcome: "failed", code: "REFUSED", reason: `${device.name} could not be started by a fault of ours.` };
    }
  }

  #cancelLaunch(): void {
    if (this.#launch === undefined) return;
    this.#launch.abort();
    this.#launch = undefined;
    this.#parts.launchDesk.cancel(this.#parts.playerId);
  }

  async #stopEcho(): Promise<void> {
    const { account, device, tell } = this.#parts;
    tell("bridge", "amazon", "stop");
    const outcome = await account.stopPlayback(device.serial);
    if (outcome.outcome === "refused") tell("amazon", "bridge", "stop refused", outcome.reason);
  }

  #tellMusicAssistant(wish: PlaybackWish): void {
    const { client, commands, tell } = this.#parts;
    const command = controllerWish(wish, commands());
    const isTold = command !== undefined && client.command(command.name, command.args);
    if (isTold) tell("bridge", "music-assistant", `controller ${command.name}`);
    else {
      tell("bridge", "bridge", `${wish} not told`, "Music Assistant is away or does not offer it");
      this.step({ type: "untold", wish });
    }
  }

  #setTimer(delayMs: number): void {
    this.#timer?.cancel();
    this.#timer = this.#parts.clock.after(delayMs, () => {
      this.step({ type: "timer" });
    });
  }
}
