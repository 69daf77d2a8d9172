import type { WebSocket } from "ws";
import { EncryptedFront, type ServerSocket } from "./encrypted-front.js";
import { ServerCredentials } from "./server-credentials.js";

export interface OperatorParts {
  /** Undefined: this server does not encrypt. */
  readonly dialect: "e9" | "e10" | undefined;
  readonly allowsLegacy: boolean;
  readonly approves: boolean;
}

/** What the person at Music Assistant's own page decides about encrypted players, named by client id. */
export class Operator {
  readonly #parts: OperatorParts;
  readonly #credentials = new ServerCredentials();
  readonly #fronts = new Map<string, EncryptedFront>();

  constructor(parts: OperatorParts) {
    this.#parts = parts;
  }

  /** Lets a player play without a pairing, now and later. */
  approve(clientId: string): void {
    this.#credentials.approve(clientId);
    this.#fronts.get(clientId)?.approved();
  }

  /** Enters a pairing token. Throws `WireError` for what is none. */
  pair(token: string): void {
    this.#fronts.get(this.#credentials.stage(token))?.pair();
  }

  /** Removes the pairing, and tells the player. */
  unpair(clientId: string): void {
    this.#fronts.get(clientId)?.unpair();
  }

  /** Changes the keys of a running connection. */
  rekey(clientId: string): void {
    this.#fronts.get(clientId)?.rekey();
  }

  isPaired(clientId: string): boolean {
    return this.#credentials.isPaired(clientId);
  }

  /** What stands between a socket and the connection behind it. */
  front(socket: WebSocket): ServerSocket {
    const { dialect } = this.#parts;
    if (dialect === undefined) return socket;
    return new EncryptedFront(socket, {
      ...this.#parts,
      dialect,
      credentials: this.#credentials,
      named: (clientId, front) => {
        this.#fronts.set(clientId, front);
      },
    });
  }
}
