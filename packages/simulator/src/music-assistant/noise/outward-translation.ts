import {
  decodeAudioFrame,
  encodeAudioFrame,
  encodeMessage,
  LONG_AUDIO_HEADER,
  parseServerMessage,
  type KnownSecureServerMessage,
  type KnownServerMessage,
} from "@ma-alexa/protocol/sendspin";

/** From dialect L, in which the simulated server thinks, to what an encrypted client hears (Sendspin reference 1.12 and 2.7). */
export class OutwardTranslation {
  readonly #isE10: boolean;
  #isPlaying = false;
  /** What the metadata deltas have come to; dialect E10 always says all of it. */
  #metadata: Record<string, unknown> = {};

  constructor(dialect: "e9" | "e10") {
    this.#isE10 = dialect === "e10";
  }

  /** The plaintexts of the transport messages for one frame. */
  translated(frame: string | Uint8Array): Uint8Array[] {
    if (typeof frame !== "string") return [this.#audio(frame)];
    const message = parseServerMessage(frame);
    if (message.type === "unknown") return [];
    return this.#messages(message).map((said) => Buffer.concat([Buffer.of(0), Buffer.from(encodeMessage(said))]));
  }

  #audio(frame: Uint8Array): Uint8Array {
    const audio = this.#isE10 ? decodeAudioFrame(frame) : undefined;
    return audio === undefined ? frame : encodeAudioFrame(audio.timestampUs, audio.payload, LONG_AUDIO_HEADER);
  }

  #messages(message: KnownServerMessage): KnownSecureServerMessage[] {
    switch (message.type) {
      case "server/hello":
        return [{ type: "server/activate", payload: { activities: [], active_roles: message.payload.active_roles } }];
      case "group/update": {
        const isPlaying = message.payload.playback_state === "playing";
        if (isPlaying === this.#isPlaying) return [message];
        this.#isPlaying = isPlaying;
        return [{ type: "server/activate", payload: { activities: isPlaying ? ["playback"] : [] } }, message];
      }
      case "server/state":
        return [this.#isE10 ? this.#complete(message) : message];
      default:
        return [message];
    }
  }

  #complete(message: Extract<KnownServerMessage, { type: "server/state" }>): KnownSecureServerMessage {
    const { metadata } = message.payload;
    if (metadata === undefined || metadata === null) return message;
    this.#metadata = { ...this.#metadata, ...metadata };
    const values = Object.entries(this.#metadata).filter(([key, value]) => value !== null && !MODES.includes(key));
    return { ...message, payload: { ...message.payload, metadata: Object.fromEntries(values) as typeof metadata } };
  }
}

/** In dialect E10 they stand in the controller object. */
const MODES: readonly string[] = ["repeat", "shuffle"];
