import type { Clock, DocumentStore, Logger } from "@ma-alexa/provider";
import type { Street, StreetOptions } from "@ma-alexa/simulator";
import { AccountsView } from "../accounts/accounts-view.js";
import { openAmazonSide, type AmazonSide } from "../accounts/amazon-side.js";
import { Bridge } from "../bridge.js";
import type { Configuration } from "../configuration/configuration.js";
import { MemoryStore } from "../memory-store.js";

/** The skill of the demo household; no such skill exists at Amazon. */
const DEMO_SKILL_ID = "amzn1.ask.skill.00000000-0000-4000-8000-000000000000";

/** What a demo is made of. */
export interface DemoParts {
  /** `musicAssistant` names a real Music Assistant; without it that side is simulated too. */
  readonly configuration: Configuration;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Forgotten with the program when absent. */
  readonly store?: DocumentStore;
  /** How the street is built; the default household when absent. */
  readonly street?: Omit<StreetOptions, "clock">;
}

/** A simulated household with a real bridge in it. */
export interface Demo {
  readonly street: Street;
  readonly bridge: Bridge;
  readonly configuration: Configuration;
  /** The simulated household's accounts; a sign-in there goes to the simulated Amazon. */
  readonly accounts: AccountsView;
  stop(): Promise<void>;
}

/**
 * Builds the street and starts the bridge in it. The simulator is loaded here and only here, so that a bridge that serves a
 * real household never has it in memory.
 */
export async function startDemo(parts: DemoParts): Promise<Demo> {
  const { createStreet } = await import("@ma-alexa/simulator");
  const { clock, logger } = parts;
  const isReal = parts.configuration.musicAssistant !== undefined;
  const street = await createStreet({ ...parts.street, clock, ...(isReal ? { musicAssistant: false } : {}) });
  const configuration: Configuration = {
    ...parts.configuration,
    // What the demo shows first is that nothing is lost; `--skip quick` shows the other.
    skip: parts.configuration.skip ?? "seamless",
    skillId: DEMO_SKILL_ID,
    publicHost: "127.0.0.1",
    publicUrl: undefined,
    musicAssistant: parts.configuration.musicAssistant ?? street.musicAssistant?.url,
  };
  const store = parts.store ?? new MemoryStore();
  const side = await openAmazonSide({
    configuration,
    clock,
    logger,
    store,
    amazon: street.amazon.endpoint,
    pageUrl: (url) => street.amazon.pageUrl(url),
  });
  await signIn(side, street);
  const bridge = new Bridge({
    configuration,
    clock,
    logger,
    store,
    accounts: side.accounts,
    trust: { rootPem: street.certificates.rootPem, fetchCertificate: (url) => street.certificates.fetch(url) },
  });
  try {
    await bridge.start();
  } catch (error) {
    await bridge.stop();
    await street.stop();
    throw error;
  }
  street.alexa.registerSkill({
    skillId: DEMO_SKILL_ID,
    endpoint: `${bridge.publicUrl}/alexa`,
    invocationNames: configuration.invocationName,
  });
  return {
    street,
    bridge,
    configuration,
    accounts: new AccountsView(side),
    stop: async () => {
      await side.desk.stop();
      await bridge.stop();
      await street.stop();
    },
  };
}

/** Somebody of the street is signed in already, so that there is something to hear at once. */
async function signIn({ book }: AmazonSide, { amazon }: Street): Promise<void> {
  if (book.list().length > 0) return;
  const [owner] = amazon.customers;
  const customer = owner === undefined ? undefined : { id: owner.id, fullName: owner.givenName };
  await book.signIn({ registration: amazon.registration(), customer });
}
