import type { AmazonEndpoint, Clock, DocumentStore, Logger } from "@ma-alexa/provider";
import type { BlockStore } from "@ma-alexa/skill-bridge";
import { AccountsView } from "./accounts/accounts-view.js";
import { openAmazonSide, type AmazonSide } from "./accounts/amazon-side.js";
import { Bridge } from "./bridge.js";
import { openAdmin, type Admin } from "./cli/open-admin.js";
import type { ShownBridge } from "./cli/show-bridge.js";
import type { Configuration } from "./configuration/configuration.js";
import { startDemo } from "./demo/start-demo.js";
import { streetView } from "./demo/street-view.js";

/** What the dashboard says of a demo that nobody asked for. */
export const DEMO_NOTICE =
  "Nothing is configured yet, so this is a simulated household: press play and listen. Your own Echos come when you sign in to Amazon.";

export interface HouseholdRunParts {
  readonly configuration: Configuration;
  readonly store: DocumentStore;
  /** Where the real household's long items go; a demo keeps none. */
  readonly blocks?: BlockStore;
  /** Time passes by itself, as for every household that is not a test. */
  readonly isInRealTime?: boolean;
  readonly clock: Clock;
  readonly logger: Logger;
  /** A simulated Amazon in place of the real one; for tests. */
  readonly amazon?: AmazonEndpoint;
  /** The household cannot go on; a person must read the error. */
  readonly failed: (error: unknown) => void;
}

interface Running extends ShownBridge {
  stop(): Promise<void>;
}

/**
 * A household with its dashboard, from the first start on: simulated while nothing is configured and nobody is signed in,
 * the real one from the first sign-in on, at the same address and without a restart.
 */
export class HouseholdRun {
  readonly #parts: HouseholdRunParts;
  #side: AmazonSide | undefined;
  #running: Running | undefined;
  #admin: Admin | undefined;
  #changing: Promise<void> = Promise.resolve();

  constructor(parts: HouseholdRunParts) {
    this.#parts = parts;
  }

  /** The bridge that runs at present. */
  get bridge(): Bridge {
    if (this.#running === undefined) throw new Error("No household runs");
    return this.#running.bridge;
  }

  get isDemo(): boolean {
    return this.#running?.demo !== undefined;
  }

  /**
   * Starts the household that fits and its dashboard; resolves with the dashboard's address.
   * @throws AppError for whatever a person must act on.
   */
  async start(): Promise<string> {
    const side = await openAmazonSide(this.#parts);
    this.#side = side;
    this.#running = this.#isNew(side) ? await this.#startDemo() : await this.#startReal(side);
    const { clock, logger } = this.#parts;
    this.#admin = await openAdmin({ ...this.#running, accounts: new AccountsView(side), clock, logger });
    if (this.isDemo) side.book.once("signed-in", this.#moveIn);
    return this.#admin.address;
  }

  async stop(): Promise<void> {
    this.#side?.book.off("signed-in", this.#moveIn);
    await this.#changing;
    await this.#admin?.stop();
    await this.#side?.desk.stop();
    await this.#running?.stop();
    this.#admin = this.#running = this.#side = undefined;
  }

  /** Nobody has told this household anything yet. */
  #isNew({ book }: AmazonSide): boolean {
    const { musicAssistant, skillId } = this.#parts.configuration;
    return book.list().length === 0 && musicAssistant === undefined && skillId === undefined;
  }

  async #startReal({ accounts }: AmazonSide): Promise<Running> {
    const { configuration } = this.#parts;
    const bridge = new Bridge({ ...this.#parts, accounts });
    try {
      await bridge.start();
    } catch (error) {
      await bridge.stop();
      throw error;
    }
    return { bridge, configuration, stop: () => bridge.stop() };
  }

  async #startDemo(): Promise<Running> {
    const { configuration, clock, logger } = this.#parts;
    const demo = await startDemo({ configuration, clock, logger });
    return {
      bridge: demo.bridge,
      configuration: demo.configuration,
      demo: { view: streetView(demo, clock), notice: DEMO_NOTICE },
      stop: () => demo.stop(),
    };
  }

  readonly #moveIn = (): void => {
    this.#changing = this.#goOver().catch((error: unknown) => {
      this.#parts.failed(error);
    });
  };

  /** The demo ends first, since both use the same public port. */
  async #goOver(): Promise<void> {
    const side = this.#side;
    if (side === undefined) return;
    await this.#running?.stop();
    this.#running = undefined;
    const running = await this.#startReal(side);
    this.#running = running;
    this.#admin?.show(running);
    this.#parts.logger.info({}, "Signed in to Amazon: the demo household makes room for yours");
  }
}
