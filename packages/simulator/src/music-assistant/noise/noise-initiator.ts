import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
} from "node:crypto";
import type { NoiseSuite } from "@ma-alexa/protocol/sendspin";

/** A key on Curve25519 as both raw halves, base64url. */
export interface NoiseKey {
  readonly secret: string;
  readonly public: string;
}

/** A new key. */
export function newNoiseKey(): NoiseKey {
  const { d, x } = generateKeyPairSync("x25519").privateKey.export({ format: "jwk" });
  return { secret: d ?? "", public: x ?? "" };
}

/** One direction of an encrypted connection: each call uses up one nonce. */
export type Seal = (bytes: Uint8Array, associated?: Uint8Array) => Buffer;

/** What both sides hold after a handshake. */
export interface NoiseTransport {
  readonly seal: Seal;
  readonly open: Seal;
  readonly hash: Buffer;
}

export interface InitiatorParts {
  readonly suite: NoiseSuite;
  readonly prologue: Uint8Array;
  readonly server: NoiseKey;
  /** The client's public key, base64url. */
  readonly clientId: string;
  /** Given by tests only. */
  readonly ephemeral?: NoiseKey;
}

/** The server's side of Noise KKpsk2 (Sendspin reference 2.2): message 1 out, message 2 in. */
export class NoiseInitiator {
  readonly #parts: InitiatorParts;
  readonly #ephemeral: NoiseKey;
  #h: Buffer;
  #ck: Buffer;
  #key: Buffer = Buffer.alloc(0);

  constructor(parts: InitiatorParts) {
    this.#parts = parts;
    this.#ephemeral = parts.ephemeral ?? newNoiseKey();
    const name = `Noise_KKpsk2_${parts.suite}`;
    this.#h = name.length > 32 ? digest(Buffer.from(name)) : Buffer.from(name);
    this.#ck = this.#h;
    this.#mix(parts.prologue);
    this.#mix(raw(parts.server.public));
    this.#mix(raw(parts.clientId));
  }

  /** `payload` names the PSK; whoever holds the client's key can read it. */
  message1(payload: string): Buffer {
    const { server, clientId } = this.#parts;
    const e = raw(this.#ephemeral.public);
    this.#mix(e);
    this.#stir(e);
    this.#stir(agreed(this.#ephemeral, clientId));
    this.#stir(agreed(server, clientId));
    const sealed = sealing(this.#parts.suite, this.#key)(Buffer.from(payload), this.#h);
    this.#mix(sealed);
    return Buffer.concat([e, sealed]);
  }

  /** `instead` is tried where `psk` does not fit. Throws when the client holds neither of them, or not its own key. */
  message2(message: Uint8Array, psk: Uint8Array, instead?: Uint8Array): NoiseTransport & { readonly psk: Uint8Array } {
    const theirs = Buffer.from(message.subarray(0, 32));
    const theirId = theirs.toString("base64url");
    this.#mix(theirs);
    this.#stir(theirs);
    this.#stir(agreed(this.#ephemeral, theirId));
    this.#stir(agreed(this.#parts.server, theirId));
    const sealed = message.subarray(32);
    try {
      return { ...this.#completed(sealed, psk), psk };
    } catch (error) {
      if (instead === undefined) throw error;
      return { ...this.#completed(sealed, instead), psk: instead };
    }
  }

  #completed(sealed: Uint8Array, psk: Uint8Array): NoiseTransport {
    const { suite } = this.#parts;
    const [ck, hashed, key] = expanded(this.#ck, psk, 3);
    const before = digest(this.#h, hashed);
    opening(suite, key)(sealed, before);
    const [toClient, toServer] = expanded(ck, Buffer.alloc(0), 2);
    return { seal: sealing(suite, toClient), open: opening(suite, toServer), hash: digest(before, sealed) };
  }

  #mix(bytes: Uint8Array): void {
    this.#h = digest(this.#h, bytes);
  }

  #stir(secret: Uint8Array): void {
    const [ck, key] = expanded(this.#ck, secret, 2);
    this.#ck = ck;
    this.#key = key;
  }
}

/** The chain of HMACs that Noise calls HKDF. */
function expanded(ck: Buffer, input: Uint8Array, count: 2 | 3): [Buffer, Buffer, Buffer] {
  const temporary = createHmac("sha256", ck).update(input).digest();
  const first = createHmac("sha256", temporary).update(Buffer.of(1)).digest();
  const second = createHmac("sha256", temporary).update(first).update(Buffer.of(2)).digest();
  const third = count === 3 ? createHmac("sha256", temporary).update(second).update(Buffer.of(3)).digest() : second;
  return [first, second, third];
}

function sealing(suite: NoiseSuite, key: Buffer): Seal {
  let count = 0n;
  return (bytes, associated = new Uint8Array(0)) => {
    const cipher = createCipheriv(algorithm(suite), key, nonce(suite, count++), { authTagLength: 16 });
    cipher.setAAD(associated, { plaintextLength: bytes.length });
    return Buffer.concat([cipher.update(bytes), cipher.final(), cipher.getAuthTag()]);
  };
}

function opening(suite: NoiseSuite, key: Buffer): Seal {
  let count = 0n;
  return (bytes, associated = new Uint8Array(0)) => {
    const length = bytes.length - 16;
    const cipher = createDecipheriv(algorithm(suite), key, nonce(suite, count++), { authTagLength: 16 });
    cipher.setAAD(associated, { plaintextLength: length });
    cipher.setAuthTag(bytes.subarray(length));
    return Buffer.concat([cipher.update(bytes.subarray(0, length)), cipher.final()]);
  };
}

function algorithm(suite: NoiseSuite): "chacha20-poly1305" {
  // Both are AEADs of the same shape; the types of node:crypto have no name for that.
  return (suite === "25519_ChaChaPoly_SHA256" ? "chacha20-poly1305" : "aes-256-gcm") as "chacha20-poly1305";
}

function nonce(suite: NoiseSuite, count: bigint): Buffer {
  const bytes = Buffer.alloc(12);
  if (suite === "25519_ChaChaPoly_SHA256") bytes.writeBigUInt64LE(count, 4);
  else bytes.writeBigUInt64BE(count, 4);
  return bytes;
}

function agreed(mine: NoiseKey, theirs: string): Buffer {
  const jwk = { kty: "OKP", crv: "X25519", x: mine.public, d: mine.secret };
  return diffieHellman({
    privateKey: createPrivateKey({ key: jwk, format: "jwk" }),
    publicKey: createPublicKey({ key: { kty: "OKP", crv: "X25519", x: theirs }, format: "jwk" }),
  });
}

function digest(...parts: readonly Uint8Array[]): Buffer {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return hash.digest();
}

const raw = (text: string): Buffer => Buffer.from(text, "base64url");
