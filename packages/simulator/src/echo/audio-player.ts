import type { AudioPlayerState, Directive, PlayDirective } from "@ma-alexa/protocol/alexa/custom-skill";
import type { Asked } from "../alexa/skill-envelope.js";
import type { PushedPlayerState } from "../amazon/push/payloads.js";
import type { StreamPlayer } from "./stream-player.js";
import type { FetchFailure } from "./stream-fetch.js";

/** What the player needs of its Echo. */
export interface AudioPlayerParts {
  /** A player of `url` that was not started. */
  readonly open: (url: string) => StreamPlayer;
  /** Sends a request to the skill whose stream it is about. */
  readonly tell: (skillId: string, asked: Asked) => void;
  /** What Amazon pushes; the reference names the stream. */
  readonly push: (state: PushedPlayerState, token: string) => void;
  /** Something that a dashboard shows is different now. */
  readonly changed: () => void;
}

/** One stream that a skill asked to be played. */
interface Play {
  readonly skillId: string;
  readonly token: string;
  readonly url: string;
  readonly baseMs: number;
  readonly title: string | undefined;
}

type Activity = "IDLE" | "PLAYING" | "STOPPED" | "FINISHED" | "BUFFER_UNDERRUN";

/** The AudioPlayer of an Echo: one stream sounds, others wait; every change is told to its skill and pushed. */
export class AudioPlayer {
  readonly #parts: AudioPlayerParts;
  #play: Play | undefined;
  #player: StreamPlayer | undefined;
  #queue: Play[] = [];
  #activity: Activity = "IDLE";
  #lastPositionMs = 0;
  #isInterrupted = false;

  constructor(parts: AudioPlayerParts) {
    this.#parts = parts;
  }

  /** Something sounds, or would if its stream had not run dry. */
  get isPlaying(): boolean {
    return this.#player?.isPlaying ?? false;
  }

  /** Somebody speaks; the stream waits. */
  get isInterrupted(): boolean {
    return this.#isInterrupted;
  }

