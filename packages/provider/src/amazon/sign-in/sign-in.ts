import { randomUUID } from "node:crypto";
import { EventEmitter } from "node:events";
import { WireError, parse, parseJson } from "@ma-alexa/protocol";
import { CustomerSchema, RegistrationSchema, type Customer, type StoredAccount } from "@ma-alexa/protocol/amazon";
import type { Clock, Logger, Timer } from "../../ports.js";
import type { AccountBook } from "../accounts/account-book.js";
import type { AmazonSite } from "../accounts/marketplaces.js";
import type { FromSignIn, SignInSetup } from "../worker/sign-in-messages.js";
import { readPastedAddress } from "./pasted-address.js";
import { signInFailure, type SignInFailureCode } from "./sign-in-failure.js";
import { OPENING, isOver, stepSignIn, type SignInInput, type SignInState } from "./sign-in-machine.js";
import { SignInThread, type OpenSignInThread } from "./sign-in-thread.js";

/** Amazon's pages, a second factor and a password manager included. */
const PERSON_MS = 15 * 60_000;
const OPENING_MS = 30_000;
/** Half a dozen requests of at most ten seconds. */
const CHECKING_MS = 60_000;

export interface SignInParts {
  readonly setup: SignInSetup;
  readonly site: AmazonSite;
  readonly book: AccountBook;
  /** The account that signs in again, if one was named. */
  readonly account: StoredAccount | undefined;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly openThread?: OpenSignInThread | undefined;
  /** Takes our app off the list of an account that was not meant. */
  readonly undo: (registration: Readonly<Record<string, unknown>>, basePage: string) => void;
}

/** One sign-in of a person, from the address of Amazon's pages to the stored account. */
export class SignIn extends EventEmitter<{ state: [SignInState] }> {
  readonly id = randomUUID();
  readonly expiresAtEpochMs: number;
  readonly #parts: SignInParts;
  readonly #thread = new SignInThread();
  #state: SignInState = OPENING;
  #deadline: Timer | undefined;

  constructor(parts: SignInParts) {
    super();
    this.#parts = parts;
    this.expiresAtEpochMs = parts.clock.epoch() + PERSON_MS;
  }

  get state(): SignInState {
    return this.#state;
  }

  get setup(): SignInSetup {
    return this.#parts.setup;
  }

  /** The account that is signed in again, or was signed in. */
  get accountId(): string | undefined {
    return this.#state.accountId ?? this.#parts.account?.id;
  }

  start(): void {
    this.#wait(OPENING_MS, "UNREACHABLE");
    this.#thread.on("message", (message) => {
      this.#hear(message);
    });
    this.#thread.on("died", () => {
      this.#fail("FAILED");
    });
    this.#thread.start(this.#parts.setup, this.#parts.openThread);
  }

  /** Ends whatever still runs; a sign-in that waits counts as cancelled. */
  async stop(): Promise<void> {
    this.#step({ kind: "cancel" });
    this.#deadline?.cancel();
    await this.#thread.stop();
  }

  cancel(): void {
    this.#step({ kind: "cancel" });
  }

  /** The address that the person pasted; a wrong one leaves the sign-in open for another. */
  paste(text: string): void {
    if (this.#state.phase !== "waiting") return;
    const address = readPastedAddress(text, this.#parts.site.basePage);
    if (address.kind === "refused") {
      this.#step({ kind: "address-refused", failure: signInFailure(address.code) });
      return;
    }
    this.#step({ kind: "code-came" });
    this.#thread.say({ kind: "replay", query: address.query });
  }

  #hear(message: FromSignIn): void {
    switch (message.kind) {
      case "opened":
        this.#step({ kind: "opened", url: message.url });
        return;
      case "code-came":
        this.#step({ kind: "code-came" });
        return;
      case "failed":
        this.#fail(message.code);
        return;
      case "registered":
        void this.#keep(message.registration, message.customer);
        return;
      case "signed-out":
        return;
    }
  }

  async #keep(registered: object, customerText: string | undefined): Promise<void> {
    const { book, account, site, logger, undo } = this.#parts;
    if (this.#state.phase !== "checking") return;
    try {
      const registration = parse(RegistrationSchema, registered, "Amazon's registration");
      const customer = readCustomer(customerText);
      if (isAnother(account, customer)) {
        undo(registration, site.basePage);
        this.#fail("OTHER_ACCOUNT");
        return;
      }
      const { id, label } = await book.signIn({ registration, customer, accountId: account?.id });
      logger.info({ marketplace: registration.amazonPage }, `Signed in to Amazon as ${label}`);
      this.#step({ kind: "signed-in", accountId: id });
    } catch (error) {
      logger.error({ error: error instanceof WireError ? error.message : String(error) }, "A sign-in was not stored");
      this.#fail("FAILED");
    }
  }

  #fail(code: SignInFailureCode): void {
    this.#step({ kind: "failed", failure: signInFailure(code) });
  }

  #step(input: SignInInput): void {
    const before = this.#state;
    this.#state = stepSignIn(before, input);
    if (this.#state === before) return;
    if (this.#state.phase !== before.phase) this.#enter(this.#state);
    this.emit("state", this.#state);
  }

  #enter(state: SignInState): void {
    if (state.phase === "waiting") this.#wait(this.expiresAtEpochMs - this.#parts.clock.epoch(), "TIMED_OUT");
    if (state.phase === "checking") this.#wait(CHECKING_MS, "UNREACHABLE");
    if (!isOver(state)) return;
    this.#deadline?.cancel();
    void this.#thread.stop();
    if (state.failure !== undefined)
      this.#parts.logger.warn({ code: state.failure.code }, `The sign-in to Amazon failed: ${state.failure.reason}`);
  }

  #wait(ms: number, code: SignInFailureCode): void {
    this.#deadline?.cancel();
    this.#deadline = this.#parts.clock.after(ms, () => {
      this.#fail(code);
    });
  }
}

/** Who signed in; an answer that says nothing usable costs the name and not the sign-in. */
function readCustomer(text: string | undefined): Customer | undefined {
  if (text === undefined) return undefined;
  try {
    return parseJson(CustomerSchema, text, "users/me");
  } catch (error) {
    if (error instanceof WireError) return undefined;
    throw error;
  }
}

function isAnother(account: StoredAccount | undefined, customer: Customer | undefined): boolean {
  return account?.customerId !== undefined && customer !== undefined && account.customerId !== customer.id;
}
