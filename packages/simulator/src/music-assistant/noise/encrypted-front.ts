import { EventEmitter } from "node:events";
import {
  encodeMessage,
  parseOpeningMessage,
  parseSecureClientMessage,
  type KnownSecureServerMessage,
  type NoiseSuite,
  type SecureClientHello,
  type SecureClientMessage,
} from "@ma-alexa/protocol/sendspin";
import { WireError } from "@ma-alexa/protocol";
import type { WebSocket } from "ws";
import { NoiseInitiator, type NoiseTransport } from "./noise-initiator.js";
import { handshakePayload, SHARED_WITH_ALL, type ServerCredentials, type ServerPsk } from "./server-credentials.js";
import { OutwardTranslation } from "./outward-translation.js";

/** What a connection of the simulated server needs of its socket. */
export interface ServerSocket extends EventEmitter {
  send(data: string | Uint8Array): void;
  close(code?: number): void;
  terminate(): void;
}

export interface FrontParts {
  readonly dialect: "e9" | "e10";
  readonly credentials: ServerCredentials;
  /** Music Assistant's toggle "Allow legacy clients". */
  readonly allowsLegacy: boolean;
  /** Clients with unpaired access are approved by themselves, as since Music Assistant 2.10.1. */
  readonly approves: boolean;
  readonly named: (clientId: string, front: EncryptedFront) => void;
}

type Shake = { readonly initiator: NoiseInitiator; readonly psk: ServerPsk };

/**
 * Stands before a connection that speaks plaintext and lets it be spoken to in dialect E9 or E10: what the client says
 * encrypted comes out in the plaintext dialect, and the other way round. Clients that do not encrypt pass, or are refused.
 */
export class EncryptedFront extends EventEmitter implements ServerSocket {
  readonly #socket: WebSocket;
  readonly #parts: FrontParts;
  readonly #outward: OutwardTranslation;
  #mode: "new" | "plain" | "shaking" | "secure" = "new";
  #clientId = "";
  #suite: NoiseSuite = "25519_ChaChaPoly_SHA256";
  #inits = "";
  #shake: Shake | undefined;
  #transport: NoiseTransport | undefined;
  #psk: ServerPsk | undefined;
  /** The client has lost the pairing that we believe in. */
  #hasMismatch = false;
  #hello: SecureClientHello | undefined;
  #isAdmitted = false;

  constructor(socket: WebSocket, parts: FrontParts) {
    super();
    this.#socket = socket;
    this.#parts = parts;
    this.#outward = new OutwardTranslation(parts.dialect);
    socket.on("message", (data: Buffer, isBinary: boolean) => {
      this.#heard(data, isBinary);
    });
    for (const name of ["close", "error"]) socket.on(name, (...values: unknown[]) => this.emit(name, ...values));
  }

