import type { KnownServerMessage } from "@ma-alexa/protocol/sendspin";
import type { Clock } from "../clock.js";
import { Agenda } from "./agenda.js";
import { AudioStream } from "./audio-stream.js";
import { FlowProducer } from "./flow-producer.js";
import type { Told } from "./now-playing-report.js";
import { NowPlayingTeller } from "./now-playing-teller.js";
import type { SeededRandom } from "./random.js";
import type { ServerProfile } from "./server-profile.js";
import { TuneQueue, type QueueItem } from "./tune-queue.js";

/** How a player stands, as Music Assistant's own interface shows it. */
export type PlayerState = "idle" | "playing" | "paused";

/** What the transport of a player needs from the player. */
export interface TransportPort {
  readonly clock: Clock;
  readonly random: SeededRandom;
  readonly profile: ServerProfile;
  /** At the end of the queue the stream ends when the producer has finished, not when the sound has. */
  readonly earlyEnd: boolean;
  readonly serverNowUs: () => number;
  readonly send: (message: KnownServerMessage) => void;
  readonly sendAudio: (timestampUs: number, payload: Uint8Array) => void;
  readonly groupId: () => string;
  readonly bufferCapacityBytes: () => number;
  readonly requiredLeadTimeMs: () => number | undefined;
  /** Sends the `controller` object again, as 2.0.0 does whenever the group stops. */
  readonly repeatController: () => void;
  readonly onChange: () => void;
}

/** A press of next or previous waits this long for another one (Sendspin reference 1.8). */
const SKIP_DEBOUNCE_MS = 1_000;
/** Previous restarts the item when it is further in than this. */
const RESTART_AFTER_MS = 5_000;
/** After a skip or seek the queue's idea of its position is stale for about this long (reference 1.11). */
const STALE_MS = 2_900;

interface Delays {
  readonly endMs: number;
  readonly startMs: number;
}

/** The playing half of one player: queue, stream and everything that is told about them, in the recorded order. */
export class Transport {
  readonly queue: TuneQueue;
  readonly #port: TransportPort;
  readonly #agenda: Agenda;
  readonly #skip: Agenda;
  readonly #teller: NowPlayingTeller;
  #state: PlayerState = "idle";
  #stream: AudioStream | undefined;
  #groupPlaying = false;
  /** Where a resume would begin. */
  #restMs = 0;
  /** The index that a press chose and that waits for more presses. */
  #pending: number | undefined;
  /** Set while an announcement has the stream. */
  #announcementEnded: (() => void) | undefined;

  constructor(port: TransportPort) {
    this.#port = port;
    this.queue = new TuneQueue(port.random);
    this.#agenda = new Agenda(port.clock);
    this.#skip = new Agenda(port.clock);
    const modes = () => ({ repeat: this.queue.repeat, shuffle: this.queue.shuffled });
    this.#teller = new NowPlayingTeller({ ...port, modes });
  }

  get state(): PlayerState {
    return this.#state;
  }

  /** Of what is due now, or where a resume would begin. */
  get positionMs(): number {
    return this.#music?.position()?.positionMs ?? this.#restMs;
  }

  /** The item that sounds, or would sound. */
  get item(): QueueItem | undefined {
    return this.#music?.position()?.item ?? this.queue.current;
  }

  /** What a new connection is told first: nothing is known of any item. */
  introduce(): void {
    this.#teller.introduce();
  }

  /** The group as it stands. */
  tellGroup(): void {
    const playback_state = this.#groupPlaying ? "playing" : "stopped";
    this.#port.send({ type: "group/update", payload: { playback_state, group_id: this.#port.groupId() } });
  }

