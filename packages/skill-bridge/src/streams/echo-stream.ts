import type { PlaybackFact, PlayId, SourceEvent, Timer } from "../ports.js";
import { ContinuousResponse } from "./continuous-response.js";
import { FrameRing, type Frame } from "./frame-ring.js";
import { beginEncoding } from "./begin-encoding.js";
import type { Encoding } from "./generation-encoder.js";
import { ItemAudio } from "./items/item-audio.js";
import type { ResponseEnd, StreamView } from "./response-parts.js";
import type { AnswerHead, Sink } from "./sink.js";
import { mp3Codec, type StreamCodec } from "./stream-codec.js";
import type { EchoStreamParts, StreamRequest } from "./stream-parts.js";
import { WaitingRoom } from "./waiting-room.js";

/** Without a reader for this long the stream has been left (how Echos fetch, what follows 3). */
const LEFT_MS = 30_000;
/** A player whose source has ended is looked for at this interval: its Echo may be listed again. */
const LOOK_AGAIN_MS = 1_000;
/** What an Echo sounds is told a little late, and one that comes back may have lost some of what it was given. */
const NEEDED_BEFORE_US = 5_000_000;
/** The last frames of an encoder are padded, so that they reach beyond the last sample by less than this. */
const NATURAL_OVERLAP_US = 100_000;

