import { createStreet, type Street } from "@ma-alexa/simulator";
import { createLogger, fromFlags, HouseholdRun, MemoryStore, readConfiguration, systemClock } from "../../src/index.js";

/** A household in which nobody has signed in yet, with a simulated Amazon and Music Assistant around it. */
export class FirstHousehold {
  readonly street: Street;
  readonly #store = new MemoryStore();
  #run: HouseholdRun;
  address = "";

  private constructor(street: Street) {
    this.street = street;
    this.#run = this.#newRun("0");
  }

  static async start(): Promise<FirstHousehold> {
    const household = new FirstHousehold(await createStreet({ clock: systemClock }));
    household.address = await household.#run.start();
    return household;
  }

  /** The program ends and starts again, with what it had written down. */
  async restart(): Promise<void> {
    await this.#run.stop();
    this.#run = this.#newRun(new URL(this.address).port);
    await this.#run.start();
  }

  async stop(): Promise<void> {
    await this.#run.stop();
    await this.street.stop();
  }

  /** Everybody whom Music Assistant can play on, by name, with the id that keeps queue and settings. */
  players(): Readonly<Record<string, string>> {
    const players = this.street.musicAssistant?.players() ?? [];
    return Object.fromEntries(players.filter(({ available }) => available).map(({ name, id }) => [name, id]));
  }

  #newRun(adminPort: string): HouseholdRun {
    const musicAssistant = this.street.musicAssistant?.url;
    if (musicAssistant === undefined) throw new Error("This street has no Music Assistant");
    const flags = { adminPort, publicPort: "0", signInPort: "0", musicAssistant };
    return new HouseholdRun({
      configuration: readConfiguration([fromFlags(flags)]),
      store: this.#store,
      clock: systemClock,
      logger: createLogger({ level: "silent" }),
      amazon: this.street.amazon.endpoint,
      failed: (error) => {
        throw error;
      },
    });
  }
}
