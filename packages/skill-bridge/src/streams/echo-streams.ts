import { LRUCache } from "lru-cache";
import type { AudioSource, BlockStore, Clock, Logger, PlayerControl, PlayerId, PlaybackFact } from "../ports.js";
import { EchoStream } from "./echo-stream.js";
import { EncoderPool } from "./mp3/encoder-pool.js";
import { BITRATES_KBPS, type BitrateKbps } from "./mp3/format.js";
import { encodeSilence } from "./silence.js";
import type { AnswerHead, Sink } from "./sink.js";
import type { StreamRequest, StreamSettings } from "./stream-parts.js";

/** What the streams of the house need. */
export interface EchoStreamsParts {
  readonly source: AudioSource;
  /** Told what happens to streams: fetched, starved, left. */
  readonly control: Pick<PlayerControl, "report" | "view" | "wish">;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Where the older bytes of long items go; without it they are forgotten. */
  readonly blocks?: BlockStore | undefined;
  /** Time passes by itself: encoding then leaves the processor to what has no time. */
  readonly isInRealTime?: boolean;
  /** How a player is served now; asked at every generation and response. */
  readonly settings: (playerId: PlayerId) => StreamSettings;
}

/** Of one evening's mistaken Echos. */
const MOST_MOVED = 1_000;
const UNKNOWN_HEAD: AnswerHead = { status: 200, contentType: "audio/mpeg", acceptsRanges: false };

/** Every player's encoded output, and the threads that encode. */
export class EchoStreams {
  readonly #parts: EchoStreamsParts;
  readonly #pool: EncoderPool;
  readonly #streams = new Map<PlayerId, EchoStream>();
  /** Items whose addresses name another player than the one that plays them. */
  readonly #moved = new LRUCache<string, PlayerId>({ max: MOST_MOVED });
  readonly #silence = new Map<BitrateKbps, Uint8Array>();

  constructor(parts: EchoStreamsParts) {
    this.#parts = parts;
    this.#pool = new EncoderPool(parts.logger, { givesWay: parts.isInRealTime === true });
  }

  /** Starts the encoder threads. */
  async start(): Promise<void> {
    this.#pool.start();
    for (const bitrateKbps of BITRATES_KBPS)
      this.#silence.set(bitrateKbps, await encodeSilence(this.#pool, bitrateKbps));
  }

  /** Ends every response and the threads. */
  async stop(): Promise<void> {
    for (const playerId of [...this.#streams.keys()]) this.remove(playerId);
    await this.#pool.stop();
  }

  /** From now on the player's audio is encoded as it arrives. Adding twice does nothing. Needs `start` before. */
  add(playerId: PlayerId): void {
    if (this.#streams.has(playerId)) return;
    const stream = new EchoStream({
      ...this.#parts,
      playerId,
      pool: this.#pool,
      silence: (bitrateKbps) => this.#silenceAt(bitrateKbps),
      settings: () => this.#parts.settings(playerId),
    });
    this.#streams.set(playerId, stream);
    stream.start();
  }

  remove(playerId: PlayerId): void {
    this.#streams.get(playerId)?.stop();
    this.#streams.delete(playerId);
  }

  /** Serves one GET through `sink`; a player that is not here has no audio. */
  open({ playerId, ...request }: StreamRequest & { readonly playerId: PlayerId }, sink: Sink): void {
    const stream = this.#serving(playerId, request);
    if (stream === undefined) sink.end();
    else stream.open(request, sink);
  }

  /** What answers a HEAD of the player's stream, or of one of its items. */
  headOf({ playerId, ...request }: StreamRequest & { readonly playerId: PlayerId }): AnswerHead {
    return this.#serving(playerId, request)?.headOf(request) ?? UNKNOWN_HEAD;
  }

  /** Says which item of Music Assistant's queue an item is: now known, or otherwise than before. Nothing for an unknown player. */
  bindItem(playerId: PlayerId, item: string, queueItemId: string): void {
    this.#streams.get(playerId)?.bindItem(item, queueItemId);
  }

  /**
   * A directive has led to this item, so that its fetch is no wish of its own. `isToCome`: Music Assistant is being told to begin it, so
   * that what is here already is not its audio. Nothing for an unknown player.
   */
  expectItem(playerId: PlayerId, item: string, isToCome: boolean): void {
    this.#streams.get(playerId)?.expectItem(item, isToCome);
  }

  /**
   * The item plays on another player than its address says: those who fetch it now go on with that one's audio as soon as it begins, and
   * so do all who come later.
   */
  moveItem(from: PlayerId, to: PlayerId, item: string): void {
    this.#moved.set(item, to);
    this.expectItem(to, item, true);
    for (const sink of this.#streams.get(from)?.releaseItem(item) ?? [])
      this.open({ playerId: to, playId: item, isItem: true }, sink);
  }

  /** What the player's audio is now, which is what addresses end in. */
  suffixOf(playerId: PlayerId): "mp3" | "flac" {
    return this.#streams.get(playerId)?.codec.name ?? "mp3";
  }

  /** Ends every running response of the player now. */
  silence(playerId: PlayerId): void {
    this.#streams.get(playerId)?.silenceAll();
  }

  /** Milliseconds of audio that the Echo is estimated to hold unplayed; undefined when no response runs. */
  heldMs(playerId: PlayerId): number | undefined {
    return this.#streams.get(playerId)?.heldMs();
  }

  /** MA's timestamp (server µs) of what is estimated to sound; undefined when nothing has sounded yet. */
  soundingUs(playerId: PlayerId): number | undefined {
    return this.#streams.get(playerId)?.soundingUs();
  }

  /** A fact about a Play: its offset sets the clock of the responses that belong to it. */
  report(playerId: PlayerId, fact: PlaybackFact): void {
    this.#streams.get(playerId)?.report(fact);
  }

  #serving(playerId: PlayerId, { playId, isItem }: StreamRequest): EchoStream | undefined {
    return this.#streams.get((isItem === true ? this.#moved.get(playId) : undefined) ?? playerId);
  }

  #silenceAt(bitrateKbps: BitrateKbps): Uint8Array {
    const silence = this.#silence.get(bitrateKbps);
    if (silence === undefined) throw new Error("EchoStreams.add needs start() to have resolved");
    return silence;
  }
}
