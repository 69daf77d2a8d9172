import { once } from "node:events";
import type { AddressInfo } from "node:net";

import { encodeAudioFrame, encodeMessage, parseClientMessage } from "@ma-alexa/protocol/sendspin";
import type { ClientMessage, KnownServerMessage } from "@ma-alexa/protocol/sendspin";
import { WebSocketServer, type WebSocket } from "ws";

import type { Clock } from "../../ports.js";

/** A server's monotonic clock has nothing to do with ours. */
const SERVER_AHEAD_US = 805_000_000;

/** What Music Assistant lists once it holds a player. */
export const HELD = ["volume", "mute", "switch", "play", "pause", "stop", "next", "previous"];
/** What the library lists by itself. */
export const BARE = ["volume", "mute", "switch"];

/**
 * A Sendspin server on loopback that says what the test says and remembers what it hears. By itself it answers only
 * `client/time`, and closes at a goodbye as all real servers do.
 */
export class ScriptedServer {
  /** Every message of every connection, without `client/time`. */
  readonly heard: ClientMessage[] = [];
  timesAsked = 0;
  answersTime = true;
  connections = 0;
  closeCodes: number[] = [];
  serverNowUs: () => number;
  readonly #port: number;
  #server: WebSocketServer | undefined;
  #socket: WebSocket | undefined;

  private constructor(clock: Clock, server: WebSocketServer) {
    this.serverNowUs = () => Math.round(clock.now() * 1_000) + SERVER_AHEAD_US;
    this.#port = (server.address() as AddressInfo).port;
    this.#serve(server);
  }

  static async open(clock: Clock): Promise<ScriptedServer> {
    const server = new WebSocketServer({ host: "127.0.0.1", port: 0 });
    await once(server, "listening");
    return new ScriptedServer(clock, server);
  }

  get url(): string {
    return `ws://127.0.0.1:${this.#port}/sendspin`;
  }

  /** The message types heard, in order. */
  get heardTypes(): string[] {
    return this.heard.map((message) => message.type);
  }

  get isConnected(): boolean {
    return this.#socket?.readyState === 1;
  }

  say(message: KnownServerMessage): void {
    this.sayText(encodeMessage(message));
  }

  sayText(text: string): void {
    this.#socket?.send(text);
  }

  sayAudio(timestampUs: number, payload: Uint8Array): void {
    this.#socket?.send(encodeAudioFrame(timestampUs, payload));
  }

  /** Resolves when the client has taken in all that was said, and what it said itself has arrived here. */
  async roundTrip(): Promise<void> {
    const socket = this.#socket;
    if (socket === undefined) throw new Error("Nobody is connected to this server.");
    const pong = once(socket, "pong");
    socket.ping();
    await pong;
  }

  greet(roles = ["player@v1", "controller@v1", "metadata@v1"]): void {
    const payload = { server_id: "server-1", name: "Music Assistant", version: 1, active_roles: roles };
    this.say({ type: "server/hello", payload });
  }

  list(commands: string[], volume = 30): void {
    const controller = { supported_commands: commands, volume, muted: false };
    this.say({ type: "server/state", payload: { controller } });
  }

  /** Closes the connection, as a server that shuts down or refuses. */
  drop(code = 1000): void {
    this.#socket?.close(code);
  }

  /** Gone: connections break and new ones are refused until `resume`. */
  async stop(): Promise<void> {
    this.#socket?.terminate();
    const server = this.#server;
    this.#server = undefined;
    await new Promise<void>((resolve) => {
      if (server === undefined) resolve();
      else
        server.close(() => {
          resolve();
        });
    });
  }

  async resume(): Promise<void> {
    const server = new WebSocketServer({ host: "127.0.0.1", port: this.#port });
    await once(server, "listening");
    this.#serve(server);
  }

  #serve(server: WebSocketServer): void {
    this.#server = server;
    server.on("connection", (socket) => {
      this.connections++;
      this.#socket = socket;
      socket.on("message", (data: Buffer) => {
        this.#hear(socket, parseClientMessage(data.toString("utf8")));
      });
      socket.on("close", (code) => {
        this.closeCodes.push(code);
      });
    });
  }

  #hear(socket: WebSocket, message: ClientMessage): void {
    if (message.type !== "client/time") {
      this.heard.push(message);
      if (message.type === "client/goodbye") socket.close(1000);
      return;
    }
    this.timesAsked++;
    if (!this.answersTime) return;
    const nowUs = this.serverNowUs();
    const times = { ...message.payload, server_received: nowUs, server_transmitted: nowUs };
    this.say({ type: "server/time", payload: times });
  }
}
