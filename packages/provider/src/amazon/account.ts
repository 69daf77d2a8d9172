import { EventEmitter } from "node:events";
import type { Worker } from "node:worker_threads";
import type { Clock, Logger } from "../ports.js";
import { AmazonError } from "./amazon-error.js";
import { Breaker } from "./breaker.js";
import { buildSequence } from "./commands/build-sequence.js";
import type { AddressedCommand, Addressee } from "./commands/build-sequence.js";
import type { Command, CommandOutcome } from "./commands/command.js";
import { Commander } from "./commands/commander.js";
import { EchoCommands } from "./commands/echo-commands.js";
import { newCounters } from "./counters.js";
import type { AmazonCounters } from "./counters.js";
import type { EchoDevice } from "./devices/echo-device.js";
import type { EchoFact } from "./facts/echo-fact.js";
import { EchoObserver } from "./facts/echo-observer.js";
import { endOfCookies } from "./session/renewal.js";
import { Session } from "./session/session.js";
import type { AccountState } from "./session/session-machine.js";
import type { AmazonEndpoint, WorkerNews, WorkerSetup } from "./worker/messages.js";

/** One HTTP answer of Amazon's; the path comes without its query. */
export interface AmazonCall {
  readonly method: string;
  readonly path: string;
  readonly status: number;
}

/** What an account tells. */
export interface AmazonAccountEvents {
  /** The session's state, whenever anything of it changed. */
  state: [AccountState];
  /** All devices, whenever anything a person could see of them changed. */
  devices: [readonly EchoDevice[]];
  /** Something became different at an Echo. */
  fact: [EchoFact];
  /** Somebody spoke to an Echo: its equalizer and an unchanged volume were reported together. */
  "spoken-to": [{ readonly serial: string; readonly atEpochMs: number }];
  call: [AmazonCall];
}

export interface AmazonAccountParts {
  /** The stored registration object of the sign-in, whole; a secret. */
  readonly registration: Readonly<Record<string, unknown>>;
  /** Keeps a renewed registration, so that a restart needs no new sign-in. */
  readonly keep?: (registration: Readonly<Record<string, unknown>>) => Promise<void>;
  /** Where its app is registered: `amazon.com`, or `amazon.co.jp` for Japan. */
  readonly basePage?: string;
  readonly clock: Clock;
  readonly logger: Logger;
  /** How we name ourselves to Amazon. */
  readonly appName?: string;
  /** The simulated Amazon; with it nothing can reach the real one. */
  readonly endpoint?: AmazonEndpoint;
  /** Opens the library's thread; for tests. */
  readonly openWorker?: (setup: WorkerSetup) => Worker;
}

/**
 * One Amazon account: its Echos, what they report, and what they are told. Amazon may be away, slow or wrong at any
 * time; the account keeps trying, says so in `state`, and answers every command.
 */
export class AmazonAccount extends EventEmitter<AmazonAccountEvents> {
  /** What the Echos and groups can be told. */
  readonly commands: EchoCommands;
  readonly #parts: AmazonAccountParts;
  readonly #counters = newCounters();
  readonly #breaker: Breaker;
  readonly #session: Session;
  readonly #observer: EchoObserver;
  readonly #commander: Commander;