  /** From the connection: dialect L, to be said in the client's. */
  send(data: string | Uint8Array): void {
    if (this.#transport === undefined) {
      this.#socket.send(data);
      return;
    }
    for (const plaintext of this.#outward.translated(data)) this.#seal(plaintext);
  }

  close(code?: number): void {
    this.#socket.close(code);
  }

  terminate(): void {
    this.#socket.terminate();
  }

  /** The operator lets the client play without a pairing. */
  approved(): void {
    this.#admit();
  }

  /** The operator has entered the client's token: keys are changed to the pairing PSK, and pairing begins. */
  pair(): void {
    const psk = this.#parts.credentials.staged(this.#clientId);
    if (psk !== undefined) this.rekey(psk);
  }

  /** New keys under way; with the same PSK unless another is given. */
  rekey(psk: ServerPsk | undefined = this.#psk): void {
    if (this.#transport === undefined || psk === undefined) return;
    this.#beginShake(psk, this.#transport.hash);
    this.#saySecurely({ type: "noise/handshake", payload: { data: this.#message1() } });
  }

  /** The operator removes the pairing. */
  unpair(): void {
    this.#parts.credentials.unpair(this.#clientId);
    this.#saySecurely({ type: "server/unpair", payload: {} });
  }

  #heard(data: Buffer, isBinary: boolean): void {
    if (this.#mode === "new" && !isBinary) this.#first(data.toString());
    else if (this.#mode === "plain") this.emit("message", data, isBinary);
    else if (this.#mode === "shaking" && !isBinary) this.#message2(data.toString());
    else if (this.#mode === "secure" && isBinary) this.#opened(data);
    else this.#socket.close(1000);
  }

  #first(text: string): void {
    const message = readable(() => parseOpeningMessage(text));
    if (message?.type !== "client/init") {
      this.#plainClient(text);
      return;
    }
    const { client_id: clientId, suite } = message.payload;
    if (suite === "unknown") {
      this.#refuse("unsupported_suite");
      return;
    }
    this.#clientId = clientId;
    this.#suite = suite;
    const { key } = this.#parts.credentials;
    const serverInit = encodeMessage({ type: "server/init", payload: { server_id: key.public, version: 1 } });
    this.#inits = text + serverInit;
    this.#socket.send(serverInit);
    this.#mode = "shaking";
    this.#beginShake(this.#parts.credentials.pskFor(clientId), Buffer.from(this.#inits));
    this.#socket.send(encodeMessage({ type: "noise/handshake", payload: { data: this.#message1() } }));
  }

  /** Never in the name of a client that encrypts, and not at all where the toggle is off. */
  #plainClient(text: string): void {
    const id = /"client_id":"([^"]+)"/.exec(text)?.[1] ?? "";
    const isKnown = this.#parts.credentials.isKnown(id);
    if (this.#parts.allowsLegacy && !isKnown) {
      this.#mode = "plain";
      this.emit("message", Buffer.from(text), false);
    } else if (isKnown) this.#socket.close(1000);
    else this.#refuse("malformed");
  }

  /** Only servers of dialect E10 say why. */
  #refuse(reason: string): void {
    if (this.#parts.dialect === "e10") this.#socket.send(encodeMessage({ type: "server/error", payload: { reason } }));
    this.#socket.close(1000);
  }

  #beginShake(psk: ServerPsk, prologue: Uint8Array): void {
    const { key: server } = this.#parts.credentials;
    const initiator = new NoiseInitiator({ suite: this.#suite, prologue, server, clientId: this.#clientId });
    this.#shake = { initiator, psk };
  }

  #message1(): string {
    if (this.#shake === undefined) throw new Error("No handshake was begun");
    const payload = handshakePayload(this.#shake.psk, this.#parts.dialect === "e10");
    return this.#shake.initiator.message1(payload).toString("base64url");
  }

  #message2(text: string): void {
    const message = readable(() => parseOpeningMessage(text));
    if (message?.type !== "noise/handshake" || !this.#shaken(message.payload.data)) {
      this.#socket.close(1000);
      return;
    }
    this.#mode = "secure";
    this.#parts.named(this.#clientId, this);
    this.#saySecurely({ type: "server/hello", payload: { name: "Music Assistant" } });
  }

  /** A client that has lost our PSK answers an opening handshake of dialect E10 with the Sentinel (Sendspin reference 2.3). */
  #shaken(data: string): boolean {
    const { initiator, psk } = this.#shake ?? {};
    if (initiator === undefined || psk === undefined) return false;
    this.#shake = undefined;
    const fallsBack = this.#parts.dialect === "e10" && this.#mode === "shaking";
    try {
      const shaken = initiator.message2(
        Buffer.from(data, "base64url"),
        psk.psk,
        fallsBack ? SHARED_WITH_ALL.psk : undefined,
      );
      this.#transport = shaken;
      this.#hasMismatch = shaken.psk !== psk.psk;
    } catch {
      return false;
    }
    this.#psk = this.#hasMismatch ? SHARED_WITH_ALL : psk;
    return true;
  }

  #opened(data: Buffer): void {
    const plaintext = this.#transport?.open(data);
    const message =
      plaintext?.[0] === 0 ? readable(() => parseSecureClientMessage(plaintext.subarray(1).toString())) : undefined;
    if (message !== undefined) this.#understood(message);
  }

  #understood(message: SecureClientMessage): void {
    switch (message.type) {
      case "client/hello":
        this.#hello = message.payload;
        this.#activate();
        return;
      case "noise/handshake":
        if (!this.#shaken(message.payload.data)) this.#socket.close(1000);
        else if (this.#parts.dialect === "e9")
          this.#saySecurely({ type: "server/hello", payload: { name: "Music Assistant" } });
        else this.#activate();
        return;
      case "client/pair-finalize":
        this.#parts.credentials.pair(this.#clientId, Buffer.from(message.payload.long_term_psk, "base64url"));
        this.#saySecurely({ type: "server/pair-finalize", payload: {} });
        this.rekey(this.#parts.credentials.pskFor(this.#clientId));
        return;
      case "client/pair-init":
      case "client/leave":
      case "pair/abort":
      case "unknown":
        return;
      default:
        this.emit("message", Buffer.from(JSON.stringify(message)), false);
    }
  }

  #activate(): void {
    const { credentials, approves } = this.#parts;
    const mayAccess = this.#hello?.unpaired_access?.enabled === true && !this.#hasMismatch;
    if (this.#psk?.kind === "pairing") {
      const pairing = { method: "pairing_psk" };
      this.#saySecurely({ type: "server/activate", payload: { activities: ["pairing"], active_roles: [], pairing } });
    } else if (this.#psk?.kind === "longTerm" || (mayAccess && (approves || credentials.isApproved(this.#clientId))))
      this.#admit();
    else this.#saySecurely({ type: "server/activate", payload: { activities: [], active_roles: [] } });
  }

  /** The connection behind hears a hello of dialect L; its answer becomes the activation with roles. */
  #admit(): void {
    if (this.#hello === undefined) return;
    if (this.#isAdmitted) {
      this.#saySecurely({
        type: "server/activate",
        payload: { activities: [], active_roles: [...this.#hello.supported_roles] },
      });
      return;
    }
    this.#isAdmitted = true;
    const support = this.#hello["player@v1_support"];
    const payload = {
      ...this.#hello,
      client_id: this.#clientId,
      version: 1,
      "player@v1_support": support && { ...support, supported_commands: ["volume", "mute"] },
    };
    this.emit("message", Buffer.from(JSON.stringify({ type: "client/hello", payload })), false);
  }

  #saySecurely(message: KnownSecureServerMessage): void {
    this.#seal(Buffer.concat([Buffer.of(0), Buffer.from(encodeMessage(message))]));
  }

  #seal(plaintext: Uint8Array): void {
    if (this.#transport !== undefined) this.#socket.send(this.#transport.seal(plaintext));
  }
}

function readable<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof WireError) return undefined;
    throw error;
  }
}
