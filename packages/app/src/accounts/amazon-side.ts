import { WireError } from "@ma-alexa/protocol";
import {
  AccountBook,
  AmazonAccounts,
  SignInDesk,
  type AmazonEndpoint,
  type Clock,
  type DocumentStore,
  type Logger,
} from "@ma-alexa/provider";
import { AppError } from "../app-error.js";
import type { Configuration } from "../configuration/configuration.js";
import { VERSION } from "../version.js";
import { TotpSecrets } from "./totp-secrets.js";

export interface AmazonSideParts {
  readonly configuration: Configuration;
  readonly store: DocumentStore;
  readonly clock: Clock;
  readonly logger: Logger;
  /** The simulated Amazon; with it nothing reaches the real one. */
  readonly amazon?: AmazonEndpoint | undefined;
  /** Where the simulated Amazon shows the page of an address. */
  readonly pageUrl?: ((url: string) => string) | undefined;
}

/** Everything of Amazon that outlives a bridge: who is signed in, how people sign in, and the accounts at work. */
export interface AmazonSide {
  readonly book: AccountBook;
  readonly desk: SignInDesk;
  readonly totp: TotpSecrets;
  /** Begun and ended by the bridge that uses them. */
  readonly accounts: AmazonAccounts;
}

/**
 * Reads who is signed in and makes everything that is needed for it; nothing talks to Amazon yet.
 * @throws AppError SECRETS_LOCKED or DOCUMENT_UNREADABLE.
 */
export async function openAmazonSide(parts: AmazonSideParts): Promise<AmazonSide> {
  const { configuration, store, clock } = parts;
  const logger = parts.logger.child({ room: "amazon" });
  const appName = `ma-alexa ${VERSION}`;
  const endpoint = parts.amazon === undefined ? {} : { endpoint: parts.amazon };
  const book = new AccountBook({ store, clock });
  const totp = new TotpSecrets({ store, clock });
  await Promise.all([readable(book.load()), totp.load()]);
  const desk = new SignInDesk({
    book,
    clock,
    logger,
    appName,
    pages: {
      bind: configuration.signInHost,
      address: configuration.signInAddress ?? configuration.signInHost,
      port: configuration.signInPort,
    },
    ...endpoint,
    ...(parts.pageUrl === undefined ? {} : { pageUrl: parts.pageUrl }),
  });
  const accounts = new AmazonAccounts({ book, clock, logger, appName, ...endpoint });
  return { book, desk, totp, accounts };
}

async function readable(loading: Promise<void>): Promise<void> {
  try {
    await loading;
  } catch (cause) {
    if (!(cause instanceof WireError)) throw cause;
    throw new AppError(
      "DOCUMENT_UNREADABLE",
      `${cause.message} Restore amazon-accounts from a backup, or move it away to sign in anew.`,
      { cause },
    );
  }
}
