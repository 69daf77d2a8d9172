import type { Clock } from "../clock.js";
import { plainHabits } from "./habits.js";
import { Heard, type HeardSound } from "./heard.js";
import { StreamPlayer } from "./stream-player.js";

/** From the filled pre-buffer to the first sound, as an Echo takes. */
const START_LATENCY_MS = 400;

/** What happens to one address. */
export interface RoomListener {
  /** Its first sample is heard. */
  readonly started: () => void;
  /** Its last sample was heard. */
  readonly finished: () => void;
  /** It broke off, or brought no music. */
  readonly failed: () => void;
}

/** A room in which one address after another sounds, and what was heard there. */
export class ListeningRoom {
  readonly #clock: Clock;
  readonly #trusted: string | undefined;
  readonly #heard: Heard;
  #player: StreamPlayer | undefined;

  /** `trusted`: who may vouch for the servers of streams, PEM; the bundled roots when absent. */
  constructor(clock: Clock, trusted?: string) {
    this.#clock = clock;
    this.#trusted = trusted;
    this.#heard = new Heard(clock);
  }

  /** It sounds, or would if it had not run dry. */
  get playing(): boolean {
    return this.#player?.isPlaying ?? false;
  }

  /** How much of the newest address has sounded. */
  get positionMs(): number {
    return this.#player?.positionMs ?? 0;
  }

  /** The byte of the newest address that sounds, or was the last to sound. */
  get byte(): number {
    return this.#player?.byte ?? 0;
  }

  /** Fetches `url` in place of what sounds, from this byte on. */
  play(url: string, { started, finished, failed }: RoomListener, fromByte = 0): void {
    this.stop();
    const player = new StreamPlayer({
      url,
      fromByte,
      trusted: this.#trusted,
      clock: this.#clock,
      heard: this.#heard,
      habits: plainHabits(),
      startLatencyMs: START_LATENCY_MS,
      fetched: () => undefined,
    });
    this.#player = player;
    player.on("started", started);
    player.on("finished", finished);
    player.on("failed", failed);
    player.start();
  }

  /** Silence; hangs up. */
  stop(): void {
    this.#player?.stop();
    this.#player?.removeAllListeners();
  }

  /** The last `seconds` (at most 120) of what sounded; pauses are left out. */
  heard(seconds: number): HeardSound {
    return this.#heard.last(seconds);
  }
}
