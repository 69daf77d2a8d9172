import { createServer, type AddressInfo } from "node:net";
import { createLogger, fromFlags, readConfiguration, startDemo, systemClock, type Demo } from "@ma-alexa/app";
import type { SendspinClient } from "@ma-alexa/provider";
import type { SimulatedEcho } from "@ma-alexa/simulator";
import { CuttingProxy } from "./cutting-proxy.js";
import { Ear } from "./ear.js";
import { Partner } from "./partner.js";
import { Repertoire } from "./repertoire.js";
import { bounded, until } from "./waiting.js";

const START_MS = 60_000;

/** The one Echo of the household. */
export const ECHO_NAME = "Kitchen";

/** A real Sendspin server, a line to it that can be cut, and the real bridge with a simulated Amazon and one Echo. */
export class House {
  readonly repertoire = new Repertoire();
  readonly version: string;
  readonly #python: string;
  readonly #logLevel: "debug" | "silent";
  #partner: Partner | undefined;
  #line: CuttingProxy | undefined;
  #demo: Demo | undefined;

  constructor(python: string, version: string, logLevel: "debug" | "silent") {
    this.version = version;
    this.#python = python;
    this.#logLevel = logLevel;
  }

  get partner(): Partner {
    return present(this.#partner);
  }

  get line(): CuttingProxy {
    return present(this.#line);
  }

  get echo(): SimulatedEcho {
    return present(this.#demo?.street.echos[0]);
  }

  /** The Sendspin client of the Echo. */
  get client(): SendspinClient {
    return present([...present(this.#demo).bridge.clients.values()].at(-1));
  }

  get ear(): Ear {
    return new Ear(this.echo);
  }

  /** How far the Echo's Sendspin client has come with the server. */
  get link(): string {
    return this.#demo?.bridge.clients.size === 0 ? "offline" : this.client.link.kind;
  }

  /** Whether the household shows the Echo as a player that can be played on. */
  get isListed(): boolean {
    return present(this.#demo)
      .bridge.household.players()
      .some((player) => player.name === ECHO_NAME && player.online && player.reason === undefined);
  }

  /** @throws Error when a part does not come up within a minute; `stop` is still to be called. */
  async start(): Promise<void> {
    await this.repertoire.start();
    const { partner, port } = await this.openPartner();
    this.#partner = partner;
    this.#line = new CuttingProxy(port);
    const musicAssistant = `ws://127.0.0.1:${String(await this.#line.start())}/sendspin`;
    const configuration = readConfiguration([fromFlags({ musicAssistant, adminPort: "0", publicPort: "0" })]);
    const starting = startDemo({
      configuration,
      clock: systemClock,
      logger: createLogger({ level: this.#logLevel }),
      street: { echos: [{ name: ECHO_NAME }] },
    });
    this.#demo = await bounded("starting the household", starting, START_MS);
  }

  /** A server of this house's version on a port of its own; the caller stops it. */
  async openPartner(...options: readonly string[]): Promise<{ readonly partner: Partner; readonly port: number }> {
    const port = await freePort();
    const partner = new Partner(this.#python, port, options);
    try {
      await until("the server listens", () => partner.last("listening") !== undefined, START_MS);
    } catch (error) {
      await partner.stop();
      throw error;
    }
    return { partner, port };
  }

  async stop(): Promise<void> {
    await this.#demo?.stop();
    await this.#line?.stop();
    await this.#partner?.stop();
    await this.repertoire.stop();
  }
}

function present<T>(part: T | undefined): T {
  if (part === undefined) throw new Error("The house has not been started");
  return part;
}

/** The server library cannot listen on a port of the system's choice and tell it, so one is chosen for it. */
async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, "127.0.0.1", resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}