  constructor(parts: AmazonAccountParts) {
    super();
    this.#parts = parts;
    this.#breaker = this.#makeBreaker();
    this.#session = this.#makeSession();
    this.#observer = this.#makeObserver();
    this.#commander = this.#makeCommander();
    this.commands = new EchoCommands({
      commander: this.#commander,
      device: (serial) => this.#observer.device(serial),
      knownVolume: (serial) => this.#observer.knownVolume(serial),
      whyNot: () => (this.#session.isServing ? undefined : this.#session.whyNot()),
    });
  }

  get state(): AccountState {
    return this.#session.state;
  }

  /** When the sign-in ends if it is never renewed from now on, epoch milliseconds. */
  get endsAtEpochMs(): number | undefined {
    const renewedAt = this.#session.renewedAtEpochMs;
    return renewedAt === undefined ? undefined : endOfCookies(renewedAt);
  }

  /** Begins to sign in and returns at once; `state` tells how it goes. Amazon being away is no error. */
  start(): void {
    this.#session.start();
  }

  /** Goes on with the registration of a new sign-in; devices and what is known of them stay. */
  async signInWith(registration: Readonly<Record<string, unknown>>): Promise<void> {
    await this.#session.signInWith(registration);
  }

  /** Ends the thread, every timer and every connection; commands that wait are refused. */
  async stop(): Promise<void> {
    await this.#session.stop();
  }

  devices(): readonly EchoDevice[] {
    return this.#observer.devices();
  }

  counters(): Readonly<AmazonCounters> {
    return { ...this.#counters };
  }

  setVolume(serial: string, level: number): Promise<CommandOutcome> {
    return this.commands.setVolume(serial, level);
  }

  stopPlayback(serial: string): Promise<CommandOutcome> {
    return this.commands.stopPlayback(serial);
  }

  launchSkill(serial: string, skillId: string, signal: AbortSignal): Promise<CommandOutcome> {
    return this.commands.launchSkill(serial, skillId, signal);
  }

  textCommand(serial: string, text: string, signal: AbortSignal): Promise<CommandOutcome> {
    return this.commands.textCommand(serial, text, signal);
  }

  #makeBreaker(): Breaker {
    return new Breaker({
      clock: this.#parts.clock,
      onShut: (pauseMs) => {
        this.#counters.throttled += 1;
        const reason = `Amazon asks for fewer requests; nothing is sent for ${pauseMs / 1000} s`;
        this.#session.step({ kind: "trouble", trouble: "throttled", reason });
      },
      onProbe: () => {
        this.#observer.readNow();
      },
      onOpen: () => {
        this.#session.step({ kind: "relieved", trouble: "throttled" });
      },
    });
  }

  #makeSession(): Session {
    const { registration, appName = "Music Assistant Alexa", basePage, endpoint } = this.#parts;
    const { clock, logger, openWorker } = this.#parts;
    const setup = {
      registration,
      appName,
      ...(basePage === undefined ? {} : { basePage }),
      ...(endpoint === undefined ? {} : { endpoint }),
    };
    const session = new Session({ setup, clock, logger, openWorker });
    session.on("state", (state) => {
      this.#announce(state);
    });
    session.on("serve", () => {
      void this.#observer.start();
    });
    session.on("rest", () => {
      this.#observer.stop();
      this.#commander.clear(session.whyNot());
      this.#breaker.reset();
    });
    session.on("crashed", () => {
      this.#counters.crashes += 1;
    });
    session.on("news", (news) => {
      this.#hear(news);
    });
    return session;
  }

  #makeObserver(): EchoObserver {
    const { clock, logger } = this.#parts;
    const observer = new EchoObserver({
      clock,
      logger,
      counters: this.#counters,
      session: this.#session,
      breaker: this.#breaker,
    });
    observer.on("devices", (devices) => this.emit("devices", devices));
    observer.on("fact", (fact) => this.emit("fact", fact));
    observer.on("spoken-to", (event) => this.emit("spoken-to", event));
    observer.on("push", (push) => {
      this.#commander.notice(push);
    });
    return observer;
  }

  #makeCommander(): Commander {
    return new Commander({
      clock: this.#parts.clock,
      counters: this.#counters,
      send: (commands) => this.#send(commands),
      breaker: this.#breaker,
      hasPush: () => this.#observer.hasPush,
      knownVolume: (serial) => this.#observer.knownVolume(serial),
      readVolume: (serial) => this.#observer.readVolume(serial),
      readPlaying: (serial) => this.#observer.readPlaying(serial),
    });
  }

  async #send(commands: readonly Command[]): Promise<void> {
    const addressed = commands.flatMap((command): AddressedCommand[] => {
      const [addressee] = this.#addressees(command.serial);
      const others = command.kind === "announcement" ? this.#addressees(...command.others) : [];
      return addressee === undefined ? [] : [{ command, others, ...addressee }];
    });
    if (commands.some(({ kind }) => kind === "launch" || kind === "text")) this.#observer.expectPlaying();
    const [first] = addressed;
    if (first === undefined) throw new AmazonError("REFUSED", "Amazon lists no such device any more");
    for (const { command, device } of addressed) {
      this.#parts.logger.debug({ device: device.name, command: command.kind }, "» an Echo is told");
    }
    const { serial, deviceType } = first.device;
    const target = { serialNumber: serial, deviceType, deviceOwnerCustomerId: first.customerId };
    await this.#session.call({ method: "sequence", target, sequence: buildSequence(addressed) });
  }

  #addressees(...serials: readonly string[]): Addressee[] {
    return serials.flatMap((serial) => {
      const device = this.#observer.device(serial);
      return device === undefined ? [] : [{ device, customerId: this.#observer.ownerOf(serial) }];
    });
  }

  #hear(news: WorkerNews): void {
    if (news.kind === "http") {
      this.#counters.calls += 1;
      this.emit("call", { method: news.method, path: news.path, status: news.status });
    } else if (news.kind === "registration") this.#keep(news.registration);
    else this.#observer.hear(news);
  }

  #announce(state: AccountState): void {
    const { kind, push, reason } = state;
    const sentence = reason === undefined ? `Amazon account: ${kind}` : `Amazon account: ${kind}: ${reason}`;
    // Only a person can help then, and is told once.
    if (kind === "login-required") this.#parts.logger.error({ kind }, sentence);
    else this.#parts.logger.info({ kind, push }, sentence);
    this.emit("state", state);
  }

  #keep(registration: Readonly<Record<string, unknown>>): void {
    const { keep, logger } = this.#parts;
    keep?.(registration).catch(() => {
      logger.error({}, "The renewed Amazon sign-in could not be stored; a restart may need a new sign-in.");
    });
  }
}