/** One player's encoded output: reads its source once, encodes once, and serves every GET from what was encoded. */
export class EchoStream implements StreamView {
  readonly ring = new FrameRing(() => this.#neededFrom());
  codec: StreamCodec;
  generation = 0;
  isAppended = false;
  ended: "no" | "natural" | "void" = "void";
  lastAudioMs: number;
  readonly #parts: EchoStreamParts;
  readonly #items: ItemAudio;
  readonly #responses = new Set<ContinuousResponse>();
  readonly #waiting: WaitingRoom;
  readonly #abort = new AbortController();
  /** Kept after its end: the Echo goes on sounding what it holds. */
  #lastResponse: ContinuousResponse | undefined;
  #encoding: Encoding | undefined;
  /** What a resume begins with, until its first mark has come. */
  #unheard: readonly Frame[] = [];
  /** Number of the first frame of the newest generation. */
  #firstNumber = 0;
  #newestGiven = 0;
  #leaving: Timer | undefined;
  #returning: Timer | undefined;

  constructor(parts: EchoStreamParts) {
    this.#parts = parts;
    this.codec = mp3Codec(parts.silence(parts.settings().bitrateKbps));
    this.lastAudioMs = parts.clock.now();
    this.#items = new ItemAudio({
      ...parts,
      codec: () => this.codec,
      kept: () => this.ring.framesOf(this.generation),
    });
    this.#waiting = new WaitingRoom({
      clock: parts.clock,
      isReadyFor: (request) => this.#isReadyFor(request),
      hasAudio: () => this.#hasAudio(),
      serve: (request, sink) => {
        this.#serve(request, sink);
      },
      onLeft: () => {
        this.#watchLeaving();
      },
    });
  }

  /** Reads the player's audio from now on; a player that comes later, or comes back, is read then. */
  start(): void {
    void this.#follow().then(() => {
      if (this.#abort.signal.aborted) return;
      if (this.ended === "no") this.#end(false);
      this.#returning = this.#parts.clock.after(LOOK_AGAIN_MS, () => {
        this.start();
      });
    });
  }

  stop(): void {
    this.#abort.abort();
    this.#returning?.cancel();
    this.#encoding?.drop();
    this.#waiting.stop();
    this.silenceAll();
    this.#items.stop();
    this.#leaving?.cancel();
  }

  presentUs(): number | undefined {
    return this.#parts.source.presentUs(this.#parts.playerId);
  }

  flush(): boolean {
    return this.#encoding?.flush() ?? false;
  }

  heldMs(): number | undefined {
    return (this.#items.primary ?? this.#primary())?.heldMs();
  }

  soundingUs(): number | undefined {
    const running = this.#items.primary ?? this.#primary();
    return running?.soundingUs() ?? this.#items.soundingUs() ?? this.#lastResponse?.soundingUs();
  }

  /** Ends every running response now. The source says whether what lies unsent is void: the Echo may also be made to ask again. */
  silenceAll(): void {
    this.#leaving?.cancel();
    for (const response of [...this.#responses]) response.silence();
    this.#items.silence();
  }

  report(fact: PlaybackFact): void {
    this.#items.hear(fact);
    if (fact.kind !== "started" && fact.kind !== "stopped") return;
    // The last one too: an Echo still sounds what it holds when its response is over.
    for (const response of new Set([...this.#responses, this.#lastResponse])) {
      if (response?.playId !== fact.playId) continue;
      if (fact.kind === "started") response.started(fact.offsetMs);
      else response.stopped(fact.offsetMs);
    }
  }

  /** Serves a GET: at once where audio lies ready, else when it comes; ends the sink after 10 s without any. */
  open(request: StreamRequest, sink: Sink): void {
    this.#leaving?.cancel();
    if (request.isItem === true) {
      this.#items.open({ item: request.playId, range: request.range }, sink);
      return;
    }
    if (this.#isReadyFor(request)) this.#serve(request, sink);
    else this.#waiting.wait(request, sink);
  }

  /** What answers a HEAD. */
  headOf({ playId, range, isItem }: StreamRequest): AnswerHead {
    if (isItem === true) return this.#items.headOf({ item: playId, range });
    return { status: 200, contentType: this.codec.contentType, acceptsRanges: false };
  }

  /** Which item of Music Assistant's queue an item is; bytes of items are kept from now on. */
  bindItem(item: string, queueItemId: string): void {
    this.#items.bind(item, queueItemId);
  }

  /** As `EchoStreams.expectItem`. */
  expectItem(item: string, isToCome: boolean): void {
    this.#items.expect(item, isToCome);
  }

  /** Lets go of everybody who fetches this item, so that another player's stream may serve them. */
  releaseItem(item: string): Sink[] {
    return this.#items.release(item);
  }

  #hasAudio(): boolean {
    return this.ended !== "void" && this.ring.firstOf(this.generation) !== this.ring.end;
  }

  #isReadyFor(request: StreamRequest): boolean {
    return this.#hasAudio() && this.generation > (request.afterGeneration ?? 0);
  }

  #serve(request: StreamRequest, sink: Sink): void {
    const { clock, settings, control, playerId } = this.#parts;
    const first = this.#firstFrame(request.playId);
    this.#newestGiven = this.generation;
    const response: ContinuousResponse = new ContinuousResponse(
      {
        playId: request.playId,
        sink,
        stream: this,
        clock,
        lead: settings(),
        onEnd: (why) => {
          this.#ended(response, why);
        },
      },
      first,
    );
    this.#responses.add(response);
    this.#lastResponse = response;
    response.start();
    control.report(playerId, { kind: "fetched", playId: request.playId });
  }

  /**
   * The first frame of the newest generation if nobody has been given that, or another Play has not sounded any of it yet (a quick
   * skip, which overtakes it), and it is still kept; else the present.
   */
  #firstFrame(playId: PlayId): number {
    const us = this.presentUs();
    const running = this.#primary();
    const isOvertaking = running !== undefined && running.playId !== playId && !running.hasSounded(this.generation);
    const isFresh = (this.#newestGiven !== this.generation || isOvertaking) && this.ring.start <= this.#firstNumber;
    if (isFresh || us === undefined) return this.ring.firstOf(this.generation);
    return this.ring.firstAt(this.generation, us);
  }

  #ended(response: ContinuousResponse, why: ResponseEnd): void {
    const { control, playerId, logger } = this.#parts;
    this.#responses.delete(response);
    logger.debug({ player: playerId, why }, "A stream's response is over");
    if (why === "starved") control.report(playerId, { kind: "starved" });
    if (why === "closed") this.#watchLeaving();
  }

  /** Nobody reads any more; until somebody does again, or the bridge itself ends it, 30 s run. */
  #watchLeaving(): void {
    const { control, playerId, clock } = this.#parts;
    if (this.#lastResponse === undefined || this.#responses.size > 0) return;
    this.#leaving?.cancel();
    this.#leaving = clock.after(LEFT_MS, () => {
      if (this.#responses.size === 0 && this.ended === "no") control.report(playerId, { kind: "left" });
    });
  }

  /** The response that the Echo listens to: the first of the newest Play, since an extra or probing GET comes later. */
  #primary(): ContinuousResponse | undefined {
    const ofNewest = [...this.#responses].filter((response) => response.playId === this.#lastResponse?.playId);
    return ofNewest[0] ?? [...this.#responses].at(-1);
  }

  async #follow(): Promise<void> {
    const { source, playerId } = this.#parts;
    for await (const event of source.open(playerId, this.#abort.signal)) {
      if (event.kind === "generation") this.#begin(event);
      else if (event.generation !== this.generation) continue;
      else if (event.kind === "audio") this.#encode(event);
      else if (event.kind === "mark") this.#items.mark(event.mark);
      else this.#end(event.natural);
    }
  }

  #encode({ startUs, durationUs, bytes }: Extract<SourceEvent, { kind: "audio" }>): void {
    this.lastAudioMs = this.#parts.clock.now();
    const unheard = this.#unheard;
    this.#unheard = [];
    if (unheard.length > 0) this.#take(unheard, false);
    this.#encoding?.encode(startUs, bytes, durationUs);
  }

  #begin(event: Extract<SourceEvent, { kind: "generation" }>): void {
    const { generation, startUs } = event;
    this.#encoding?.drop();
    const kept = event.unheard === undefined ? [] : this.ring.framesOf(this.generation);
    this.isAppended = this.ended === "natural" && startUs >= this.#endUs() - NATURAL_OVERLAP_US;
    this.#firstNumber = this.ring.end;
    this.generation = generation;
    this.ended = "no";
    this.lastAudioMs = this.#parts.clock.now();
    const { pool, silence, settings } = this.#parts;
    const parts = { pool, silence, bitrateKbps: settings().bitrateKbps };
    const begun = beginEncoding(event, kept, { ...parts, onFrames: this.#take.bind(this) });
    ({ codec: this.codec, encoding: this.#encoding, unheard: this.#unheard } = begun);
    this.#items.generation();
    this.#pumpAll();
  }

  /** The oldest frame that a response, a resume or an Echo that comes back may ask for. */
  #neededFrom(): number {
    const responses = [...this.#responses];
    const isGiven = this.#newestGiven === this.generation || responses.some((one) => one.hasSounded(this.generation));
    const us = Math.min(this.presentUs() ?? -Infinity, this.soundingUs() ?? Infinity) - NEEDED_BEFORE_US;
    const first =
      isGiven || this.#items.isKept ? this.ring.firstAt(this.generation, us) : this.ring.firstOf(this.generation);
    return Math.min(first, ...responses.map(({ next }) => next));
  }

  /** Where the last frame ends on MA's timeline, server µs. */
  #endUs(): number {
    const last = this.ring.at(this.ring.end - 1);
    return last === undefined ? -Infinity : last.startUs + last.durationUs;
  }

  #end(natural: boolean): void {
    if (natural) {
      this.#encoding?.finish();
      return;
    }
    this.#encoding?.drop();
    this.ended = "void";
    this.#items.end(false);
    this.#pumpAll();
  }

  #take(frames: readonly Frame[], last: boolean): void {
    for (const frame of frames) this.ring.append(frame);
    this.#items.take(frames);
    if (frames.length > 0 && this.#encoding?.isFlushing !== true) this.lastAudioMs = this.#parts.clock.now();
    if (last) {
      this.ended = "natural";
      this.#items.end(true);
    }
    this.#pumpAll();
    this.#waiting.look();
  }

  #pumpAll(): void {
    for (const response of [...this.#responses]) response.pump();
    this.#items.pump();
  }
}
