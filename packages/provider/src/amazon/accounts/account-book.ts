import { randomBytes } from "node:crypto";
import { EventEmitter } from "node:events";
import { parse } from "@ma-alexa/protocol";
import {
  RegistrationSchema,
  StoredAccountsSchema,
  type Customer,
  type Registration,
  type StoredAccount,
} from "@ma-alexa/protocol/amazon";
import type { Clock, DocumentStore } from "../../ports.js";

/** The name of the secret document that keeps every signed-in account. */
const ACCOUNTS_DOCUMENT = "amazon-accounts";

/** Where the one account of former versions is kept. */
const FORMER_DOCUMENT = "amazon-registration";

const ID_BYTES = 6;

/** What a completed sign-in brings. */
export interface NewLogin {
  readonly registration: Registration;
  /** Who signed in, when Amazon said it. */
  readonly customer: Customer | undefined;
  /** The account that is signed in again, if one was named. */
  readonly accountId?: string | undefined;
}

/** `signed-in` also comes for an account that was known before; its id is the same then. */
export interface AccountBookEvents {
  "signed-in": [StoredAccount];
  "signed-out": [StoredAccount];
}

/** All accounts that are signed in, kept across restarts. The one owner of their registrations. */
export class AccountBook extends EventEmitter<AccountBookEvents> {
  readonly #store: DocumentStore;
  readonly #clock: Clock;
  #accounts: readonly StoredAccount[] = [];

  constructor({ store, clock }: { readonly store: DocumentStore; readonly clock: Clock }) {
    super();
    this.#store = store;
    this.#clock = clock;
  }

  /** Reads what is stored. Rejects with a WireError when it is there and cannot be understood. */
  async load(): Promise<void> {
    const document = await this.#store.read(ACCOUNTS_DOCUMENT);
    if (document === undefined) await this.#adoptFormer();
    else this.#accounts = parse(StoredAccountsSchema, document, "The stored Amazon accounts").accounts;
  }

  list(): readonly StoredAccount[] {
    return this.#accounts;
  }

  get(id: string): StoredAccount | undefined {
    return this.#accounts.find((account) => account.id === id);
  }

  /** The account whose owner this is. */
  ofCustomer(customer: Customer | undefined): StoredAccount | undefined {
    return this.#accounts.find(({ customerId }) => customerId !== undefined && customerId === customer?.id);
  }

  /** Keeps a new sign-in, of a known account in its place; resolves when it is stored. */
  async signIn({ registration, customer, accountId }: NewLogin): Promise<StoredAccount> {
    const known = accountId === undefined ? this.ofCustomer(customer) : this.get(accountId);
    const customerId = customer?.id ?? known?.customerId;
    const account: StoredAccount = {
      id: known?.id ?? randomBytes(ID_BYTES).toString("hex"),
      ...(customerId === undefined ? {} : { customerId }),
      label: givenName(customer) ?? known?.label ?? "Amazon",
      marketplace: registration.amazonPage,
      signedInAtEpochMs: this.#clock.epoch(),
      registration,
    };
    await this.#keep(
      known === undefined
        ? [...this.#accounts, account]
        : this.#accounts.map((other) => (other === known ? account : other)),
    );
    this.emit("signed-in", account);
    return account;
  }

  /** Keeps the renewed registration of an account. One that is no registration is an error and changes nothing. */
  async renew(id: string, renewed: Readonly<Record<string, unknown>>): Promise<void> {
    const registration = parse(RegistrationSchema, renewed, "The renewed registration");
    const account = this.get(id);
    if (account === undefined || JSON.stringify(account.registration) === JSON.stringify(registration)) return;
    await this.#keep(this.#accounts.map((other) => (other.id === id ? { ...other, registration } : other)));
  }

  /** Forgets an account; its players' identities are kept elsewhere and stay. */
  async signOut(id: string): Promise<void> {
    const account = this.get(id);
    if (account === undefined) return;
    await this.#keep(this.#accounts.filter((other) => other !== account));
    this.emit("signed-out", account);
  }

  async #keep(accounts: readonly StoredAccount[]): Promise<void> {
    this.#accounts = accounts;
    await this.#store.write(ACCOUNTS_DOCUMENT, { accounts }, { secret: true });
  }

  /** The account of a former version moves here; its old document is emptied only once the new one is written. */
  async #adoptFormer(): Promise<void> {
    const former = await this.#store.read(FORMER_DOCUMENT);
    const read = RegistrationSchema.safeParse(former);
    if (!read.success) return;
    await this.signIn({ registration: read.data, customer: undefined });
    await this.#store.write(FORMER_DOCUMENT, null, { secret: true });
  }
}

function givenName(customer: Customer | undefined): string | undefined {
  const name = customer?.fullName?.trim().split(/\s+/)[0];
  // Some accounts have an e-mail address for a name.
  return name === undefined || name === "" || name.includes("@") ? undefined : name;
}
