import { createHmac, timingSafeEqual } from "node:crypto";
import type { Clock, PlayerId, PlayId } from "../ports.js";

/** What a stream's address says. */
export interface StreamClaims {
  readonly playerId: PlayerId;
  readonly playId: PlayId;
  /** The response waits for a generation newer than this one (a skip asked at the Echo). */
  readonly afterGeneration?: number;
  /** The audio of one item (per-track): `playId` is the item's id. */
  readonly isItem?: boolean;
}

/** What an address ends in. */
export interface StreamSuffix {
  /** `mp3` when absent. */
  readonly suffix?: "mp3" | "flac";
}

/** Why an address is not served. */
export type StreamRefusal = "malformed" | "forged" | "expired";

/** Longer than any evening; an Echo may come back to an address hours later. */
const DEFAULT_TTL_MS = 12 * 3_600_000;

const PATH = /^\/stream\/([\w-]+)\.([\w-]+)\.(\d*|item)\.(\d+)\.([\w-]{43})\.(?:mp3|flac)$/;
const ITEM = "item";

/**
 * Signed, expiring addresses of streams. Everything stands in the path, which ends in the codec: some Echos choose it
 * by the suffix (how Echos fetch, fact 20). Not bound to a device, since an Echo may hand its address to another.
 */
export class StreamUrls {
  readonly #secret: Uint8Array;
  readonly #clock: Pick<Clock, "epoch">;

  /** `secret`: 32 random bytes that survive a restart. */
  constructor(secret: Uint8Array, clock: Pick<Clock, "epoch">) {
    this.#secret = secret;
    this.#clock = clock;
  }

  /** The path of a stream, good for `ttlMs`. Ids must be of letters, digits, `_` and `-`. */
  mint({ suffix = "mp3", ...claims }: StreamClaims & StreamSuffix, ttlMs = DEFAULT_TTL_MS): string {
    const said = [
      claims.playerId,
      claims.playId,
      claims.isItem === true ? ITEM : (claims.afterGeneration ?? ""),
      Math.ceil((this.#clock.epoch() + ttlMs) / 1_000),
    ].join(".");
    return `/stream/${said}.${this.#sign(said).toString("base64url")}.${suffix}`;
  }

  /** What a path says, or why it is not served. Compares in constant time. */
  verify(path: string): StreamClaims | { readonly refused: StreamRefusal } {
    const [, playerId, playId, after, expiry, signature] = PATH.exec(path) ?? [];
    if (
      playerId === undefined ||
      playId === undefined ||
      after === undefined ||
      expiry === undefined ||
      signature === undefined
    )
      return { refused: "malformed" };
    const said = [playerId, playId, after, expiry].join(".");
    if (!timingSafeEqual(this.#sign(said), Buffer.from(signature, "base64url"))) return { refused: "forged" };
    if (Number(expiry) * 1_000 < this.#clock.epoch()) return { refused: "expired" };
    if (after === ITEM) return { playerId, playId, isItem: true };
    return { playerId, playId, ...(after === "" ? {} : { afterGeneration: Number(after) }) };
  }

  #sign(said: string): Buffer {
    return createHmac("sha256", this.#secret).update(said).digest();
  }
}
