import { randomUUID } from "node:crypto";
import { encodePushFrame } from "@ma-alexa/protocol/amazon";
import type { Clock, Timer } from "../../clock.js";
import { seededRandom } from "../../music-assistant/random.js";
import type { AmazonFaults } from "../faults/faults.js";
import type { SimulatedCustomer } from "../people/customer.js";
import type { PushServer } from "./push-server.js";

/** An event that follows from something, so many milliseconds later. */
export interface LaterPush {
  readonly afterMs: number;
  readonly push: () => void;
}

export interface PushDeliveryParts {
  readonly clock: Clock;
  readonly faults: AmazonFaults;
  readonly server: PushServer;
}

/** Brings events to the customer's streams: at once and once on a good day, later, twice or not at all on others. */
export class PushDelivery {
  readonly #parts: PushDeliveryParts;
  readonly #random = seededRandom(1);
  readonly #timers = new Set<Timer>();

  constructor(parts: PushDeliveryParts) {
    this.#parts = parts;
  }

  send(customer: SimulatedCustomer, command: string, payload: object): void {
    const { clock, faults, server } = this.#parts;
    if (faults.pushDropped || (faults.pushWithoutNowPlaying && command === "NotifyNowPlayingUpdated")) return;
    const frame = encodePushFrame(command, payload, { messageId: randomUUID(), timeStamp: clock.epoch() });
    const copies = faults.pushDuplicated ? 2 : 1;
    this.#after(faults.pushDelayMs, () => {
      for (let copy = 0; copy < copies; copy++) server.send(customer, frame);
    });
  }

  /** Several events with one cause, in this order or, when the faults say so, in another. */
  sendInTurn(events: readonly LaterPush[]): void {
    const pushes = events.map(({ push }) => push);
    if (this.#parts.faults.pushShuffled) this.#shuffle(pushes);
    events.forEach(({ afterMs }, index) => {
      this.#after(afterMs, pushes[index] ?? nothing);
    });
  }

  /** Forgets what was not sent yet. */
  cancel(): void {
    for (const timer of this.#timers) timer.cancel();
    this.#timers.clear();
  }

  #after(delayMs: number, task: () => void): void {
    if (delayMs <= 0) {
      task();
      return;
    }
    const timer = this.#parts.clock.after(delayMs, () => {
      this.#timers.delete(timer);
      task();
    });
    this.#timers.add(timer);
  }

  #shuffle(items: (() => void)[]): void {
    for (let last = items.length - 1; last > 0; last--) {
      const other = Math.floor(this.#random.between(0, last + 1));
      [items[last], items[other]] = [items[other] ?? nothing, items[last] ?? nothing];
    }
  }
}

const nothing = (): void => undefined;
