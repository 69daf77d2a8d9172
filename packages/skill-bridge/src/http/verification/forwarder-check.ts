import { createHmac, timingSafeEqual } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import type { Clock } from "../../ports.js";
import { ReplayMemory } from "./replay-memory.js";
import { RequestRefused } from "./request-refused.js";

/** The same tolerance as for what Alexa signs. */
const TOLERANCE_SECONDS = 150;

const SIGNATURE = /^[0-9a-f]{64}$/;

/**
 * Whether a message comes from the household's own Lambda function: `x-ma-alexa-signature` is the HMAC-SHA256, in hex, of
 * `x-ma-alexa-timestamp` (seconds since 1970), a full stop and the body, made with a secret that both know.
 */
export class ForwarderCheck {
  readonly #secret: string;
  readonly #clock: Clock;
  readonly #replays: ReplayMemory;

  constructor(secret: string, clock: Clock) {
    this.#secret = secret;
    this.#clock = clock;
    this.#replays = new ReplayMemory(clock);
  }

  /** @throws RequestRefused when it is unsigned, forged, older than 150 s, or was seen before. */
  check(headers: IncomingHttpHeaders, body: Buffer): void {
    const { "x-ma-alexa-timestamp": timestamp, "x-ma-alexa-signature": signature } = headers;
    if (typeof timestamp !== "string" || typeof signature !== "string") throw new RequestRefused("UNSIGNED");
    if (!SIGNATURE.test(signature) || !timingSafeEqual(this.#sign(timestamp, body), Buffer.from(signature, "hex")))
      throw new RequestRefused("BAD_SIGNATURE");
    const ageSeconds = this.#clock.epoch() / 1_000 - Number(timestamp);
    if (!(Math.abs(ageSeconds) <= TOLERANCE_SECONDS))
      throw new RequestRefused("STALE", `Its age is ${Math.round(ageSeconds)} s.`);
    if (!this.#replays.admit(signature)) throw new RequestRefused("REPLAYED");
  }

  #sign(timestamp: string, body: Buffer): Buffer {
    return createHmac("sha256", this.#secret).update(`${timestamp}.`).update(body).digest();
  }
}
