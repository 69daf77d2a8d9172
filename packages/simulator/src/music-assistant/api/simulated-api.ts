import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { WebSocketServer } from "ws";
import type { Clock } from "../../clock.js";
import type { SimulatedPlayer } from "../simulated-player.js";
import type { Tune } from "../tunes.js";
import { SimulatedAccounts } from "./accounts.js";
import { ApiPlayer } from "./api-player.js";
import { ApiSession } from "./api-session.js";
import { ChangeTeller } from "./change-teller.js";
import type { ApiHouse } from "./house.js";
import { SimulatedLibrary } from "./library.js";
import { pictureOf } from "./picture.js";
import type { WireObject } from "./wire.js";

/** What the API of a simulated Music Assistant may be told. */
export interface SimulatedApiOptions {
  /** 0 (the default) takes a free port and keeps it over a restart. */
  readonly port?: number;
  /** 28 to 77; default 37, which is Music Assistant 2.9. */
  readonly schema?: number;
  /** False: nobody has made a user yet. */
  readonly isSetUp?: boolean;
}

interface SimulatedApiParts {
  readonly clock: Clock;
  readonly host: string;
  readonly serverId: string;
  readonly tunes: readonly Tune[];
  readonly players: () => readonly SimulatedPlayer[];
  readonly options: SimulatedApiOptions;
}

const DEFAULT_SCHEMA = 37;
const STATUS_SINCE = 29;
const URLS_SINCE = 32;

/** Music Assistant's own API and picture service, of the same players and queues that make the sound. */
export class SimulatedApi {
  readonly accounts = new SimulatedAccounts();
  readonly library: SimulatedLibrary;
  readonly schema: number;
  readonly #parts: SimulatedApiParts;
  readonly #house: ApiHouse;
  readonly #teller: ChangeTeller;
  readonly #known = new Map<SimulatedPlayer, ApiPlayer>();
  readonly #sessions = new Set<ApiSession>();
  #port: number;
  #server: Server | undefined;

  constructor(parts: SimulatedApiParts) {
    this.#parts = parts;
    this.#port = parts.options.port ?? 0;
    this.schema = parts.options.schema ?? DEFAULT_SCHEMA;
    this.library = new SimulatedLibrary(parts.tunes);
    const tell = (event: string, object_id: string | null, data: unknown): void => {
      for (const session of this.#sessions) session.tell({ event, object_id, data });
    };
    this.#teller = new ChangeTeller(tell);
    this.#house = {
      schema: this.schema,
      library: this.library,
      accounts: this.accounts,
      players: () => this.#players(),
      settings: new Map(),
      epochSeconds: () => parts.clock.epoch() / 1_000,
      tell,
      tellChanges: () => {
        this.changed();
      },
    };
  }

  /** Such as `http://127.0.0.1:8095`; known once started. */
  get url(): string {
    return `http://${this.#parts.host}:${String(this.#port)}`;
  }

  async start(): Promise<void> {
    const server = createServer((request, response) => {
      this.#serve(request, response);
    });
    this.#server = server;
    const sockets = new WebSocketServer({ server, path: "/ws" });
    sockets.on("connection", (socket) => {
      const session = new ApiSession(socket, this.#house, this.#parts.clock);
      this.#sessions.add(session);
      socket.on("close", () => {
        session.end();
        this.#sessions.delete(session);
      });
      session.start(this.#info(), this.#parts.options.isSetUp ?? true);
    });
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      server.listen(this.#port, this.#parts.host, resolve);
    });
    this.#port = (server.address() as AddressInfo).port;
  }

  /** Every connection drops and the port refuses. */
  async stop(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    this.#teller.forget();
    if (server === undefined) return;
    const closed = new Promise((resolve) => server.close(resolve));
    this.dropConnections();
    server.closeAllConnections();
    await closed;
  }

  /** The network fails for a moment. */
  dropConnections(): void {
    for (const session of this.#sessions) session.end();
  }

  /** Something of the players or queues may have changed: whoever listens is told. */
  changed(): void {
    if (this.#server !== undefined) this.#teller.look(this.#players());
  }

  /** A player once it was registered is known for good; before, there is nothing to see of it (reference 1.11). */
  #players(): readonly ApiPlayer[] {
    for (const player of this.#parts.players()) {
      if (this.#known.has(player) || !player.available) continue;
      this.#known.set(
        player,
        new ApiPlayer(player, { schema: this.schema, library: this.library, epochSeconds: this.#house.epochSeconds }),
      );
    }
    return [...this.#known.values()];
  }

  #info(): WireObject {
    return {
      server_id: this.#parts.serverId,
      server_version: "0.0.0",
      schema_version: this.schema,
      min_supported_schema_version: 28,
      base_url: this.url,
      homeassistant_addon: false,
      onboard_done: this.#parts.options.isSetUp ?? true,
      ...(this.schema >= STATUS_SINCE ? { name: null, status: "running" } : {}),
      ...(this.schema >= URLS_SINCE ? { internal_url: this.url, external_url: null, has_remote_access: false } : {}),
    };
  }

  /** Pictures need no token (reference 4.8), and the server tells everybody what it is. */
  #serve(request: IncomingMessage, response: ServerResponse): void {
    const url = new URL(request.url ?? "/", this.url);
    if (url.pathname === "/info") {
      response.setHeader("content-type", "application/json").end(JSON.stringify(this.#info()));
      return;
    }
    const picture = pictureNamed(url);
    const isKnown =
      picture !== undefined && this.library.items.some(({ kind, id }) => picture === `/covers/${kind} ${id}.jpg`);
    if (!isKnown) {
      response.writeHead(404).end();
      return;
    }
    const size = Number(url.searchParams.get("size") ?? 0);
    response.setHeader("content-type", "image/png").end(pictureOf(picture, Number.isFinite(size) ? size : 0));
  }
}

/** Both forms of reference 4.8: the path, encoded twice, or an opaque id. */
function pictureNamed({ pathname, searchParams }: URL): string | undefined {
  const [, room, id] = pathname.split("/");
  if (room !== "imageproxy") return undefined;
  const path = searchParams.get("path");
  if (path !== null) return decodeURIComponent(path);
  return id === undefined ? undefined : Buffer.from(decodeURIComponent(id), "base64url").toString();
}
