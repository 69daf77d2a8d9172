import { MPEGDecoder } from "mpg123-decoder";
import { settle, TestClock, type Pcm } from "@ma-alexa/simulator";
import type { AudioSource, Logger, PlaybackFact, PlaybackWish, SourceEvent } from "../../ports.js";
import { EchoStream } from "../echo-stream.js";
import { EncoderPool } from "../mp3/encoder-pool.js";
import { FRAME_MS } from "../mp3/format.js";
import { encodeSilence } from "../silence.js";
import type { AnswerHead, ByteRange, Sink } from "../sink.js";
import type { StreamSettings } from "../stream-parts.js";

const RATE = 48_000;
/** MA sends pieces of 25 ms (Sendspin reference 1.6). */
const PIECE_MS = 25;

export const quiet: Logger = {
  child: () => quiet,
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};

/** The timeline of one player, told by the test. */
class ScriptedSource implements AudioSource {
  readonly #waiting: SourceEvent[] = [];
  #wake: (() => void) | undefined;
  #isGone = false;
  /** MA's present, server µs. */
  present = 0;

  async *open(_playerId: string, signal: AbortSignal): AsyncIterable<SourceEvent> {
    signal.addEventListener("abort", () => this.#wake?.());
    while (!signal.aborted) {
      if (this.#isGone) {
        this.#isGone = false;
        return;
      }
      const event = this.#waiting.shift();
      if (event !== undefined) yield event;
      else await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }

  presentUs(): number {
    return this.present;
  }

  /** The player is gone; it comes back with the next opening. */
  leave(): void {
    this.#isGone = true;
    this.#wake?.();
  }

  tell(event: SourceEvent): void {
    this.#waiting.push(event);
    this.#wake?.();
  }

  /** A generation with this sound, whose first sample has the timestamp `startUs`. */
  play(generation: number, startUs: number, sound: Int16Array): void {
    this.tell({ kind: "generation", generation, startUs, format: { codec: "pcm" } });
    this.audio(generation, startUs, sound);
  }

  audio(generation: number, startUs: number, sound: Int16Array): void {
    const bytes = new Uint8Array(sound.buffer, sound.byteOffset, sound.byteLength);
    const size = (RATE / 1_000) * PIECE_MS * 4;
    for (let at = 0; at < bytes.length; at += size) {
      this.tell({
        kind: "audio",
        generation,
        startUs: startUs + (at / 4 / RATE) * 1_000_000,
        durationUs: (Math.min(size, bytes.length - at) / 4 / RATE) * 1_000_000,
        bytes: bytes.subarray(at, at + size),
      });
    }
  }
}

/** One GET whose bytes are kept. */
export class CollectingSink implements Sink {
  readonly pieces: Uint8Array[] = [];
  head: AnswerHead | undefined;
  isEnded = false;
  isFull = false;
  #drain: () => void = () => undefined;
  readonly #close: (() => void)[] = [];

  begin(head: AnswerHead): void {
    this.head ??= head;
  }
  write(bytes: Uint8Array): boolean {
    this.pieces.push(bytes);
    return !this.isFull;
  }
  onDrain(listener: () => void): void {
    this.#drain = listener;
  }
  onClose(listener: () => void): void {
    this.#close.push(listener);
  }
  end(): void {
    this.isEnded = true;
    this.#closed();
  }

  /** The Echo hangs up. */
  abort(): void {
    this.#closed();
  }
  /** The socket takes bytes again. */
  drain(): void {
    this.isFull = false;
    this.#drain();
  }
  get bytes(): number {
    return this.pieces.reduce((sum, piece) => sum + piece.byteLength, 0);
  }
  /** Milliseconds of audio at 320 kbit/s. */
  get audioMs(): number {
    return this.bytes / 40;
  }

  async heard(): Promise<Pcm> {
    const decoder = new MPEGDecoder();
    await decoder.ready;
    const { channelData, samplesDecoded, sampleRate } = decoder.decode(Buffer.concat(this.pieces));
    decoder.free();
    const [left = new Float32Array(0), right = left] = channelData;
    const samples = new Float32Array(samplesDecoded * 2);
    for (let i = 0; i < samplesDecoded; i++) {
      samples[2 * i] = left[i] ?? 0;
      samples[2 * i + 1] = right[i] ?? 0;
    }
    return { sampleRate, channels: 2, samples };
  }

  #closed(): void {
    for (const listener of this.#close.splice(0)) listener();
  }
}

/** Real milliseconds granted to the encoder threads at a look. */
const LOOK_MS = 5;

/** The stream of one player with a scripted source, real encoder threads and a clock that waits for them. */
export class StreamBench {
  readonly clock = new TestClock();
  readonly source = new ScriptedSource();
  readonly facts: PlaybackFact[] = [];
  readonly wishes: PlaybackWish[] = [];
  /** What the player is said to do. */
  isStreaming = true;
  readonly #pool = new EncoderPool(quiet, { size: 1 });
  #stream: EchoStream | undefined;

  get stream(): EchoStream {
    if (this.#stream === undefined) throw new Error("start() first");
    return this.#stream;
  }

  async start(settings: Partial<StreamSettings> = {}): Promise<void> {
    this.#pool.start();
    const silence = await encodeSilence(this.#pool, 320);
    this.#stream = new EchoStream({
      playerId: "kitchen",
      source: this.source,
      control: {
        report: (_playerId, fact) => void this.facts.push(fact),
        view: () => ({ name: "Kitchen", streaming: this.isStreaming, generation: this.stream.generation }),
        wish: (_playerId, wish) => void this.wishes.push(wish),
      },
      pool: this.#pool,
      silence: () => silence,
      clock: this.clock,
      logger: quiet,
      settings: () => ({ leadMs: 4_000, burstMs: 6_000, bitrateKbps: 320, ...settings }),
    });
    this.#stream.start();
  }

  async stop(): Promise<void> {
    this.#stream?.stop();
    await this.#pool.stop();
  }

  /** Begins a generation and lets it be encoded while the clock stands still, as if the machine were infinitely fast. */
  async play(generation: number, startUs: number, sound: Int16Array): Promise<void> {
    this.source.play(generation, startUs, sound);
    await this.#encoded(sound);
  }

  /** More sound of a generation, likewise. */
  async add(generation: number, startUs: number, sound: Int16Array): Promise<void> {
    this.source.audio(generation, startUs, sound);
    await this.#encoded(sound);
  }

  /** A GET of the Play `playId`. */
  get(playId = "play-1", afterGeneration?: number): CollectingSink {
    const sink = new CollectingSink();
    this.stream.open({ playId, afterGeneration }, sink);
    return sink;
  }

  /** A GET of the item `item`, or of a part of it. */
  item(item: string, range?: ByteRange): CollectingSink {
    const sink = new CollectingSink();
    this.stream.open({ playId: item, isItem: true, range }, sink);
    return sink;
  }

  report(kind: "started" | "stopped", offsetMs: number, playId = "play-1"): void {
    this.stream.report({ kind, playId, offsetMs });
  }

  /** The encoder keeps up to five frames for itself until more comes. */
  async #encoded(sound: Int16Array): Promise<void> {
    const frames = Math.floor((sound.length / 2 / RATE) * (1_000 / FRAME_MS)) - 10;
    const target = this.stream.ring.end + frames;
    while (this.stream.ring.end < target) await settle(LOOK_MS);
  }
}

/** A stereo sine of this length, loud enough to be judged. */
export function sine(hz: number, seconds: number): Int16Array {
  const samples = new Int16Array(Math.round(seconds * RATE) * 2);
  for (let i = 0; i < samples.length / 2; i++)
    samples[2 * i] = samples[2 * i + 1] = Math.round(12_000 * Math.sin((2 * Math.PI * hz * i) / RATE));
  return samples;
}
