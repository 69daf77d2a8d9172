import { once } from "node:events";
import type { AddressInfo } from "node:net";
import {
  encodeAudioFrame,
  encodeMessage,
  parseClientMessage,
  type ClientMessage,
  type KnownServerMessage,
} from "@ma-alexa/protocol/sendspin";
import { createTunes } from "@ma-alexa/simulator";
import { WebSocketServer, type WebSocket } from "ws";
import { FLAC_BLOCK_SAMPLES, FLAC_HEADER, flacFrames } from "./flac-music.js";

const PCM_CHUNK_BYTES = 4_800;
const PCM_CHUNK_MS = 25;
/** Chunks handed to a socket before it is asked whether it took them. */
const CHUNKS_AT_ONCE = 8;
/** The first sample is to sound this much after it was sent: what servers that know of leads do for one of two seconds. */
const PLANNED_MS = 2_000;
/** Ten seconds of silence, which both codecs turn into bytes that are easily told from those of music. */
const SKIPPED_TO_BYTES = 10 * 192_000;

/** One endless piece of music as a codec has it. */
interface Music {
  readonly player: Extract<KnownServerMessage, { type: "stream/start" }>["payload"]["player"];
  readonly chunkMs: number;
  readonly chunks: readonly Uint8Array[];
}

/** What some clients are being sent in real time. */
interface Flow {
  readonly music: Music;
  readonly clients: Set<WebSocket>;
  /** Timestamp of the first sample. */
  readonly startUs: number;
  /** When the first chunk would have been due, had it not come with all that was ahead. */
  readonly startMs: number;
  sent: number;
}

/** A Sendspin server with one endless piece of music, which it sends to all of its clients alike. */
export class SendspinSource {
  readonly #music: Music;
  readonly #skippedTo: Music;
  readonly #server = new WebSocketServer({ host: "127.0.0.1", port: 0, perMessageDeflate: false });
  readonly #clients = new Set<WebSocket>();
  readonly #flows: Flow[] = [];

  constructor(codec: "pcm" | "flac") {
    const music = codec === "flac" ? flacMusic : pcmMusic;
    this.#music = music(tuneBytes());
    this.#skippedTo = music(new Uint8Array(SKIPPED_TO_BYTES));
  }

  /** Listens; resolves with the address. */
  async start(): Promise<string> {
    this.#server.on("connection", (socket) => {
      socket.on("message", (data: Buffer, isBinary) => {
        if (!isBinary) this.#answer(socket, parseClientMessage(data.toString("utf8")));
      });
      socket.on("close", () => this.#clients.delete(socket));
    });
    await once(this.#server, "listening");
    return `ws://127.0.0.1:${(this.#server.address() as AddressInfo).port}/sendspin`;
  }