  /** Of the newest stream, milliseconds. */
  get positionMs(): number {
    return (this.#play?.baseMs ?? 0) + (this.#player?.positionMs ?? this.#lastPositionMs);
  }

  /** Whose stream it is that plays or played last. */
  get skillId(): string | undefined {
    return this.#play?.skillId;
  }

  /** Silences in the present stream that the network is to blame for. */
  get underruns(): number {
    return this.#player?.underruns ?? 0;
  }

  /** What requests tell of the player. */
  get state(): AudioPlayerState {
    if (this.#play === undefined) return { playerActivity: "IDLE" };
    return {
      token: this.#play.token,
      offsetInMilliseconds: this.positionMs,
      playerActivity: this.#activity,
    };
  }

  /** The name that the skill gave to what plays. */
  get title(): string | undefined {
    return this.#play?.title;
  }

  /** Does what the skill answered. */
  obey(skillId: string, directives: readonly Directive[]): void {
    for (const directive of directives) {
      if (directive.type === "AudioPlayer.Play") this.#obeyPlay(skillId, directive);
      if (directive.type === "AudioPlayer.Stop") this.stop();
      if (directive.type === "AudioPlayer.ClearQueue") {
        this.#queue = [];
        if (directive.clearBehavior === "CLEAR_ALL") this.stop();
      }
    }
  }

  /** Silence; the skill is told unless it was already. */
  stop(): void {
    const wasInterrupted = this.#isInterrupted;
    const player = this.#release();
    if (player?.hasStarted === true && !wasInterrupted) this.#tellStopped();
  }

  /** Somebody begins to speak: what sounds waits and is told as stopped. */
  interrupt(): void {
    if (this.#player === undefined || this.#isInterrupted) return;
    this.#isInterrupted = true;
    this.#player.halt();
    if (this.#player.hasStarted) this.#tellStopped();
  }

  /** Nobody wanted anything else: what waited goes on. */
  goOn(): void {
    if (!this.#isInterrupted || this.#player === undefined) return;
    this.#isInterrupted = false;
    this.#player.goOn();
    if (this.#player.hasStarted) this.#tellStarted();
  }

  /** The plug is pulled: silence, and nobody is told. */
  discard(): void {
    this.#release();
    this.#queue = [];
    this.#play = undefined;
    this.#activity = "IDLE";
  }

  #obeyPlay(skillId: string, { playBehavior, audioItem }: PlayDirective): void {
    const { url, token, offsetInMilliseconds: baseMs, expectedPreviousToken } = audioItem.stream;
    const play = { skillId, token, url, baseMs, title: audioItem.metadata?.title };
    if (playBehavior === "REPLACE_ALL") {
      this.#queue = [];
      this.stop();
      this.#begin(play);
    } else if (this.#player === undefined) this.#begin(play);
    else if (playBehavior === "REPLACE_ENQUEUED") this.#queue = [play];
    else if (expectedPreviousToken === (this.#queue.at(-1) ?? this.#play)?.token) this.#queue.push(play);
  }

  #begin(play: Play): void {
    const player = this.#parts.open(play.url);
    this.#play = play;
    this.#player = player;
    this.#lastPositionMs = 0;
    this.#activity = "STOPPED";
    player.on("started", () => {
      this.#tellStarted();
    });
    player.on("nearlyFinished", () => {
      this.#report("AudioPlayer.PlaybackNearlyFinished");
    });
    player.on("finished", () => {
      this.#finish();
    });
    player.on("failed", (failure) => {
      this.#fail(play, failure);
    });
    player.on("underrun", this.#parts.changed);
    player.start();
  }

  /** Ends the present player for good and keeps its position. */
  #release(): StreamPlayer | undefined {
    const player = this.#player;
    this.#lastPositionMs = player?.positionMs ?? this.#lastPositionMs;
    this.#player = undefined;
    this.#isInterrupted = false;
    player?.stop();
    player?.removeAllListeners();
    if (player !== undefined) this.#activity = "STOPPED";
    return player;
  }

  #tellStarted(): void {
    this.#activity = "PLAYING";
    this.#report("AudioPlayer.PlaybackStarted");
    this.#push("PLAYING");
  }

  #tellStopped(): void {
    this.#activity = "STOPPED";
    this.#report("AudioPlayer.PlaybackStopped");
    this.#push("INTERRUPTED");
  }

  #finish(): void {
    this.#release();
    this.#activity = "FINISHED";
    this.#report("AudioPlayer.PlaybackFinished");
    this.#push("FINISHED");
    const next = this.#queue.shift();
    if (next !== undefined) this.#begin(next);
  }

  #fail(play: Play, failure: FetchFailure): void {
    this.#release();
    this.#parts.tell(play.skillId, {
      type: "AudioPlayer.PlaybackFailed",
      token: play.token,
      error: { type: errorType(failure), message: failure.message },
      currentPlaybackState: this.state,
    });
    this.#push("INTERRUPTED");
  }

  #report(type: `AudioPlayer.Playback${"Started" | "Stopped" | "Finished" | "NearlyFinished"}`): void {
    if (this.#play === undefined) return;
    const { skillId, token } = this.#play;
    this.#parts.tell(skillId, { type, token, offsetInMilliseconds: this.positionMs });
  }

  #push(state: PushedPlayerState): void {
    if (this.#play !== undefined) this.#parts.push(state, this.#play.token);
    this.#parts.changed();
  }
}

/** Amazon's words (how Echos fetch, fact 24; Amazon's "AudioPlayer Interface Reference", section "PlaybackFailed"). */
function errorType({ status }: FetchFailure): string {
  if (status === undefined) return "MEDIA_ERROR_UNKNOWN";
  return status >= 500 ? "MEDIA_ERROR_SERVICE_UNAVAILABLE" : "MEDIA_ERROR_INVALID_REQUEST";
}