  /** The connection is gone: a player on its own stops, its place in the queue stays. */
  abandon(): void {
    this.#restMs = this.positionMs;
    this.#cancel();
    this.#stream?.stop();
    this.#stream = undefined;
    this.#announcementEnded = undefined;
    this.#groupPlaying = false;
    this.#teller.forget();
    if (this.#state === "playing") this.#become("paused");
  }

  /** Plays the queue's current item from its beginning, in place of whatever sounds. */
  playCurrent(): void {
    if (this.#music !== undefined && this.#state === "playing") {
      this.#restart(0, { endMs: 75, startMs: 90 }, "skip");
      return;
    }
    this.#restMs = 0;
    this.#begin("play");
  }

  /** Goes on where it was left. */
  resume(): void {
    if (this.#state !== "playing" && this.queue.current !== undefined) this.#begin("resume");
  }

  /** Stops the sound and keeps the place; `idle` for a stop, which Music Assistant does the same way. */
  halt(state: "paused" | "idle"): void {
    if (this.#state !== "playing") return;
    this.#restMs = this.positionMs;
    this.#cancel();
    this.#become(state);
    this.#teller.correct({ ...this.#resting(), speed: 1_000 });
    this.#silence();
    this.#teller.tellLater(1_300, () => this.#resting());
  }

  /** A press of next (1) or previous (−1); at the end of a queue that is not repeated nothing happens. */
  press(by: 1 | -1): void {
    if (this.queue.current === undefined) return;
    const restarts = by === -1 && this.#pending === undefined && this.positionMs >= RESTART_AFTER_MS;
    const from = this.#pending ?? this.queue.index;
    const target = restarts ? from : this.queue.step(from, by);
    if (target === undefined) return;
    this.#pending = target;
    this.#teller.cancel();
    const speed = this.#state === "playing" ? 1_000 : 0;
    if (this.#port.profile.metadataEarly) this.#teller.tell({ item: this.queue.items[target], positionMs: 0, speed });
    this.#skip.cancel();
    this.#skip.after(SKIP_DEBOUNCE_MS, () => {
      this.#commitSkip(target);
    });
  }

  /** Goes to `positionMs` of what sounds; only remembered while nothing does. Beyond the end nothing happens. */
  seek(positionMs: number): void {
    const item = this.item;
    if (item === undefined || positionMs < 0 || positionMs >= item.tune.durationMs) return;
    if (this.#music === undefined || this.#state !== "playing") {
      this.#restMs = positionMs;
      this.#port.onChange();
      return;
    }
    const staleMs = this.positionMs;
    this.#restart(positionMs, this.#together(20, 40), "seek");
    // One second after a seek the position told is still the old one (reference 1.11).
    this.#teller.tellLater(1_000, () => ({ item, positionMs: staleMs, speed: 1_000 }));
  }

  /** Repeat or shuffle changed: told with the next metadata, about two seconds later. */
  modesChanged(): void {
    this.#teller.tellLater(2_000, () => (this.#state === "playing" ? this.#truth() : this.#resting()));
    this.#port.onChange();
  }

  /** The source delivers nothing for `ms`. */
  stall(ms: number): void {
    this.#stream?.stall(ms);
  }

  /** Gives an announcement a stream of its own; `onEnd` once the server believes that it has played. */
  playAlone(item: QueueItem, onEnd: () => void): void {
    this.#tellPlaying(true);
    this.#announcementEnded = onEnd;
    const end = (): void => {
      this.#close();
      this.#tellPlaying(false);
    };
    this.#open(item, 0, () => undefined, end);
  }

  /** The stream, unless an announcement has it. */
  get #music(): AudioStream | undefined {
    return this.#announcementEnded === undefined ? this.#stream : undefined;
  }

  #commitSkip(target: number): void {
    this.#pending = undefined;
    this.queue.moveTo(target);
    if (this.#music !== undefined && this.#state === "playing") {
      this.#restart(0, this.#together(30, 60), "skip");
      return;
    }
    this.#restMs = 0;
    this.#begin("play");
  }

  /** `stream/end` after some milliseconds, `stream/start` with it or 20 ms later; both were recorded. */
  #together(fromMs: number, toMs: number): Delays {
    const endMs = this.#port.random.between(fromMs, toMs);
    return { endMs, startMs: this.#port.random.coin() ? endMs : endMs + 20 };
  }

