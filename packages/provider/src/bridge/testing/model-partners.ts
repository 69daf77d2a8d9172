import { EventEmitter } from "node:events";

import type { TestClock, Timer } from "@ma-alexa/simulator";

import type { SendspinEvents } from "../../music-assistant/sendspin/events.js";
import type { LinkState } from "../../music-assistant/sendspin/link-state.js";
import { UNKNOWN_SECURITY } from "../../music-assistant/sendspin/security.js";
import type { LaunchDesk, LaunchVerdict, StreamControl } from "../../ports.js";
import type { PlaybackFact, PlaybackWish, PlayerClient, PlayerView } from "../neighbours.js";

const CHUNK_MS = 500;
const AHEAD_MS = 5_000;
/** Servers that know of leads plan that far ahead. */
const PLANNED_MS = 2_000;
const ITEM_MS = 180_000;
const CHUNK = new Uint8Array(CHUNK_MS * 192);

/** A queue that plays, pauses, skips and goes away, as a server tells it on the wire; nothing of the bridge's own. */
export class ModelMusicAssistant extends EventEmitter<SendspinEvents> implements PlayerClient {
  readonly security = UNKNOWN_SECURITY;
  link: LinkState = { kind: "playable", sinceEpochMs: 0 };
  state: "playing" | "paused" | "stopped" = "stopped";
  items: readonly string[] = ["a", "b", "c"];
  readonly #clock: TestClock;
  #index = 0;
  #positionMs = 0;
  #nextUs = 0;
  #timer: Timer | undefined;
  /** Which item began at which timestamp. */
  readonly #begun = new Map<number, string>();

  constructor(clock: TestClock) {
    super();
    this.#clock = clock;
  }

  get item(): string {
    return this.items[this.#index] ?? "";
  }

  /** The item whose stream began with this timestamp. */
  itemFrom(startUs: number): string | undefined {
    return this.#begun.get(startUs);
  }

  start(): void {
    this.emit("link", this.link);
    this.#offer();
  }

  stop(): Promise<void> {
    this.#timer?.cancel();
    return Promise.resolve();
  }

  report(): void {
    // What players say of themselves moves no queue.
  }

  serverNowUs(): number {
    return this.#clock.now() * 1_000;
  }

  /** The controller, as the bridge uses it. */
  command(name: string): boolean {
    if (this.link.kind !== "playable") return false;
    // The wire is never so fast that an answer comes within the call.
    this.#clock.after(5, () => {
      if (name === "play") this.play();
      if (name === "pause") this.pause();
      if (name === "stop") this.pause();
      if (name === "next") this.skip(1);
      if (name === "previous") this.skip(-1);
    });
    return true;
  }

  play(): void {
    if (this.state === "playing" || this.link.kind !== "playable") return;
    this.state = "playing";
    this.#begin();
  }

  pause(): void {
    if (this.state !== "playing" || this.link.kind !== "playable") return;
    this.state = "paused";
    this.#end();
    this.emit("group", { playing: false });
  }

  skip(by: number): void {
    if (this.link.kind !== "playable") return;
    this.#index = (this.#index + by + this.items.length) % this.items.length;
    this.seek(0);
  }

  seek(ms: number): void {
    this.#positionMs = ms;
    if (this.state !== "playing") return;
    this.#end();
    this.#begin();
  }

  /** The queue after the current item. */
  edit(items: readonly string[]): void {
    this.items = [this.item, ...items];
    this.#index = 0;
  }

  /** The connection breaks; the queue falls silent with its last player. */
  leave(): void {
    if (this.link.kind !== "playable") return;
    this.#timer?.cancel();
    if (this.state === "playing") this.state = "paused";
    this.link = { kind: "offline", sinceEpochMs: 0 };
    this.emit("link", this.link);
  }

  comeBack(): void {
    if (this.link.kind === "playable") return;
    this.link = { kind: "playable", sinceEpochMs: 0 };
    this.emit("link", this.link);
    this.#offer();
    this.emit("group", { playing: false });
  }

  #offer(): void {
    this.emit("controller", { commands: ["play", "pause", "stop", "next", "previous"] });
  }

  #begin(): void {
    this.#nextUs = this.serverNowUs() + PLANNED_MS * 1_000;
    this.#begun.set(this.#nextUs, this.item);
    this.emit("streamStart", { codec: "pcm", sampleRateHz: 48_000, channels: 2, bitDepth: 16 });
    this.emit("group", { playing: true });
    this.#metadata();
    this.#fill();
  }

  #metadata(): void {
    const progress = { positionMs: this.#positionMs, durationMs: ITEM_MS, speed: 1, atServerUs: this.serverNowUs() };
    this.emit("metadata", { title: this.item, progress });
  }

  #end(): void {
    this.#timer?.cancel();
    this.emit("streamEnd");
  }

  #fill(): void {
    while (this.#nextUs < this.serverNowUs() + AHEAD_MS * 1_000) {
      this.emit("audio", { timestampUs: this.#nextUs, payload: CHUNK });
      this.#nextUs += CHUNK_MS * 1_000;
    }
    this.#timer = this.#clock.after(CHUNK_MS, () => {
      this.#fill();
    });
  }
}

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
