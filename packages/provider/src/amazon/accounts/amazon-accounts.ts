import { EventEmitter } from "node:events";
import type { Worker } from "node:worker_threads";
import type { StoredAccount } from "@ma-alexa/protocol/amazon";
import type { Clock, Logger } from "../../ports.js";
import { AmazonAccount, type AmazonAccountEvents } from "../account.js";
import type { CommandOutcome } from "../commands/command.js";
import { newCounters, type AmazonCounters } from "../counters.js";
import type { EchoDevice } from "../devices/echo-device.js";
import type { AccountState } from "../session/session-machine.js";
import type { AmazonEndpoint, WorkerSetup } from "../worker/messages.js";
import type { AccountBook } from "./account-book.js";
import { jointState } from "./joint-state.js";
import { basePageOf } from "./marketplaces.js";

export interface AmazonAccountsParts {
  readonly book: AccountBook;
  readonly clock: Clock;
  readonly logger: Logger;
  /** How we name ourselves to Amazon. */
  readonly appName?: string;
  /** The simulated Amazon; with it nothing can reach the real one. */
  readonly endpoint?: AmazonEndpoint;
  /** Opens the library's thread; for tests. */
  readonly openWorker?: (setup: WorkerSetup) => Worker;
}

/** How one of the accounts is doing. */
export interface AccountStanding {
  readonly state: AccountState;
  /** When its sign-in ends if it is never renewed from now on, epoch milliseconds. */
  readonly endsAtEpochMs: number | undefined;
  readonly deviceCount: number;
}

interface Member {
  readonly label: string;
  readonly account: AmazonAccount;
}

/**
 * The Echos of all signed-in accounts as those of one. Accounts come and go with the book; each lives in a thread of its
 * own. An Echo that two accounts list appears once and belongs to the first that is signed in.
 */
export class AmazonAccounts extends EventEmitter<AmazonAccountEvents> {
  readonly #parts: AmazonAccountsParts;
  readonly #members = new Map<string, Member>();
  #isRunning = false;
  #changedAtEpochMs: number;

  constructor(parts: AmazonAccountsParts) {
    super();
    this.#parts = parts;
    this.#changedAtEpochMs = parts.clock.epoch();
  }

  /** The state of the household's whole Amazon side. */
  get state(): AccountState {
    const members = [...this.#members.values()].map(({ label, account }) => ({ label, state: account.state }));
    return jointState(members, this.#changedAtEpochMs);
  }

  /** Begins with every account of the book, and follows the book from now on. */
  start(): void {
    if (this.#isRunning) return;
    this.#isRunning = true;
    this.#parts.book.on("signed-in", this.#onSignedIn).on("signed-out", this.#onSignedOut);
    for (const stored of this.#parts.book.list()) this.#admit(stored);
  }

  /** Ends every account's thread, timers and connections. */
  async stop(): Promise<void> {
    this.#isRunning = false;
    this.#parts.book.off("signed-in", this.#onSignedIn).off("signed-out", this.#onSignedOut);
    const members = [...this.#members.values()];
    this.#members.clear();
    await Promise.all(members.map(({ account }) => account.stop()));
  }

  /** How the account with this id is doing; undefined while it does not run. */
  standing(id: string): AccountStanding | undefined {
    const account = this.#members.get(id)?.account;
    if (account === undefined) return undefined;
    const { state, endsAtEpochMs } = account;
    return { state, endsAtEpochMs, deviceCount: account.devices().length };
  }

  devices(): readonly EchoDevice[] {
    const listed = this.#accounts().flatMap((account) => account.devices());
    return [...new Set(listed.map(({ serial }) => serial))].flatMap((serial) => {
      const device = this.#of(serial)
        ?.devices()
        .find((candidate) => candidate.serial === serial);
      return device === undefined ? [] : [device];
    });
  }

  /** The sum of all accounts' counters. */
  counters(): Readonly<AmazonCounters> {
    const sum = newCounters();
    for (const account of this.#accounts())
      for (const [name, count] of Object.entries(account.counters())) sum[name as keyof AmazonCounters] += count;
    return sum;
  }

  /** Sets a device's volume, 0 to 100. Never rejects. */
  setVolume(serial: string, level: number): Promise<CommandOutcome> {
    return this.#of(serial)?.setVolume(serial, level) ?? this.#unknown();
  }

  /** Stops whatever sounds on the device. Never rejects. */
  stopPlayback(serial: string): Promise<CommandOutcome> {
    return this.#of(serial)?.stopPlayback(serial) ?? this.#unknown();
  }

  /** Makes the device open the skill; withdrawn through `signal` while it waits. Never rejects. */
  launchSkill(serial: string, skillId: string, signal: AbortSignal): Promise<CommandOutcome> {
    return this.#of(serial)?.launchSkill(serial, skillId, signal) ?? this.#unknown();
  }

  /** Says `text` to the device as if a person had, in the device's language. Never rejects. */
  textCommand(serial: string, text: string, signal: AbortSignal): Promise<CommandOutcome> {
    return this.#of(serial)?.textCommand(serial, text, signal) ?? this.#unknown();
  }

  #accounts(): AmazonAccount[] {
    return [...this.#members.values()].map(({ account }) => account);
  }

  /** The account that speaks for a device. */
  #of(serial: string): AmazonAccount | undefined {
    const listing = this.#accounts().filter((account) => account.devices().some((device) => device.serial === serial));
    const isUsable = ({ state: { kind } }: AmazonAccount): boolean => kind === "ready" || kind === "degraded";
    return listing.find(isUsable) ?? listing[0];
  }

  #unknown(): Promise<CommandOutcome> {
    const reason = this.#members.size === 0 ? "no Amazon account is signed in" : "Amazon lists no such device";
    return Promise.resolve({ outcome: "refused", reason });
  }

  readonly #onSignedIn = (stored: StoredAccount): void => {
    const member = this.#members.get(stored.id);
    if (member === undefined) this.#admit(stored);
    else void member.account.signInWith(stored.registration);
  };

  readonly #onSignedOut = ({ id }: StoredAccount): void => {
    const member = this.#members.get(id);
    if (member === undefined) return;
    this.#members.delete(id);
    this.#changedAtEpochMs = this.#parts.clock.epoch();
    member.account.removeAllListeners();
    void member.account.stop();
    this.emit("devices", this.devices());
    this.emit("state", this.state);
  };

  #admit({ id, label, marketplace, registration }: StoredAccount): void {
    const { book, clock, logger, appName, endpoint, openWorker } = this.#parts;
    const account = new AmazonAccount({
      registration,
      keep: (renewed) => book.renew(id, renewed),
      basePage: basePageOf(marketplace),
      clock,
      logger: logger.child({ account: label }),
      ...(appName === undefined ? {} : { appName }),
      ...(endpoint === undefined ? {} : { endpoint }),
      ...(openWorker === undefined ? {} : { openWorker }),
    });
    this.#members.set(id, { label, account });
    this.#changedAtEpochMs = clock.epoch();
    account.on("state", () => this.emit("state", this.state));
    account.on("devices", () => this.emit("devices", this.devices()));
    account.on("call", (call) => this.emit("call", call));
    // What two accounts say of one Echo is told once.
    account.on("fact", (fact) => {
      if (this.#of(fact.serial) === account) this.emit("fact", fact);
    });
    account.on("spoken-to", (event) => {
      if (this.#of(event.serial) === account) this.emit("spoken-to", event);
    });
    account.start();
  }
}
