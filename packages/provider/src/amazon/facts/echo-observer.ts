import { EventEmitter } from "node:events";
import type { Clock, Logger } from "../../ports.js";
import type { Breaker } from "../breaker.js";
import type { AmazonCounters } from "../counters.js";
import { DeviceRegistry } from "../devices/device-registry.js";
import { DeviceWatch } from "../devices/device-watch.js";
import type { EchoDevice } from "../devices/echo-device.js";
import type { PushFact } from "../push/push-fact.js";
import { PushSupervisor } from "../push/push-supervisor.js";
import { isMalformed, readPush } from "../push/read-push.js";
import type { Session } from "../session/session.js";
import type { WorkerNews } from "../worker/messages.js";
import type { EchoFact } from "./echo-fact.js";
import { FactFinder } from "./fact-finder.js";
import { Reads } from "./reads.js";

/** What was seen; `push` is every event of a device, changed or not. */
export interface EchoObserverEvents {
  devices: [readonly EchoDevice[]];
  fact: [EchoFact];
  "spoken-to": [{ readonly serial: string; readonly atEpochMs: number }];
  push: [PushFact];
}

export interface EchoObserverParts {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly counters: AmazonCounters;
  readonly session: Session;
  readonly breaker: Breaker;
}

/** Watches an account's Echos: which there are, what push tells of them, and what Amazon's books say. */
export class EchoObserver extends EventEmitter<EchoObserverEvents> {
  readonly #parts: EchoObserverParts;
  readonly #registry = new DeviceRegistry();
  readonly #reads: Reads;
  readonly #watch: DeviceWatch;
  readonly #facts: FactFinder;
  readonly #push: PushSupervisor;

  constructor(parts: EchoObserverParts) {
    super();
    this.#parts = parts;
    this.#reads = new Reads(parts.breaker, (call) => parts.session.call(call));
    this.#push = this.#makePush();
    this.#watch = this.#makeWatch();
    this.#facts = this.#makeFacts();
  }

  get hasPush(): boolean {
    return this.#push.isOpen;
  }

  devices(): readonly EchoDevice[] {
    return this.#registry.all();
  }

  device(serial: string): EchoDevice | undefined {
    return this.#registry.get(serial);
  }

  /** The customer whose device it is, for sequences. */
  ownerOf(serial: string): string {
    return this.#registry.ownerOf(serial);
  }

  /** The level on Amazon's books; undefined when it cannot be learnt. */
  async readVolume(serial: string): Promise<number | undefined> {
    const volumes = await this.#facts.readVolumes().catch(() => undefined);
    return volumes?.get(serial)?.level;
  }

  /** Reads the books now, if the account is signed in. */
  readNow(): void {
    if (this.#parts.session.isServing) this.#facts.now();
  }

  /** An Echo was told to play. */
  expectPlaying(): void {
    this.#facts.expectPlaying();
  }

  /** The level last heard of the device. */
  knownVolume(serial: string): number | undefined {
    return this.#facts.knownVolume(serial);
  }

  /** Whether anything plays on the device by Amazon's books; undefined when it cannot be learnt. */
  async readPlaying(serial: string): Promise<boolean | undefined> {
    const playing = await this.#facts.readPlaying().catch(() => undefined);
    return playing?.has(serial);
  }

  /** The account is signed in: begins to watch. The first read of the books needs the devices. */
  async start(): Promise<void> {
    this.#push.start();
    await this.#watch.start();
    if (this.#parts.session.isServing) this.#facts.start();
  }

  stop(): void {
    this.#watch.stop();
    this.#facts.stop();
    this.#push.stop();
  }

  /** Takes what the library's thread tells of push. */
  hear(news: WorkerNews): void {
    switch (news.kind) {
      case "push-open":
        this.#push.opened();
        return;
      case "push-lost":
        this.#pushLost(news);
        return;
      case "push":
        this.#hearPush(news);
        return;
      default:
    }
  }

  #pushLost(news: Extract<WorkerNews, { kind: "push-lost" }>): void {
    // One that was open and falls is the ordinary case; one that does not open is trouble.
    if (!this.#push.isOpen) {
      const trouble = news.code === "UNREACHABLE" ? "unreachable" : "push";
      this.#parts.session.step({ kind: "trouble", trouble, reason: news.reason });
    }
    this.#push.lost(news.code === "REFUSED");
  }

  #hearPush(news: Extract<WorkerNews, { kind: "push" }>): void {
    this.#parts.counters.pushEvents += 1;
    this.#push.heard();
    const push = this.#read(news);
    if (push === "sessions-changed") this.#facts.hint();
    if (push === undefined || push === "sessions-changed") return;
    this.emit("push", push);
    this.#facts.hear(push);
    if (push.kind !== "connection") return;
    if (this.#registry.setOnline(push.serial, push.online)) this.#announceDevices();
    this.#watch.soon();
  }

  #read({ command, payload }: Extract<WorkerNews, { kind: "push" }>): ReturnType<typeof readPush> {
    try {
      return readPush(command, payload);
    } catch (error) {
      if (!isMalformed(error)) throw error;
      this.#parts.logger.warn({ code: error.code }, `Amazon pushed something malformed: ${error.message}`);
      return undefined;
    }
  }

  #announceDevices(): void {
    for (const { name, reason } of this.#registry.all()) {
      this.#parts.logger.debug({ device: name, reason }, "a device of the account");
    }
    this.emit("devices", this.#registry.all());
  }

  #makePush(): PushSupervisor {
    const { clock, counters, session } = this.#parts;
    // Whether an order worked is told by push-open and push-lost alone.
    const order = (method: "openPush" | "closePush"): void => {
      session.call({ method }).catch(() => undefined);
    };
    return new PushSupervisor({
      clock,
      open: () => {
        order("openPush");
      },
      close: () => {
        order("closePush");
      },
      onChange: (open) => {
        session.step({ kind: "push", open });
        if (!open) return;
        counters.pushOpened += 1;
        session.step({ kind: "relieved", trouble: "push" });
        session.step({ kind: "relieved", trouble: "unreachable" });
        // Whatever happened while nobody told us.
        this.#facts.now();
      },
    });
  }

  #makeWatch(): DeviceWatch {
    const { clock, logger, session } = this.#parts;
    return new DeviceWatch({
      clock,
      logger,
      reads: this.#reads,
      registry: this.#registry,
      onChange: () => {
        this.#announceDevices();
        this.#facts.hint();
      },
      onTrouble: (reason) => {
        if (reason === undefined) session.step({ kind: "relieved", trouble: "devices" });
        else session.step({ kind: "trouble", trouble: "devices", reason });
      },
    });
  }

  #makeFacts(): FactFinder {
    const { clock, logger } = this.#parts;
    return new FactFinder({
      clock,
      logger,
      reads: this.#reads,
      devices: () => this.#registry.all(),
      onFact: (fact) => {
        logger.debug({ device: this.device(fact.serial)?.name, fact: fact.kind }, "« an Echo reports");
        this.emit("fact", fact);
      },
      onSpokenTo: (serial, atEpochMs) => {
        this.emit("spoken-to", { serial, atEpochMs });
      },
      onUnpushed: () => {
        this.#push.missed();
      },
    });
  }
}
