import { createHash } from "node:crypto";

import { cutIntoFragments, e10, e9, encodeAudioFrame, type NoiseSuite } from "@ma-alexa/protocol/sendspin";
import { newNoiseKey, NoiseInitiator, type NoiseTransport } from "@ma-alexa/simulator";

import type { Socket, SocketListener } from "../sendspin/socket.js";

/** Which secret a server shakes hands with: everybody's, the player's own, that of a pairing, or one that the player has lost. */
export type Secret = "sentinel" | "pairing" | "long-term" | "lost";

export interface Said {
  readonly type: string;
  readonly payload: Readonly<Record<string, unknown>>;
}

const DIALECTS = { e9, e10 } as const;
const CATEGORIES = { sentinel: "sn", pairing: "pr", "long-term": "lt", lost: "lt" } as const;
const SENTINEL = Buffer.from("1b5e24dbc1aed95fc2a5a338a90c05df44bd10f5ec1f4cd66cbf86272767b9d3", "hex");
const LOST = Buffer.alloc(32, 7);
/** Any bytes do: the client passes them on. */
const PAYLOAD = new Uint8Array(1_303);

/** A server of Noise KKpsk2 on one connection in memory: it says what the test says, in the keys of the moment. */
export class NoiseServer implements Socket {
  /** Everything that the client said, handshakes too, in order. */
  readonly heard: Said[] = [];
  readonly secrets: Record<Secret, Buffer>;
  isClosed = false;
  readonly #key = newNoiseKey();
  readonly #dialect: "e9" | "e10";
  readonly #client: SocketListener;
  readonly #nowUs: () => number;
  #inits = "";
  #suite: NoiseSuite = "25519_AESGCM_SHA256";
  #clientId = "";
  #shaking: { readonly initiator: NoiseInitiator; readonly secret: Secret } | undefined;
  #keys: NoiseTransport | undefined;

  constructor(parts: {
    readonly dialect: "e9" | "e10";
    readonly client: SocketListener;
    readonly pairingPsk: Buffer;
    readonly longTermPsk: Buffer;
    readonly nowUs: () => number;
  }) {
    this.#dialect = parts.dialect;
    this.#client = parts.client;
    this.#nowUs = parts.nowUs;
    this.secrets = { sentinel: SENTINEL, pairing: parts.pairingPsk, "long-term": parts.longTermPsk, lost: LOST };
  }

  get serverId(): string {
    return this.#key.public;
  }

  /** Message 1 of a handshake with this secret: the first one in the clear, later ones in the keys so far. */
  shake(secret: Secret): void {
    const prologue = this.#keys?.hash ?? Buffer.from(this.#inits);
    const parts = { suite: this.#suite, prologue, server: this.#key, clientId: this.#clientId };
    const initiator = new NoiseInitiator(parts);
    const psk_id = createHash("sha256").update("sendspin-psk-id-v1").update(this.secrets[secret]).digest("base64url");
    const category = this.#dialect === "e10" ? { psk_category: CATEGORIES[secret] } : {};
    const data = initiator.message1(JSON.stringify({ psk_id, ...category })).toString("base64url");
    this.#shaking = { initiator, secret };
    if (this.#keys === undefined) this.#client.text(JSON.stringify({ type: "noise/handshake", payload: { data } }));
    else this.say({ type: "noise/handshake", payload: { data } });
  }

  init(): void {
    const text = JSON.stringify({ type: "server/init", payload: { server_id: this.serverId, version: 1 } });
    this.#inits += text;
    this.#client.text(text);
  }

  say(said: Said): void {
    this.#seal(Buffer.concat([Buffer.of(0), Buffer.from(JSON.stringify(said))]));
  }

  sayAudio(timestampUs: number): void {
    this.#seal(encodeAudioFrame(timestampUs, PAYLOAD, DIALECTS[this.#dialect].audioHeaderBytes));
  }

  drop(): void {
    if (this.isClosed) return;
    this.isClosed = true;
    this.#client.closed("it closed with code 1000");
  }

  send(frame: string | Uint8Array): void {
    const said = JSON.parse(typeof frame === "string" ? frame : this.#open(frame)) as Said;
    if (said.type === "client/init") this.#opened(said, String(frame));
    else if (said.type === "client/time") this.#tellTime(said);
    else this.heard.push(said);
    if (said.type === "noise/handshake") this.#shaken(Buffer.from(String(said.payload["data"]), "base64url"));
    const psk = said.payload["long_term_psk"];
    if (typeof psk === "string") this.secrets["long-term"] = Buffer.from(psk, "base64url");
  }

  close(): void {
    queueMicrotask(() => {
      this.drop();
    });
  }

  terminate(): void {
    this.close();
  }

  #opened({ payload }: Said, text: string): void {
    this.#clientId = String(payload["client_id"]);
    this.#suite = payload["suite"] as NoiseSuite;
    this.#inits = text;
  }

  #tellTime({ payload }: Said): void {
    const us = this.#nowUs();
    this.say({ type: "server/time", payload: { ...payload, server_received: us, server_transmitted: us } });
  }

  #shaken(message2: Uint8Array): void {
    if (this.#shaking === undefined) throw new Error("The client answers a handshake that nobody began.");
    const { initiator, secret } = this.#shaking;
    this.#keys = initiator.message2(message2, this.secrets[secret], SENTINEL);
  }

  #open(frame: Uint8Array): string {
    return this.#keys?.open(frame).subarray(1).toString() ?? "";
  }

  #seal(plaintext: Uint8Array): void {
    const { fragmentation } = DIALECTS[this.#dialect];
    if (this.#keys === undefined || fragmentation === undefined) throw new Error("Nothing is encrypted yet.");
    for (const piece of cutIntoFragments(plaintext, fragmentation)) this.#client.binary(this.#keys.seal(piece));
  }
}
