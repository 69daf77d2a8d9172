import type { TestClock, Timer } from "@ma-alexa/simulator";

import type { LaunchDesk, LaunchVerdict, StreamControl } from "../../ports.js";
import type { PlaybackFact, PlaybackWish, PlayerView } from "../neighbours.js";

/** What the Echo needs of the bridge: the door's side of it. */
export interface Door {
  view(): PlayerView | undefined;
  report(fact: PlaybackFact): void;
  wish(wish: PlaybackWish): void;
}

const FETCHES_AFTER_MS = 900;
const SOUNDS_AFTER_MS = 700;
const HOLDS_MS = 4_000;
const LEFT_MS = 30_000;
const STARVED_MS = 10_000;

/** An Echo with its stream: it fetches when launched, sounds what it holds after its response has ended, and reports. */
export class ModelEcho implements LaunchDesk, StreamControl {
  isSounding = false;
  /** What it is fed. */
  item: string | undefined;
  isPowered = true;
  readonly #clock: TestClock;
  readonly #door: () => Door;
  #play = 0;
  #isFed = false;
  #dry: Timer | undefined;
  #leaving: Timer | undefined;
  #timers = new Set<Timer>();
  #launch: ((verdict: LaunchVerdict) => void) | undefined;

  constructor(clock: TestClock, door: () => Door) {
    this.#clock = clock;
    this.#door = door;
  }

  start(_playerId: string, signal: AbortSignal): Promise<LaunchVerdict> {
    return new Promise((resolve) => {
      this.#launch = resolve;
      signal.addEventListener("abort", () => {
        this.#launch = undefined;
        resolve({ outcome: "cancelled" });
      });
      this.#after(FETCHES_AFTER_MS, () => {
        if (this.#launch !== resolve) return;
        this.#launch = undefined;
        if (this.isPowered && this.#door().view()?.streaming === true) this.#fetch();
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
    this.#after(HOLDS_MS, () => {
      if (play === this.#play && !this.#isFed && this.isSounding) this.#fallSilent("finished");
    });
  }

  heldMs(): number | undefined {
    return this.#isFed ? HOLDS_MS : undefined;
  }

  soundingUs(): number | undefined {
    return this.isSounding ? this.#clock.now() * 1_000 : undefined;
  }

  /** Its stream goes over to another item. */
  goOver(item: string | undefined): void {
    this.item = item;
    this.#dry?.cancel();
  }

  /** Its stream gets nothing any more; in the end the response is ended. */
  runDry(): void {
    this.#dry?.cancel();
    this.#dry = this.#after(STARVED_MS, () => {
      if (!this.#isFed) return;
      this.#isFed = false;
      this.#door().report({ kind: "starved" });
      if (this.isSounding) this.#fallSilent("finished");
    });
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
    this.#door().wish("pause");
    this.stop();
  }

  /** "Alexa, resume": the skill answers with a Play. */
  sayPlay(): void {
    if (!this.isPowered) return;
    this.#door().wish("play");
    this.#after(FETCHES_AFTER_MS, () => {
      if (this.isPowered && !this.isSounding && this.#door().view()?.streaming === true) this.#fetch();
    });
  }

  sayNext(): void {
    if (this.isPowered) this.#door().wish("next");
  }

  /** The plug is pulled: nobody says anything, and half a minute later nobody has read. */
  unplug(): void {
    if (!this.isPowered) return;
    this.isPowered = false;
    this.isSounding = false;
    this.#play++;
    if (!this.#isFed) return;
    this.#isFed = false;
    this.#leaving = this.#after(LEFT_MS, () => {
      this.#door().report({ kind: "left" });
    });
  }

  plugIn(): void {
    this.isPowered = true;
  }

  end(): void {
    for (const timer of this.#timers) timer.cancel();
  }

  #fetch(): void {
    this.#leaving?.cancel();
    const play = ++this.#play;
    this.#isFed = true;
    this.#door().report({ kind: "fetched", playId: `play-${play}` });
    this.#after(SOUNDS_AFTER_MS, () => {
      if (play !== this.#play || !this.isPowered || !this.#isFed) return;
      this.isSounding = true;
      this.#door().report({ kind: "started", playId: `play-${play}`, offsetMs: 0 });
    });
  }

  #fallSilent(kind: "stopped" | "finished"): void {
    this.isSounding = false;
    this.#isFed = false;
    this.#door().report({ kind, playId: `play-${this.#play}`, offsetMs: 0 });
  }

  #after(ms: number, task: () => void): Timer {
    const timer = this.#clock.after(ms, () => {
      this.#timers.delete(timer);
      task();
    });
    this.#timers.add(timer);
    return timer;
  }
}
