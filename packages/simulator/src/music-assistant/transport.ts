import { Agenda } from "./agenda.js";
import type { AudioStream } from "./audio-stream.js";
import { codingOf } from "./coding-of.js";
import { FlowProducer } from "./flow-producer.js";
import type { Told } from "./now-playing-report.js";
import { NowPlayingTeller } from "./now-playing-teller.js";
import { openStream } from "./open-stream.js";
import { CHOICE_DELAYS, seekDelays, silenceDelays, skipDelays, type RestartDelays } from "./recorded-delays.js";
import { SKIP_WAIT_MS, SkipWait } from "./skip-wait.js";
import type { PlayerState, TransportPort } from "./transport-port.js";
import { TuneQueue, type QueueItem } from "./tune-queue.js";

/** The playing half of one player: queue, stream and everything that is told about them, in the recorded order. */
export class Transport {
  readonly queue: TuneQueue;
  readonly #port: TransportPort;
  readonly #agenda: Agenda;
  readonly skip: SkipWait;
  readonly #teller: NowPlayingTeller;
  #state: PlayerState = "idle";
  #stream: AudioStream | undefined;
  #groupPlaying = false;
  /** Where a resume would begin. */
  #restMs = 0;
  /** Set while an announcement has the stream. */
  #announcementEnded: (() => void) | undefined;

  constructor(port: TransportPort) {
    this.#port = port;
    this.queue = new TuneQueue(port.random);
    this.#agenda = new Agenda(port.clock);
    this.skip = new SkipWait(port.clock, this.queue);
    const modes = () => ({ repeat: this.queue.repeat, shuffle: this.queue.shuffled });
    const truth = () => (this.skip.isWaiting ? undefined : this.#truth());
    this.#teller = new NowPlayingTeller({ ...port, modes, truth });
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
    if (this.#state === "playing") this.#state = "paused";
  }

  /** Plays the queue's current item from its beginning, in place of whatever sounds. */
  playCurrent(): void {
    if (this.#music !== undefined && this.#state === "playing") {
      this.#restart(0, CHOICE_DELAYS, "skip");
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
    this.#state = state;
    this.#port.onChange();
    this.#teller.correct({ item: this.queue.current, positionMs: this.#restMs, speed: 1_000 });
    this.#silence();
    this.#teller.tellLater(1_300, () => this.#resting());
  }

  /** A press of next (1) or previous (−1); at the end of a queue that is not repeated nothing happens. */
  press(by: 1 | -1): void {
    const target = this.skip.press(by, this.positionMs, (index) => {
      this.#commitSkip(index);
    });
    if (target === undefined) return;
    this.#teller.cancel();
    const speed = this.#state === "playing" ? 1_000 : 0;
    if (this.#port.profile.metadataEarly) this.#teller.tell({ item: this.queue.items[target], positionMs: 0, speed });
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
    this.#restart(positionMs, seekDelays(this.#port.random), "seek");
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
    this.queue.moveTo(target);
    if (this.#music !== undefined && this.#state === "playing") {
      this.#restart(0, skipDelays(this.#port.random), "skip");
      return;
    }
    this.#restMs = 0;
    this.#begin("play");
  }

  #begin(why: "play" | "resume"): void {
    this.#cancel();
    // A stream that a pause was about to end, or an announcement.
    this.#close();
    this.#state = "playing";
    this.#port.onChange();
    const { play, metadataOnResume, metadataAfterStreamMs } = this.#port.profile;
    const fromMs = this.#restMs;
    const streamMs = this.#port.random.between(...play.streamMs);
    const isTold = why === "play" || metadataOnResume;
    if (play.metadataMs !== undefined)
      this.#teller.tellLater(play.metadataMs, () => ({ item: this.queue.current, positionMs: fromMs, speed: 1_000 }));
    this.#agenda.after(play.groupMs, () => {
      this.#tellPlaying(true);
    });
    this.#agenda.after(streamMs, () => {
      this.#openQueue(fromMs, isTold);
      if (isTold && metadataAfterStreamMs !== undefined)
        this.#teller.startLater(metadataAfterStreamMs, fromMs, streamMs);
    });
  }

  /** The running stream is replaced; until then the old sound goes on. */
  #restart(fromMs: number, delays: RestartDelays, why: "skip" | "seek"): void {
    this.#cancel();
    const { metadataEarly, restartStopsGroup } = this.#port.profile;
    this.#agenda.after(delays.endMs, () => {
      this.#restMs = fromMs;
      this.#port.onReplace();
      this.#close();
      if (restartStopsGroup) this.#tellPlaying(false);
    });
    this.#agenda.after(delays.startMs, () => {
      if (restartStopsGroup) this.#teller.tell({ item: this.queue.current, positionMs: fromMs, speed: 1_000 });
      this.#openQueue(fromMs, true);
      this.#tellPlaying(true);
      if (why === "skip" && !metadataEarly && !restartStopsGroup)
        this.#teller.startLater(300, fromMs, SKIP_WAIT_MS + delays.startMs);
    });
  }

  #openQueue(fromMs: number, corrects: boolean): void {
    const item = this.queue.current;
    if (item === undefined) return;
    const following = (one: QueueItem): QueueItem | undefined => this.queue.following(one);
    this.#open(item, fromMs, following, () => {
      this.#endOfQueue();
    });
    if (this.#port.profile.everythingAfterStart)
      this.#agenda.after(1, () => {
        this.#teller.tell(this.#truth(), this.#port.controller());
      });
    if (corrects) this.#teller.correctLater();
  }

  #open(
    item: QueueItem,
    fromMs: number,
    following: (item: QueueItem) => QueueItem | undefined,
    onEnd: () => void,
  ): void {
    const onItem = (next: QueueItem): void => {
      this.#itemChanged(next);
    };
    const producer = new FlowProducer(item, Math.round(fromMs * 48), following, codingOf(this.#port.codec()));
    this.#stream = openStream(this.#port, producer, { onItem, onEnd });
    // Produced before the first chunk left: nothing of it is ever heard (reference 1.11, end of the queue).
    if (this.#port.earlyEnd && this.#stream.fitsAtOnce) this.#agenda.after(127, onEnd);
    else this.#stream.start();
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
    this.#state = "idle";
    this.#port.onChange();
    this.#teller.tellLater(1_500, () => told);
  }

  #silence(): void {
    const { endMs, groupMs } = silenceDelays(this.#port.random);
    this.#agenda.after(endMs, () => {
      this.#close();
    });
    this.#agenda.after(groupMs, () => {
      this.#tellPlaying(false);
    });
  }

  /** A natural change: no stream message, and the metadata late and a little off. */
  #itemChanged(item: QueueItem): void {
    this.queue.moveToItem(item.id);
    this.#port.onChange();
    this.#teller.changeLater(this.#port.random);
  }

  #tellPlaying(playing: boolean): void {
    if (this.#groupPlaying === playing) return;
    this.#groupPlaying = playing;
    this.tellGroup();
    if (!playing && this.#port.profile.controllerAfterStop) {
      this.#port.send({ type: "server/state", payload: { controller: this.#port.controller() } });
    }
  }

  #truth(): Told {
    return { item: this.item, positionMs: this.positionMs, speed: 1_000 };
  }

  #resting(): Told {
    return { item: this.queue.current, positionMs: Math.floor(this.#restMs / 1_000) * 1_000, speed: 0 };
  }

  #cancel(): void {
    this.#agenda.cancel();
    this.skip.cancel();
    this.#teller.cancel();
  }
}
