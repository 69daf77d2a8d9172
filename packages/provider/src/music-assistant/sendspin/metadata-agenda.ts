import type { Metadata } from "@ma-alexa/protocol/sendspin";

import type { Clock, Timer } from "../../ports.js";

/** Servers may tell what plays this long before it does (Sendspin reference 1.8). */
const MAX_AHEAD_US = 20_000_000;

/** Holds what will play until it does; what comes later replaces it. */
export class MetadataAgenda {
  readonly #clock: Clock;
  readonly #apply: (metadata: Metadata | null) => void;
  #timer: Timer | undefined;

  constructor(parts: { readonly clock: Clock; readonly apply: (metadata: Metadata | null) => void }) {
    this.#clock = parts.clock;
    this.#apply = parts.apply;
  }

  /** `serverNowUs` is undefined while the server's clock is not known; then everything is due. */
  take(metadata: Metadata | null, serverNowUs: number | undefined): void {
    this.stop();
    const aheadUs = metadata === null || serverNowUs === undefined ? 0 : metadata.timestamp - serverNowUs;
    if (aheadUs <= 0 || aheadUs > MAX_AHEAD_US) {
      this.#apply(metadata);
      return;
    }
    this.#timer = this.#clock.after(Math.ceil(aheadUs / 1_000), () => {
      this.#apply(metadata);
    });
  }

  stop(): void {
    this.#timer?.cancel();
  }
}
