import type { Clock } from "@ma-alexa/simulator";

import type { Socket, SocketListener } from "../../music-assistant/sendspin/socket.js";

/** The wire is never so fast that an answer comes within the call. */
const WIRE_MS = 2;

/** The server's end of a line. */
export interface LineOwner {
  text(text: string): void;
  /** The line is gone, and the server has noticed. */
  closed(): void;
}

/** Answers who serves a new line, or undefined while nobody listens there. */
export type Accept = (line: ModelLine) => LineOwner | undefined;

/** One connection in memory, with every way in which connections end: politely, cut by either side, and half-open. */
export class ModelLine implements Socket {
  /** Whose it is, for the test. */
  readonly name: string;
  readonly #clock: Clock;
  readonly #client: SocketListener;
  #server: LineOwner | undefined;
  #isClientThere = true;
  #isServerThere = false;
  /** Nothing passes any more, and nobody is told. */
  #isDead = false;

  constructor(name: string, clock: Clock, client: SocketListener, accept: Accept) {
    this.name = name;
    this.#clock = clock;
    this.#client = client;
    this.#later(() => {
      this.#server = accept(this);
      this.#isServerThere = this.#server !== undefined;
      if (!this.#isClientThere) this.#tellServer();
      else if (this.#isServerThere) this.#client.opened();
      else this.#tellClient("the connection was refused");
    });
  }

  /** Client to server. */
  send(frame: string | Uint8Array): void {
    this.#carry(() => {
      if (this.#isServerThere && typeof frame === "string") this.#server?.text(frame);
    });
  }

  /** The client closes politely; it is told when the server agrees. */
  close(): void {
    this.#carry(() => {
      this.#tellServer();
      this.#carry(() => {
        this.#tellClient("it closed with code 1000");
      });
    });
  }

  /** The client's side cuts the line. */
  terminate(): void {
    this.#later(() => {
      this.#tellClient("the connection broke");
    });
    this.#carry(() => {
      this.#tellServer();
    });
  }

  /** The client's whole process is gone: the line ends, and there is nobody to be told on that side. */
  abandon(): void {
    this.#isClientThere = false;
    this.#carry(() => {
      this.#tellServer();
    });
  }

  /** Server to client. */
  say(frame: string | Uint8Array): void {
    this.#carry(() => {
      if (!this.#isClientThere) return;
      if (typeof frame === "string") this.#client.text(frame);
      else this.#client.binary(frame);
    });
  }

  /** The server's side ends the line. */
  end(): void {
    this.#tellServer();
    this.#carry(() => {
      this.#tellClient("it closed with code 1000");
    });
  }

  /** A router forgets the line: neither side is told, and neither hears anything. */
  die(): void {
    this.#isDead = true;
  }

  #tellClient(detail: string): void {
    if (!this.#isClientThere) return;
    this.#isClientThere = false;
    this.#client.closed(detail);
  }

  #tellServer(): void {
    if (!this.#isServerThere) return;
    this.#isServerThere = false;
    this.#server?.closed();
  }

  /** What was on its way when the line died never arrives. */
  #carry(task: () => void): void {
    this.#later(() => {
      if (!this.#isDead) task();
    });
  }

  #later(task: () => void): void {
    this.#clock.after(WIRE_MS, task);
  }
}