  /** Sends `seconds` of music to every client, as fast as its socket takes it and on beyond its buffer. */
  flood(seconds: number): void {
    const startUs = this.#begin(this.#music, this.#clients);
    const count = Math.round((seconds * 1_000) / this.#music.chunkMs);
    for (const client of this.#clients) void this.#pour(client, startUs, count);
  }

  /** Sends `aheadSeconds` of music to every client at once, then goes on in real time. */
  play(aheadSeconds: number): void {
    this.#flow(this.#music, new Set(this.#clients), aheadSeconds);
    setInterval(() => {
      for (const flow of this.#flows) sendDue(flow);
    }, this.#music.chunkMs);
  }

  /** The next client that has not skipped yet skips to silence, `aheadSeconds` of which it gets at once. */
  skip(aheadSeconds: number): void {
    const [playing] = this.#flows;
    const [client] = playing?.clients ?? [];
    if (client === undefined) throw new Error("Every client has skipped");
    playing?.clients.delete(client);
    say(client, { type: "stream/end", payload: {} });
    const flow = this.#flow(this.#skippedTo, new Set([client]), aheadSeconds);
    sendDue(flow);
  }

  #flow(music: Music, clients: Set<WebSocket>, aheadSeconds: number): Flow {
    const startUs = this.#begin(music, clients);
    const flow = { music, clients, startUs, startMs: performance.now() - aheadSeconds * 1_000, sent: 0 };
    this.#flows.push(flow);
    return flow;
  }

  /** Starts the stream at these clients; the timestamp of its first sample. */
  #begin({ player }: Music, clients: Iterable<WebSocket>): number {
    for (const client of clients) {
      say(client, { type: "stream/start", payload: { player } });
      say(client, { type: "group/update", payload: { playback_state: "playing" } });
    }
    return nowUs() + PLANNED_MS * 1_000;
  }

  async #pour(client: WebSocket, startUs: number, count: number): Promise<void> {
    for (let sent = 0; sent < count && client.readyState === client.OPEN;) {
      const end = Math.min(count, sent + CHUNKS_AT_ONCE);
      for (; sent < end - 1; sent++) client.send(frameOf(this.#music, startUs, sent));
      const last = frameOf(this.#music, startUs, sent++);
      await new Promise((resolve) => {
        client.send(last, resolve);
      });
    }
  }

  #answer(socket: WebSocket, message: ClientMessage): void {
    if (message.type === "client/hello") this.#welcome(socket);
    if (message.type !== "client/time") return;
    const { client_transmitted } = message.payload;
    const payload = { client_transmitted, server_received: nowUs(), server_transmitted: nowUs() };
    say(socket, { type: "server/time", payload });
  }

  #welcome(socket: WebSocket): void {
    const active_roles = ["player@v1", "controller@v1", "metadata@v1"];
    say(socket, {
      type: "server/hello",
      payload: { server_id: "bench", name: "Bench", version: 1, active_roles, connection_reason: "discovery" },
    });
    say(socket, {
      type: "server/state",
      payload: { controller: { supported_commands: ["play", "pause", "stop"], volume: 30, muted: false } },
    });
    this.#clients.add(socket);
  }
}

function sendDue(flow: Flow): void {
  for (; flow.sent * flow.music.chunkMs <= performance.now() - flow.startMs; flow.sent++) {
    const frame = frameOf(flow.music, flow.startUs, flow.sent);
    for (const client of flow.clients) client.send(frame);
  }
}

function frameOf({ chunks, chunkMs }: Music, startUs: number, index: number): Uint8Array {
  const chunk = chunks[index % chunks.length];
  if (chunk === undefined) throw new Error("The piece of music is shorter than one chunk");
  return encodeAudioFrame(startUs + index * chunkMs * 1_000, chunk);
}

function say(socket: WebSocket, message: KnownServerMessage): void {
  socket.send(encodeMessage(message));
}

function nowUs(): number {
  return Math.round(performance.now() * 1_000);
}

/** PCM in pieces. */
function pcmMusic(bytes: Uint8Array): Music {
  const count = Math.floor(bytes.byteLength / PCM_CHUNK_BYTES);
  return {
    player: { codec: "pcm", ...PARAMETERS },
    chunkMs: PCM_CHUNK_MS,
    chunks: Array.from({ length: count }, (_, index) =>
      bytes.subarray(index * PCM_CHUNK_BYTES, (index + 1) * PCM_CHUNK_BYTES),
    ),
  };
}

function flacMusic(bytes: Uint8Array): Music {
  return {
    player: { codec: "flac", ...PARAMETERS, codec_header: FLAC_HEADER },
    chunkMs: FLAC_BLOCK_SAMPLES / 48,
    chunks: flacFrames(bytes),
  };
}

const PARAMETERS = { sample_rate: 48_000, channels: 2, bit_depth: 16 } as const;

/** Real music, since the encoder's work depends on what it hears. */
function tuneBytes(): Uint8Array {
  const [tune] = createTunes();
  if (tune === undefined) throw new Error("The simulated library is empty");
  const samples = tune.samples();
  return new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength);
}
