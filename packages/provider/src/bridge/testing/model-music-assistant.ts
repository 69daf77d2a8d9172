import { EventEmitter } from "node:events";

import type { TestClock, Timer } from "@ma-alexa/simulator";

import type { SendspinEvents } from "../../music-assistant/sendspin/events.js";
import type { LinkState } from "../../music-assistant/sendspin/link-state.js";
import { UNKNOWN_SECURITY } from "../../music-assistant/sendspin/security.js";
import type { PlayerClient } from "../neighbours.js";

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
