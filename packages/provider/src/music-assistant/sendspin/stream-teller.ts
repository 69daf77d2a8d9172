import type { Tell } from "./server-view.js";
import { concernsPlayer, streamFormatOf } from "./stream.js";
import type { HeardMessage } from "./wire.js";

type StreamMessage = Extract<HeardMessage, { type: "stream/start" | "stream/clear" | "stream/end" | "group/update" }>;

/** Passes on what a server says of our stream and our group, unjudged. */
export class StreamTeller {
  readonly #tell: Tell;
  #isStreaming = false;

  constructor(tell: Tell) {
    this.#tell = tell;
  }

  /** A new connection streams nothing yet. */
  begin(): void {
    this.#isStreaming = false;
  }

  heard(message: StreamMessage): void {
    switch (message.type) {
      case "stream/start":
        if (message.payload.player === undefined) return;
        this.#isStreaming = true;
        this.#tell("streamStart", streamFormatOf(message.payload.player));
        return;
      case "stream/clear":
        if (concernsPlayer(message.payload.roles)) this.#tell("streamClear");
        return;
      case "stream/end":
        if (concernsPlayer(message.payload.roles)) this.#ended();
        return;
      case "group/update": {
        const { playback_state: state } = message.payload;
        if (state !== undefined && state !== "unknown") this.#tell("group", { playing: state === "playing" });
        return;
      }
    }
  }

  /** The server has taken the player role away, and with it the stream; dialect E10 says no more than that. */
  lost(): void {
    if (this.#isStreaming) this.#ended();
  }

  #ended(): void {
    this.#isStreaming = false;
    this.#tell("streamEnd");
  }
}
