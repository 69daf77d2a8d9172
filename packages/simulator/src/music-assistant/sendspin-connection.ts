import {
  encodeAudioFrame,
  encodeMessage,
  parseClientMessage,
  type ClientMessage,
  type KnownServerMessage,
} from "@ma-alexa/protocol/sendspin";
import { WireError } from "@ma-alexa/protocol";
import type { Clock, Timer } from "../clock.js";
import type { ServerSocket } from "./noise/encrypted-front.js";
import type { ServerProfile } from "./server-profile.js";

/** What a client said of itself when it introduced itself. */
export type Hello = Extract<ClientMessage, { type: "client/hello" }>["payload"];
/** What a client says of its state; always complete. */
export type State = Extract<ClientMessage, { type: "client/state" }>["payload"];
/** What a client asks of the queue or the group. */
export type Command = Extract<ClientMessage, { type: "client/command" }>["payload"];

const KNOWN_ROLES = new Set(["player@v1", "controller@v1", "metadata@v1", "artwork@v1", "visualizer@v1"]);
const STATE_DEADLINE_MS = 5_000;

/** Who listens to one connection: the house of players. */
export interface ConnectionOwner {
  /** The first message was accepted; the owner answers with `server/hello` and what belongs to it. */
  hello(connection: SendspinConnection, hello: Hello): void;
  state(connection: SendspinConnection, state: State): void;
  /** A client that said nothing for 5 s is treated as ready. */
  silent(connection: SendspinConnection): void;
  command(connection: SendspinConnection, command: Command): void;
  closed(connection: SendspinConnection): void;
}

/** The server's end of one WebSocket: introduces, answers time, refuses nonsense as the recorded servers do. */
export class SendspinConnection {
  readonly #socket: ServerSocket;
  readonly #profile: ServerProfile;
  readonly #clock: Clock;
  readonly #serverNowUs: () => number;
  readonly #owner: ConnectionOwner;
  #stage: "new" | "greeted" | "ready" | "closed" = "new";
  #deadline: Timer | undefined;

  constructor(
    socket: ServerSocket,
    context: { profile: ServerProfile; clock: Clock; serverNowUs: () => number; owner: ConnectionOwner },
  ) {
    this.#socket = socket;
    this.#profile = context.profile;
    this.#clock = context.clock;
    this.#serverNowUs = context.serverNowUs;
    this.#owner = context.owner;
  }

  /** Begins to listen. */
  start(): void {
    this.#socket.on("message", (data: Buffer, isBinary: boolean) => {
      // Binary frames of a client are ignored by every recorded version.
      if (!isBinary) this.#text(data.toString("utf8"));
    });
    this.#socket.on("error", () => {
      this.#socket.terminate();
    });
    this.#socket.on("close", () => {
      this.#ended();
    });
  }

  /** Sends one message; nothing after the connection was closed. */
  send(message: KnownServerMessage): void {
    if (this.#stage !== "closed") this.#socket.send(encodeMessage(message));
  }

  /** Sends one chunk of audio. The server never waits for its client. */
  sendAudio(timestampUs: number, payload: Uint8Array): void {
    if (this.#stage !== "closed") this.#socket.send(encodeAudioFrame(timestampUs, payload));
  }

  /** Closes as every recorded server does. */
  close(): void {
    if (this.#stage !== "closed") this.#socket.close(1000);
    this.#ended();
  }

  /** The network is gone: no close frame. */
  destroy(): void {
    this.#socket.terminate();
    this.#ended();
  }

  #ended(): void {
    if (this.#stage === "closed") return;
    this.#stage = "closed";
    this.#deadline?.cancel();
    this.#owner.closed(this);
  }

  #text(text: string): void {
    if (this.#stage === "closed") return;
    let message: ClientMessage;
    try {
      message = parseClientMessage(text);
    } catch (error) {
      if (!(error instanceof WireError)) throw error;
      this.#nonsense();
      return;
    }
    this.#receive(message);
  }

  #receive(message: ClientMessage): void {
    switch (message.type) {
      case "client/hello":
        this.#hello(message.payload);
        return;
      case "client/time":
        this.#time(message.payload.client_transmitted);
        return;
      case "client/state":
        this.#state(message.payload);
        return;
      case "client/command":
        this.#owner.command(this, message.payload);
        return;
      case "client/goodbye":
        this.close();
        return;
      default:
        this.#nonsense();
    }
  }

  /** The owner met something that this server does not accept. */
  refuse(): void {
    this.#nonsense();
  }

  #nonsense(): void {
    if (this.#profile.closesOnNonsense) this.close();
  }

  #hello(hello: Hello): void {
    if (this.#stage !== "new" || hello.supported_roles.every((role) => KNOWN_ROLES.has(role))) {
      this.#greet(hello);
      return;
    }
    if (this.#profile.unknownRoles === "closed") this.close();
    else if (this.#profile.unknownRoles === "tolerated") this.#greet(hello);
  }

  #greet(hello: Hello): void {
    if (this.#stage !== "new") return;
    this.#stage = "greeted";
    this.#owner.hello(this, hello);
    this.#deadline = this.#clock.after(STATE_DEADLINE_MS, () => {
      if (this.#profile.closesSilentClient) this.close();
      else
        this.#becomeReady(() => {
          this.#owner.silent(this);
        });
    });
  }

  #state(state: State): void {
    if (this.#stage === "new") {
      this.#nonsense();
      return;
    }
    this.#becomeReady(() => {
      this.#owner.state(this, state);
    });
  }

  #becomeReady(tell: () => void): void {
    this.#deadline?.cancel();
    this.#stage = "ready";
    tell();
  }

  #time(clientTransmitted: number): void {
    const now = this.#serverNowUs();
    this.send({
      type: "server/time",
      payload: { client_transmitted: clientTransmitted, server_received: now, server_transmitted: now },
    });
  }
}
