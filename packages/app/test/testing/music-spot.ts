import { ListeningRoom, MusicEcho, type MusicLine, type PrefetchHabit } from "@ma-alexa/simulator";
import { onTestFinished } from "vitest";
import type { House } from "./house.js";
import { toneIn } from "./tones.js";

/** What is compared. */
interface Stand {
  readonly musicAssistant: string | undefined;
  readonly alexa: string | undefined;
  readonly heard: string | undefined;
}

const HEARD_SECONDS = 0.1;
/** From a person's word to the sound of what was asked for, a whole start of Music Assistant included. */
const AGREES_WITHIN_MS = 40_000;
/** Two who pass each other by are not agreed. */
const STABLE_MS = 200;
const QUIET_WITHIN_MS = 60_000;

/** One Echo or group at which people listen through the music skill, and the room in which it sounds. */
export class MusicSpot {
  readonly name: string;
  readonly echo: MusicEcho;
  readonly room: ListeningRoom;
  readonly #house: House;
  readonly #isGroup: boolean;
  /** What was held ready when the queue changed without Alexa being told: what she shows of it stays as it was. */
  readonly #outdated = new Set<string>();

  constructor(house: House, name: string, line: MusicLine, prefetches: PrefetchHabit, isGroup = false) {
    const { clock, trusted } = house;
    this.name = name;
    this.#house = house;
    this.#isGroup = isGroup;
    this.room = new ListeningRoom(clock, trusted);
    this.echo = new MusicEcho({ name, line, clock, room: this.room, prefetches, tellsEvents: true });
    onTestFinished(() => {
      this.room.stop();
    });
  }

  /** The queue in Music Assistant, as it says itself. */
  get remote(): ReturnType<House["remote"]> {
    return this.#house.remote(this.name);
  }

  /** The queue changes behind Alexa's back. */
  changes(): void {
    const { ahead } = this.echo;
    if (ahead !== undefined && ahead !== "finished") this.#outdated.add(ahead.id);
  }

  /** Waits until it plays, and Music Assistant, Alexa and the room say the same; fails with what each of them says. */
  async plays(step: string): Promise<void> {
    await this.#comes(step, () => this.#isAgreed);
  }

  /** The same, where the queue may also have come to its end: then it has for all of them. */
  async agrees(step: string): Promise<void> {
    await this.#comes(step, () => this.isOver || this.#isAgreed);
  }

  async #comes(step: string, holds: () => boolean): Promise<void> {
    try {
      await this.#house.until(step, holds, AGREES_WITHIN_MS);
      await this.#house.pass(STABLE_MS);
      await this.#house.until(step, holds, AGREES_WITHIN_MS);
    } catch (cause) {
      const { positionMs, playing } = this.room;
      const sounds = playing ? `sounds at ${positionMs} ms` : "does not sound";
      const says = JSON.stringify({ ...this.stand, state: this.remote.state, isPlaying: this.echo.isPlaying, sounds });
      throw new Error(`${this.name} after ${step}: ${says}`, { cause });
    }
  }

  /** The queue has come to its end, for Alexa, Music Assistant and the room. */
  get isOver(): boolean {
    return !this.echo.isPlaying && this.remote.state !== "playing" && !this.room.playing;
  }

  /** Waits until nobody plays: neither Music Assistant nor the room. */
  async falls(step: string): Promise<void> {
    await this.#house.until(
      `${this.name} is quiet after ${step}`,
      () => this.remote.state !== "playing" && !this.room.playing,
      QUIET_WITHIN_MS,
    );
  }

  get stand(): Stand {
    const { queue, queueIndex } = this.remote;
    return {
      musicAssistant: queue[queueIndex]?.title,
      alexa: this.echo.title,
      heard: toneIn(this.room.heard(HEARD_SECONDS), this.#house.ma.tunes),
    };
  }

  /** The titles of Music Assistant's queue from the current one on. */
  get order(): readonly string[] {
    const { queue, queueIndex } = this.remote;
    return queue.slice(queueIndex).map(({ title }) => title);
  }

  get #isAgreed(): boolean {
    const { musicAssistant, alexa, heard } = this.stand;
    if (this.remote.state !== "playing" || !this.room.playing || musicAssistant !== heard) return false;
    const shown = this.#isGroup ? this.name : musicAssistant;
    return this.#outdated.has(this.echo.current?.id ?? "") || alexa === shown;
  }
}
