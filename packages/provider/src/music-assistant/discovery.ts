import type { Clock, Logger, Timer } from "../ports.js";

import { serverUrl } from "./server-address.js";

/** A Sendspin server as it announces itself on the network. */
export interface AnnouncedServer {
  /** The name of the announcement; the same server keeps it. */
  readonly name: string;
  readonly host: string;
  readonly port: number;
  /** From the TXT record; most servers say `/sendspin`. */
  readonly path: string;
}

/** A running search for servers. */
export interface Browsing {
  /** Asks the network once more. */
  ask(): void;
  stop(): void;
}

/** Begins to look for `_sendspin-server._tcp` and tells who comes and goes. */
export type BrowseServers = (listener: { up(server: AnnouncedServer): void; down(name: string): void }) => Browsing;

/** Multicast gets lost; until a server is known we ask again this often. */
const ASK_AGAIN_MS = 10_000;

/**
 * Where Music Assistant is. An address that a person gave wins, and then the network is never asked; otherwise it is
 * the first server heard, kept until another one is up while it is gone: a restarting server comes back where it was.
 */
export class ServerDiscovery {
  readonly #manualUrl: string | undefined;
  readonly #browse: BrowseServers;
  readonly #clock: Clock;
  readonly #logger: Logger;
  readonly #up = new Map<string, string>();
  #found: { readonly name: string; readonly url: string } | undefined;
  #browsing: Browsing | undefined;
  #timer: Timer | undefined;

  /** Throws ServerAddressError when `manualAddress` cannot be read. */
  constructor(parts: { manualAddress?: string; browse: BrowseServers; clock: Clock; logger: Logger }) {
    this.#manualUrl = parts.manualAddress === undefined ? undefined : serverUrl(parts.manualAddress);
    this.#browse = parts.browse;
    this.#clock = parts.clock;
    this.#logger = parts.logger;
  }

  /** The WebSocket URL of the server, or undefined while none is known. */
  address(): string | undefined {
    return this.#manualUrl ?? this.#found?.url;
  }

  start(): void {
    if (this.#manualUrl !== undefined || this.#browsing !== undefined) return;
    this.#browsing = this.#browse({
      up: (server) => {
        if (this.#browsing !== undefined) this.#cameUp(server);
      },
      down: (name) => {
        this.#up.delete(name);
        this.#choose();
      },
    });
    this.#askAgainLater();
  }

  stop(): void {
    this.#timer?.cancel();
    this.#browsing?.stop();
    this.#browsing = undefined;
    this.#up.clear();
  }

  #cameUp(server: AnnouncedServer): void {
    const host = server.host.includes(":") ? `[${server.host}]` : server.host;
    this.#up.set(server.name, `ws://${host}:${server.port}${server.path}`);
    this.#choose();
  }

  #choose(): void {
    const name =
      this.#found !== undefined && this.#up.has(this.#found.name) ? this.#found.name : [...this.#up.keys()][0];
    const url = name === undefined ? undefined : this.#up.get(name);
    if (name === undefined || url === undefined || url === this.#found?.url) return;
    this.#found = { name, url };
    this.#logger.info({ server: name, address: url }, "Music Assistant was found on the network");
  }

  #askAgainLater(): void {
    this.#timer = this.#clock.after(ASK_AGAIN_MS, () => {
      if (this.#up.size === 0) this.#browsing?.ask();
      this.#askAgainLater();
    });
  }
}
