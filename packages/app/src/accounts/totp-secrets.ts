import { z } from "zod";
import type { Clock, DocumentStore } from "@ma-alexa/provider";
import { AppError } from "../app-error.js";
import { readTotpSecret, totpCode, type TotpCode } from "./totp.js";

const DOCUMENT = "totp-secrets";
const SecretsSchema = z.record(z.string(), z.string());

/** The authenticator secrets of accounts whose owners want their codes shown here. Stored as a secret document. */
export class TotpSecrets {
  readonly #store: DocumentStore;
  readonly #clock: Clock;
  #secrets: Readonly<Record<string, string>> = {};

  constructor({ store, clock }: { readonly store: DocumentStore; readonly clock: Clock }) {
    this.#store = store;
    this.#clock = clock;
  }

  /** @throws AppError DOCUMENT_UNREADABLE when what is stored cannot be understood. */
  async load(): Promise<void> {
    const document = await this.#store.read(DOCUMENT);
    if (document === undefined) return;
    const read = SecretsSchema.safeParse(document);
    if (!read.success)
      throw new AppError("DOCUMENT_UNREADABLE", "The stored authenticator secrets are damaged: restore totp-secrets.");
    this.#secrets = read.data;
  }

  has(accountId: string): boolean {
    return accountId in this.#secrets;
  }

  /** The code to type now; undefined when no secret is kept for the account. */
  codeOf(accountId: string): TotpCode | undefined {
    const secret = readTotpSecret(this.#secrets[accountId] ?? "");
    return secret === undefined ? undefined : totpCode(secret, this.#clock.epoch());
  }

  /** Keeps a secret; false when the text is none. */
  async keep(accountId: string, secret: string): Promise<boolean> {
    if (readTotpSecret(secret) === undefined) return false;
    await this.#write({ ...this.#secrets, [accountId]: secret });
    return true;
  }

  async forget(accountId: string): Promise<void> {
    const { [accountId]: gone, ...others } = this.#secrets;
    if (gone !== undefined) await this.#write(others);
  }

  async #write(secrets: Readonly<Record<string, string>>): Promise<void> {
    this.#secrets = secrets;
    await this.#store.write(DOCUMENT, secrets, { secret: true });
  }
}
