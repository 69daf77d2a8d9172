import type { EchoDevice } from "../amazon/devices/echo-device.js";
import type { Clock, Timer } from "../ports.js";

import type { Tell } from "./activity.js";
import type { EchoAccount, PlayerClient } from "./neighbours.js";
import type { PlayerMemory } from "./player-memory.js";
import type { VolumeSchedule } from "./volume-schedule.js";
import { initialVolume, stepVolume, type VolumeEffect, type VolumeInput, type VolumeState } from "./volume.js";

export interface LoudnessParts {
  readonly device: EchoDevice;
  readonly account: EchoAccount;
  readonly client: PlayerClient;
  readonly schedule: VolumeSchedule;
  readonly memory: PlayerMemory;
  readonly clock: Clock;
  readonly tell: Tell;
  readonly changed: () => void;
}

/** Carries the volume machine's decisions to Music Assistant, to Amazon and into memory. */
export class Loudness {
  readonly #parts: LoudnessParts;
  #state: VolumeState = initialVolume;
  #timer: Timer | undefined;
  #isStopped = false;

  constructor(parts: LoudnessParts) {
    this.#parts = parts;
  }

  /** 0–100; undefined while nobody has said it. */
  get level(): number | undefined {
    return this.#state.level;
  }

  get muted(): boolean {
    return this.#state.muted;
  }

  step(input: VolumeInput): void {
    // Amazon's verdict on a command may come after the end.
    if (this.#isStopped) return;
    const { state, effects } = stepVolume(this.#state, input, this.#parts.clock.now());
    this.#state = state;
    for (const effect of effects) this.#perform(effect);
    this.#parts.changed();
  }

  stop(): void {
    this.#isStopped = true;
    this.#timer?.cancel();
    this.#parts.schedule.stop();
  }

  #perform(effect: VolumeEffect): void {
    switch (effect.do) {
      case "send":
        this.#parts.schedule.add(() => {
          void this.#send(effect.level, effect.command);
        });
        return;
      case "tell":
        this.#parts.client.report({ volume: effect.level, muted: effect.muted });
        this.#parts.memory.remember({ level: effect.level, muted: effect.muted });
        return;
      case "timer":
        this.#timer?.cancel();
        this.#timer = this.#parts.clock.after(effect.delayMs, () => {
          this.step({ type: "timer" });
        });
        return;
    }
  }

  async #send(level: number, command: number): Promise<void> {
    const { account, device, tell } = this.#parts;
    tell("bridge", "amazon", "volume", String(level));
    const outcome = await account.setVolume(device.serial, level);
    if (outcome.outcome === "refused") tell("amazon", "bridge", "volume refused", outcome.reason);
    const taken = outcome.outcome !== "refused" && outcome.outcome !== "expired";
    this.step({ type: "verdict", command, taken });
  }
}
