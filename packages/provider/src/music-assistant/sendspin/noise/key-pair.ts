import { createPrivateKey, createPublicKey, diffieHellman, generateKeyPairSync, type KeyObject } from "node:crypto";

/** The DER around a raw X25519 key, so that node:crypto takes it (Sendspin reference 2.10). */
const PRIVATE_PREFIX = Buffer.from("302e020100300506032b656e04220420", "hex");
const PUBLIC_PREFIX = Buffer.from("302a300506032b656e032100", "hex");

/** A key pair on Curve25519. */
export interface KeyPair {
  readonly privateKey: KeyObject;
  /** 32 bytes. */
  readonly publicKey: Buffer;
}

/** The pair of a raw private key of 32 bytes. Throws for any other length. */
export function keyPairOf(rawPrivateKey: Uint8Array): KeyPair {
  const privateKey = createPrivateKey({
    key: Buffer.concat([PRIVATE_PREFIX, rawPrivateKey]),
    format: "der",
    type: "pkcs8",
  });
  return { privateKey, publicKey: rawPublicKey(createPublicKey(privateKey)) };
}

/** A new pair for one handshake. */
export function ephemeralKeyPair(): KeyPair {
  const { privateKey, publicKey } = generateKeyPairSync("x25519");
  return { privateKey, publicKey: rawPublicKey(publicKey) };
}

/** The shared secret of our private and their raw public key. Throws for a key of low order or another length. */
export function sharedSecret(pair: KeyPair, theirPublicKey: Uint8Array): Buffer {
  const publicKey = createPublicKey({
    key: Buffer.concat([PUBLIC_PREFIX, theirPublicKey]),
    format: "der",
    type: "spki",
  });
  return diffieHellman({ privateKey: pair.privateKey, publicKey });
}

function rawPublicKey(key: KeyObject): Buffer {
  return key.export({ format: "der", type: "spki" }).subarray(PUBLIC_PREFIX.length);
}
