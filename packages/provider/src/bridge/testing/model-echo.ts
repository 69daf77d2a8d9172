import type { Clock, Timer } from "@ma-alexa/simulator";

import type { LaunchDesk, LaunchVerdict, StreamControl } from "../../ports.js";
import type { PlaybackFact, PlaybackWish, PlayerView } from "../neighbours.js";

import { ModelTimers } from "./model-timers.js";

/** What the Echo needs of the bridge: the door's side of it. While the bridge is down there is none. */
export interface Door {
  view(): PlayerView | undefined;
  presentUs(): number | undefined;
  report(fact: PlaybackFact): void;
  wish(wish: PlaybackWish): void;
}

const FETCHES_AFTER_MS = 900;
const SOUNDS_AFTER_MS = 700;
const HOLDS_MS = 4_000;
const LEFT_MS = 30_000;
const STARVED_MS = 10_000;
/** What servers send ahead in this model. */
const AHEAD_MS = 5_000;

/** An Echo with its stream: it fetches when launched, sounds what it holds after its response has ended, and reports. */
export class ModelEcho implements LaunchDesk, StreamControl {
  isSounding = false;
  isPowered = true;
  readonly #door: () => Door | undefined;
  /** What it is fed. */
  #item: string | undefined;
  #play = 0;
  #isFed = false;
  #dry: Timer | undefined;
  #leaving: Timer | undefined;
  readonly #timers: ModelTimers;
  #launch: ((verdict: LaunchVerdict) => void) | undefined;

  constructor(clock: Clock, door: () => Door | undefined) {
    this.#door = door;
    this.#timers = new ModelTimers(clock);
  }

  /** The item that it sounds; undefined while it is silent. */
  get sounding(): string | undefined {
    return this.isSounding ? this.#item : undefined;
  }

  start(_playerId: string, signal: AbortSignal): Promise<LaunchVerdict> {
    return new Promise((resolve) => {
      this.#launch = resolve;
      signal.addEventListener("abort", () => {
        this.#launch = undefined;
        resolve({ outcome: "cancelled" });
      });
      this.#timers.after(FETCHES_AFTER_MS, () => {
        if (this.#launch !== resolve) return;
        this.#launch = undefined;
        if (this.isPowered && this.#door()?.view()?.streaming === true) this.#fetch();
        resolve(
          this.isPowered
            ? { outcome: "fetched", strategy: "skill", latencyMs: FETCHES_AFTER_MS }
            : { outcome: "failed", code: "NO_REQUEST", reason: "Echo did not ask. Is it on?" },
        );
      });
    });
  }

  cancel(): void {
    this.#launch?.({ outcome: "cancelled" });
    this.#launch = undefined;
  }

  /** The response ends; what the Echo holds sounds on. */
  silence(): void {
    this.#leaving?.cancel();
    if (!this.#isFed) return;
    this.#isFed = false;
    const play = this.#play;
    this.#timers.after(HOLDS_MS, () => {
      if (play === this.#play && !this.#isFed && this.isSounding) this.#fallSilent("finished");
    });
  }

  heldMs(): number | undefined {
    return this.#isFed ? HOLDS_MS : undefined;
  }

  soundingUs(): number | undefined {
    return this.isSounding ? this.#door()?.presentUs() : undefined;
  }

  /** Its stream brings audio of an item. */
  feed(item: string): void {
    this.#item = item;
    this.#dryIn(AHEAD_MS + STARVED_MS, "starved");
  }

  /** Its stream brings nothing more: `natural`, and it sounds to the end; otherwise it is given up in a while. */
  runDry(natural: boolean): void {
    if (natural) this.#dryIn(AHEAD_MS + HOLDS_MS, "finished");
    else this.#dryIn(STARVED_MS, "starved");
  }

  /** The bridge is gone, and the response and the launch with it. */
  cutOff(): void {
    this.#launch = undefined;
    this.silence();
  }

  /** Amazon's stop. */
  stop(): void {
    this.#launch = undefined;
    if (this.isSounding) this.#fallSilent("stopped");
    this.#play++;
  }

  /** "Alexa, pause": the Echo stops by itself and says so. */
  sayPause(): void {
    if (!this.isPowered) return;
    this.#isFed = false;
    this.#door()?.wish("pause");
    this.stop();
  }

  /** "Alexa, resume": the skill answers with a Play. */
  sayPlay(): void {
    if (!this.isPowered) return;
    this.#door()?.wish("play");
    this.#timers.after(FETCHES_AFTER_MS, () => {
      if (this.isPowered && !this.isSounding && this.#door()?.view()?.streaming === true) this.#fetch();
    });
  }

  sayNext(): void {
    if (this.isPowered) this.#door()?.wish("next");
  }

  /** The plug is pulled: nobody says anything, and half a minute later nobody has read. */
  unplug(): void {
    if (!this.isPowered) return;
    this.isPowered = false;
    this.isSounding = false;
    this.#play++;
    if (!this.#isFed) return;
    this.#isFed = false;
    this.#leaving = this.#timers.after(LEFT_MS, () => {
      this.#door()?.report({ kind: "left" });
    });
  }

  plugIn(): void {
    this.isPowered = true;
  }

  end(): void {
    this.#timers.cancel();
  }

  #dryIn(ms: number, why: "starved" | "finished"): void {
    this.#dry?.cancel();
    this.#dry = this.#timers.after(ms, () => {
      if (!this.#isFed) return;
      this.#isFed = false;
      if (why === "starved") this.#door()?.report({ kind: "starved" });
      if (this.isSounding) this.#fallSilent("finished");
    });
  }

  #fetch(): void {
    this.#leaving?.cancel();
    const play = ++this.#play;
    this.#isFed = true;
    this.#dryIn(AHEAD_MS + STARVED_MS, "starved");
    this.#door()?.report({ kind: "fetched", playId: `play-${play}` });
    this.#timers.after(SOUNDS_AFTER_MS, () => {
      if (play !== this.#play || !this.isPowered || !this.#isFed) return;
      this.isSounding = true;
      this.#door()?.report({ kind: "started", playId: `play-${play}`, offsetMs: 0 });
    });
  }

  #fallSilent(kind: "stopped" | "finished"): void {
    this.isSounding = false;
    this.#isFed = false;
    this.#door()?.report({ kind, playId: `play-${this.#play}`, offsetMs: 0 });
  }
}