  #begin(why: "play" | "resume"): void {
    this.#cancel();
    // A stream that a pause was about to end, or an announcement.
    this.#close();
    this.#become("playing");
    const { play, metadataOnResume } = this.#port.profile;
    const askedMs = this.#port.clock.now();
    const fromMs = this.#restMs;
    if (play.metadataMs !== undefined)
      this.#teller.tellLater(play.metadataMs, () => ({ item: this.queue.current, positionMs: fromMs, speed: 1_000 }));
    this.#agenda.after(play.groupMs, () => {
      this.#tellPlaying(true);
    });
    this.#agenda.after(this.#port.random.between(...play.streamMs), () => {
      this.#openQueue(fromMs, why === "play" || metadataOnResume);
      if (why === "play" || metadataOnResume) this.#reportStart(fromMs, askedMs);
    });
  }

  /** The running stream is replaced; until then the old sound goes on. */
  #restart(fromMs: number, delays: Delays, why: "skip" | "seek"): void {
    this.#cancel();
    const askedMs = this.#port.clock.now() - (why === "skip" ? SKIP_DEBOUNCE_MS : 0);
    const { metadataEarly, restartStopsGroup } = this.#port.profile;
    this.#agenda.after(delays.endMs, () => {
      this.#restMs = fromMs;
      this.#close();
      if (restartStopsGroup) this.#tellPlaying(false);
    });
    this.#agenda.after(delays.startMs, () => {
      if (restartStopsGroup) this.#teller.tell({ item: this.queue.current, positionMs: fromMs, speed: 1_000 });
      this.#openQueue(fromMs, true);
      this.#tellPlaying(true);
      if (restartStopsGroup) this.#reportStart(fromMs, this.#port.clock.now());
      else if (why === "skip" && !metadataEarly) this.#reportStart(fromMs, askedMs, 300);
    });
  }

  /** The position first told counts from the command, so it runs ahead of the sound by what the start took. */
  #reportStart(fromMs: number, askedMs: number, delayMs = this.#port.profile.metadataAfterStreamMs): void {
    if (delayMs === undefined) return;
    this.#teller.tellLater(delayMs, () => ({
      item: this.item,
      positionMs: fromMs + this.#port.clock.now() - askedMs,
      speed: 1_000,
    }));
  }

  #openQueue(fromMs: number, corrects: boolean): void {
    const item = this.queue.current;
    if (item === undefined) return;
    const following = (one: QueueItem): QueueItem | undefined => this.queue.following(one);
    this.#open(item, fromMs, following, () => {
      this.#endOfQueue();
    });
    if (corrects) this.#teller.correctLater(STALE_MS, () => (this.#pending === undefined ? this.#truth() : undefined));
  }

  #open(
    item: QueueItem,
    fromMs: number,
    following: (item: QueueItem) => QueueItem | undefined,
    onEnd: () => void,
  ): void {
    const { clock, serverNowUs, profile, earlyEnd } = this.#port;
    const player = { codec: "pcm", sample_rate: 48_000, channels: 2, bit_depth: 16 } as const;
    this.#port.send({ type: "stream/start", payload: { player } });
    const stream = new AudioStream({
      clock,
      serverNowUs,
      producer: new FlowProducer(item, Math.round(fromMs * 48), following),
      startUs: serverNowUs() + profile.leadMs(this.#port.requiredLeadTimeMs()) * 1_000,
      bufferCapacityBytes: this.#port.bufferCapacityBytes(),
      furthestAheadMs: profile.furthestAheadMs,
      shortLastChunk: profile.shortLastChunk,
      send: this.#port.sendAudio,
      onItem: (next) => {
        this.#itemChanged(next);
      },
      onProduced: () => {
        if (earlyEnd) onEnd();
      },
      onPlayed: onEnd,
    });
    this.#stream = stream;
    // Produced before the first chunk left: nothing of it is ever heard (reference 1.11, end of the queue).
    if (earlyEnd && stream.fitsAtOnce) this.#agenda.after(127, onEnd);
    else stream.start();
    this.#port.onChange();
  }

  #close(): void {
    if (this.#stream === undefined) return;
    this.#stream.stop();
    this.#stream = undefined;
    const payload = this.#port.profile.endNamesRoles ? { roles: ["player"] } : {};
    this.#port.send({ type: "stream/end", payload });
    const ended = this.#announcementEnded;
    this.#announcementEnded = undefined;
    ended?.();
  }

  #endOfQueue(): void {
    const stoppedMs = this.positionMs;
    this.#cancel();
    this.#close();
    this.#tellPlaying(false);
    this.#restMs = stoppedMs;
    const told = this.#resting();
    this.#restMs = this.#port.earlyEnd ? stoppedMs : 0;
    this.#become("idle");
    this.#teller.tellLater(1_500, () => told);
  }

  /** `stream/end` and the group stopped, within 150 ms, in either order. */
  #silence(): void {
    const end = (): void => {
      this.#close();
    };
    const group = (): void => {
      this.#tellPlaying(false);
    };
    const { random } = this.#port;
    const [first, second] = random.coin() ? [end, group] : [group, end];
    const firstMs = random.between(50, 70);
    this.#agenda.after(firstMs, first);
    this.#agenda.after(firstMs + random.between(0, 70), second);
  }

  /** A natural change: no stream message, and the metadata late and a little off. */
  #itemChanged(item: QueueItem): void {
    this.queue.moveToItem(item.id);
    this.#port.onChange();
    const errorMs = this.#port.random.between(-250, 250);
    this.#teller.tellLater(this.#port.random.between(1_300, 2_800), () => {
      const truth = this.#truth();
      return this.#pending === undefined ? { ...truth, positionMs: truth.positionMs + errorMs } : undefined;
    });
  }

  #tellPlaying(playing: boolean): void {
    if (this.#groupPlaying === playing) return;
    this.#groupPlaying = playing;
    this.tellGroup();
    if (!playing && this.#port.profile.controllerAfterStop) this.#port.repeatController();
  }

  #truth(): Told {
    return { item: this.item, positionMs: this.positionMs, speed: 1_000 };
  }

  #resting(): Told {
    return { item: this.queue.current, positionMs: Math.floor(this.#restMs / 1_000) * 1_000, speed: 0 };
  }

  #become(state: PlayerState): void {
    this.#state = state;
    this.#port.onChange();
  }

  #cancel(): void {
    this.#pending = undefined;
    this.#agenda.cancel();
    this.#skip.cancel();
    this.#teller.cancel();
  }
}
