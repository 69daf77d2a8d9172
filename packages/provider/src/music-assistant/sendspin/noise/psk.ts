import { createHash } from "node:crypto";

/** Who knows a PSK: a server that was paired, one that was given our pairing token, or everybody. */
export type PskKind = "long-term" | "pairing" | "sentinel";

/** A PSK with which a handshake may be completed. `psk` is a secret, except the Sentinel. */
export interface Psk {
  readonly kind: PskKind;
  readonly psk: Buffer;
}

/** The PSK of those who share no secret; it only makes the handshake uniform (Sendspin reference 2.3). */
export const SENTINEL: Psk = {
  kind: "sentinel",
  psk: createHash("sha256").update("sendspin-sentinel-psk-v1").digest(),
};

/** How a PSK is named in handshake message 1; tells nothing of the PSK. */
export function pskId(psk: Uint8Array): string {
  return createHash("sha256").update("sendspin-psk-id-v1").update(psk).digest("base64url");
}
