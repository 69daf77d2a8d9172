import { once } from "node:events";
import { WebSocket } from "ws";
import {
  decodeAudioFrame,
  encodeMessage,
  parseServerMessage,
  type KnownClientMessage,
  type KnownServerMessage,
} from "@ma-alexa/protocol/sendspin";
import type { Clock } from "../../clock.js";
import type { SimulatedMusicAssistant } from "../simulated-music-assistant.js";

/** One thing that arrived: a message, or a chunk of audio. */
export interface Arrival {
  readonly atMs: number;
  readonly message?: KnownServerMessage;
  readonly audio?: { readonly timestampUs: number; readonly payload: Uint8Array };
}

/** A client with no cleverness: says what the recordings' client said and writes down what comes. */
export class BareClient {
  readonly arrivals: Arrival[] = [];
  closedWith: number | undefined;
  readonly #socket: WebSocket;
  readonly #clock: Clock;
  readonly id: string;
  readonly #capacityBytes: number;
  readonly #leadMs: number;
  #volume = 35;
  #muted = false;

  constructor(
    musicAssistant: SimulatedMusicAssistant,
    clock: Clock,
    { id = "client-kitchen", capacityBytes = 1_920_000, leadMs = 2_000 } = {},
  ) {
    this.id = id;
    this.#capacityBytes = capacityBytes;
    this.#leadMs = leadMs;
    this.#clock = clock;
    this.#socket = new WebSocket(musicAssistant.url);
    this.#socket.on("message", (data: Buffer, isBinary) => {
      this.#arrived(data, isBinary);
    });
    this.#socket.on("close", (code) => {
      this.closedWith = code;
    });
    this.#socket.on("error", () => undefined);
  }

  async hello(roles = ["player@v1", "controller@v1", "metadata@v1"]): Promise<void> {
    await once(this.#socket, "open");
    this.say({
      type: "client/hello",
      payload: {
        client_id: this.id,
        name: "Kitchen Echo",
        version: 1,
        supported_roles: roles,
        "player@v1_support": {
          supported_formats: [{ codec: "pcm", channels: 2, sample_rate: 48_000, bit_depth: 16 }],
          buffer_capacity: this.#capacityBytes,
          supported_commands: ["volume", "mute"],
        },
      },
    });
  }

  state(state: "synchronized" | "external_source" = "synchronized"): void {
    const player = {
      volume: this.#volume,
      muted: this.#muted,
      required_lead_time_ms: this.#leadMs,
      min_buffer_ms: 1_000,
    };
    this.say({ type: "client/state", payload: { state, available: state === "synchronized", player } });
  }

  /** Somebody turned the knob of the loudspeaker. */
  loudness(volume: number): void {
    this.#volume = volume;
    this.state();
  }

  say(message: KnownClientMessage): void {
    this.raw(encodeMessage(message));
  }

  raw(text: string): void {
    this.#socket.send(text);
  }

  terminate(): void {
    this.#socket.terminate();
  }

  /** What arrived since the last call. */
  take(): Arrival[] {
    return this.arrivals.splice(0);
  }

  #arrived(data: Buffer, isBinary: boolean): void {
    const atMs = this.#clock.now();
    if (isBinary) {
      const audio = decodeAudioFrame(data);
      if (audio !== undefined) this.arrivals.push({ atMs, audio });
      return;
    }
    const message = parseServerMessage(data.toString());
    if (message.type === "unknown") throw new Error("The simulator sent a message of no known type");
    this.arrivals.push({ atMs, message });
    if (message.type === "server/command") this.#echo(message.payload.player);
  }

  #echo(command: Extract<KnownServerMessage, { type: "server/command" }>["payload"]["player"]): void {
    if (command?.command === "volume") this.#volume = command.volume;
    if (command?.command === "mute") this.#muted = command.mute;
    this.state();
  }
}

/** The order of what arrived: message names with the words that matter; any number of chunks is one `audio`. */
export function summary(arrivals: readonly Arrival[]): string[] {
  const words = arrivals.map(({ message }) => (message === undefined ? "audio" : describeMessage(message)));
  return words.filter((word, index) => word !== "audio" || words[index - 1] !== "audio");
}

/** One message in short words, also for messages of the recordings. */
export function describeMessage(message: KnownServerMessage): string {
  switch (message.type) {
    case "group/update":
      return `group ${message.payload.playback_state ?? ""}`;
    case "server/state":
      return message.payload.controller ? "controller" : describeMetadata(message.payload.metadata ?? {});
    case "server/command":
      return `command ${message.payload.player?.command ?? ""}`;
    default:
      return message.type;
  }
}

function describeMetadata(metadata: {
  title?: string | null | undefined;
  progress?: { playback_speed: number } | null | undefined;
}) {
  if (metadata.title === null) return "metadata none";
  const title = metadata.title === undefined ? "" : " title";
  return `metadata${title} ${metadata.progress?.playback_speed ?? ""}`.trimEnd();
}
