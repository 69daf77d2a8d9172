import { createHash } from "node:crypto";
import { decodePairingToken } from "@ma-alexa/protocol/sendspin";
import { newNoiseKey, type NoiseKey } from "./noise-initiator.js";

/** The PSK of those who share none, and what message 1 says of each kind (Sendspin reference 2.3). */
const SENTINEL = createHash("sha256").update("sendspin-sentinel-psk-v1").digest();
const CATEGORIES = { sentinel: "sn", pairing: "pr", longTerm: "lt" } as const;

/** With this the players are that share no secret with the server. */
export const SHARED_WITH_ALL: ServerPsk = { kind: "sentinel", psk: SENTINEL };

/** A PSK that the server holds for one client. */
export interface ServerPsk {
  readonly kind: keyof typeof CATEGORIES;
  readonly psk: Uint8Array;
}

/** Who the server is, and what it knows of its encrypted clients. */
export class ServerCredentials {
  readonly key: NoiseKey = newNoiseKey();
  readonly #records = new Map<string, Uint8Array>();
  readonly #staged = new Map<string, Uint8Array>();
  readonly #approved = new Set<string>();

  /** What the next handshake with this client is made with. */
  pskFor(clientId: string): ServerPsk {
    const record = this.#records.get(clientId);
    if (record !== undefined) return { kind: "longTerm", psk: record };
    const staged = this.#staged.get(clientId);
    return staged === undefined ? SHARED_WITH_ALL : { kind: "pairing", psk: staged };
  }

  isPaired(clientId: string): boolean {
    return this.#records.has(clientId);
  }

  isApproved(clientId: string): boolean {
    return this.#approved.has(clientId);
  }

  /** Known as one that encrypts, so that plaintext in its name is refused. */
  isKnown(clientId: string): boolean {
    return this.#records.has(clientId) || this.#staged.has(clientId) || this.#approved.has(clientId);
  }

  approve(clientId: string): void {
    this.#approved.add(clientId);
  }

  /** The operator enters a token; answers whose it is. Throws `WireError` for what is none. */
  stage(token: string): string {
    const { clientKey, pairingPsk } = decodePairingToken(token);
    const clientId = Buffer.from(clientKey).toString("base64url");
    this.#staged.set(clientId, pairingPsk);
    return clientId;
  }

  staged(clientId: string): ServerPsk | undefined {
    const psk = this.#staged.get(clientId);
    return psk && { kind: "pairing", psk };
  }

  pair(clientId: string, longTermPsk: Uint8Array): void {
    this.#staged.delete(clientId);
    this.#records.set(clientId, longTermPsk);
  }

  unpair(clientId: string): void {
    this.#records.delete(clientId);
  }
}

/** The payload of message 1; only servers of dialect E10 tell the category. */
export function handshakePayload({ kind, psk }: ServerPsk, tellsCategory: boolean): string {
  const id = createHash("sha256").update("sendspin-psk-id-v1").update(psk).digest("base64url");
  return JSON.stringify({ psk_id: id, ...(tellsCategory ? { psk_category: CATEGORIES[kind] } : {}) });
}
