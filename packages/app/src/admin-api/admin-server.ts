import fastifyCookie from "@fastify/cookie";
import fastifyHelmet from "@fastify/helmet";
import fastifyStatic from "@fastify/static";
import Fastify, { type FastifyInstance } from "fastify";
import { z } from "zod";
import { SessionRequestSchema } from "@ma-alexa/protocol/admin";
import type { Clock, Logger } from "@ma-alexa/provider";
import type { AccountsView } from "../accounts/accounts-view.js";
import { isLoopback } from "../configuration/configuration.js";
import { maskSecrets } from "../logging/secrets.js";
import { addAccountRoutes } from "./account-routes.js";
import { addDemoRoutes } from "./demo-routes.js";
import type { DemoView } from "./demo-view.js";
import { EventHub, type EventName } from "./event-hub.js";
import { isLoopbackHost } from "./host-guard.js";
import { statusOf, type HouseholdView } from "./household-view.js";
import { addMusicAssistantRoutes, type MusicAssistantView } from "./music-assistant-routes.js";
import { addMusicSkillRoutes, type MusicSkillView } from "./music-skill-routes.js";
import { addSettingsRoutes, type SettingsView } from "./settings-routes.js";
import { SESSION_COOKIE, Sessions } from "./session.js";

/** The household that is shown at present. */
export interface ShownHousehold {
  readonly household: HouseholdView;
  readonly settings: SettingsView;
  readonly musicAssistant: MusicAssistantView;
  readonly musicSkill?: MusicSkillView | undefined;
  readonly demo?: DemoView | undefined;
}

/** What the admin listener serves, and to whom. */
export interface AdminServerOptions extends ShownHousehold {
  readonly host: string;
  readonly port: number;
  /** Asked of every browser when set; required by the configuration for any address but loopback. */
  readonly password?: string;
  /** Folder of the built dashboard. */
  readonly dashboardFolder: string;
  readonly accounts?: AccountsView;
  readonly clock: Clock;
  readonly logger: Logger;
}

const nothing = (): void => undefined;

/** Changes that come in a burst are shown as one. */
const COALESCE_MS = 50;

/** The household's own listener: dashboard, admin API and live events. */
export class AdminServer {
  readonly #options: AdminServerOptions;
  readonly #hub: EventHub;
  readonly #endings: (() => void)[] = [];
  #shown: ShownHousehold;
  #server: FastifyInstance | undefined;

  constructor(options: AdminServerOptions) {
    this.#options = options;
    this.#shown = options;
    this.#hub = new EventHub(options.clock);
  }

  /** Listens; resolves with the address to open. Rejects with the listener's error, such as EADDRINUSE. */
  async start(): Promise<string> {
    const { host, port } = this.#options;
    const server = Fastify({ forceCloseConnections: true, bodyLimit: 65_536 });
    this.#server = server;
    await server.register(fastifyCookie);
    await server.register(fastifyHelmet, HEADERS);
    this.#guard(server);
    this.#reportErrors(server);
    this.#addRoutes(server);
    await server.register(fastifyStatic, { root: this.#options.dashboardFolder });
    const address = await server.listen({ host, port });
    this.#followChanges();
    return address;
  }

  /** Goes over to another household; open browsers are told all of it anew. */
  show(next: ShownHousehold): void {
    for (const end of this.#endings.splice(0)) end();
    this.#shown = next;
    this.#followChanges();
    for (const [name, value] of this.#snapshots()) this.#hub.send(name, value);
  }

  async stop(): Promise<void> {
    for (const end of this.#endings.splice(0)) end();
    this.#hub.stop();
    await this.#server?.close();
    this.#server = undefined;
  }

  #guard(server: FastifyInstance): void {
    const { host, password, clock } = this.#options;
    const sessions = password === undefined ? undefined : new Sessions(password, clock);
    server.addHook("onRequest", async (request, reply) => {
      if (isLoopback(host) && !isLoopbackHost(request.headers.host)) {
        return reply.code(403).send({
          code: "FOREIGN_HOST",
          message: "This dashboard answers on 127.0.0.1 and localhost only: open it there.",
        });
      }
      const isApi = request.url.startsWith("/api/") || request.url.startsWith("/events");
      const isSession = request.url === "/api/session";
      if (sessions !== undefined && isApi && !isSession && !sessions.isOpen(request.cookies[SESSION_COOKIE])) {
        return reply.code(401).send({ code: "PASSWORD_NEEDED", message: "Enter the dashboard's password." });
      }
      return undefined;
    });
    server.post("/api/session", async (request, reply) => {
      const cookie = sessions?.open(SessionRequestSchema.parse(request.body).password);
      if (cookie === undefined)
        return reply.code(401).send({ code: "PASSWORD_WRONG", message: "This is not the dashboard's password." });
      return reply
        .setCookie(SESSION_COOKIE, cookie, { httpOnly: true, sameSite: "strict", path: "/" })
        .send({ ok: true });
    });
  }

  #reportErrors(server: FastifyInstance): void {
    server.setErrorHandler((error: Error & { statusCode?: number }, _request, reply) => {
      if (error instanceof z.ZodError) {
        const field = error.issues[0]?.path.join(".");
        return reply.code(400).send({
          code: "BAD_REQUEST",
          message: `${field === undefined || field === "" ? "The body" : field} is missing or not usable.`,
        });
      }
      const status = error.statusCode ?? 500;
      if (status >= 500) this.#options.logger.error({ err: error }, "An admin request failed");
      return reply.code(status).send({
        code: status >= 500 ? "INTERNAL" : "BAD_REQUEST",
        message: status >= 500 ? "The bridge failed here: its log says why." : String(maskSecrets(error.message)),
      });
    });
    server.setNotFoundHandler((_request, reply) =>
      reply.code(404).send({ code: "NOT_FOUND", message: "There is nothing at this address." }),
    );
  }

  #addRoutes(server: FastifyInstance): void {
    const shown = (): HouseholdView => this.#shown.household;
    const { accounts } = this.#options;
    server.get("/health", () => ({ status: "ok" }));
    server.get("/api/players", () => shown().players());
    server.get("/api/status", () => statusOf(shown()));
    server.get("/api/set-up", () => shown().setUp());
    server.post("/api/set-up/check", () => shown().checkSetUp());
    server.get("/api/activity", () => ({ activities: shown().activity.recent() }));
    server.get("/events", { exposeHeadRoute: false }, (_request, reply) => {
      reply.hijack();
      this.#hub.add(reply.raw, this.#snapshots());
    });
    addSettingsRoutes(server, () => this.#shown.settings);
    addMusicAssistantRoutes(server, () => this.#shown.musicAssistant);
    addMusicSkillRoutes(server, () => this.#shown.musicSkill);
    if (accounts !== undefined) addAccountRoutes(server, accounts);
    addDemoRoutes(server, () => this.#shown.demo);
  }

  /** Everything that a browser must know before it hears of changes. */
  #snapshots(): (readonly [EventName, unknown])[] {
    const { household, musicAssistant, musicSkill, demo } = this.#shown;
    const { accounts } = this.#options;
    return [
      ["status", statusOf(household)],
      ["players", household.players()],
      ["set-up", household.setUp()],
      ["music-assistant", musicAssistant.shown()],
      ...(musicSkill === undefined ? [] : [["music-skill", musicSkill.state()] as const]),
      ...household.activity.recent().map((entry) => ["activity", entry] as const),
      ...(accounts === undefined ? [] : [["accounts", accounts.snapshot()] as const]),
      ...(demo === undefined ? [] : [["demo", demo.snapshot()] as const]),
    ];
  }

  #followChanges(): void {
    const { household, musicAssistant, musicSkill, demo } = this.#shown;
    const { accounts } = this.#options;
    const players = this.#coalesced(() => {
      this.#hub.send("players", household.players());
      this.#hub.send("status", statusOf(household));
      this.#hub.send("set-up", household.setUp());
    });
    this.#endings.push(
      household.followPlayers(players),
      musicAssistant.follow(() => {
        this.#hub.send("music-assistant", musicAssistant.shown());
      }),
      musicSkill?.follow(() => {
        this.#hub.send("music-skill", musicSkill.state());
      }) ?? nothing,
      household.activity.follow((entry) => {
        this.#hub.send("activity", entry);
      }),
    );
    if (accounts !== undefined)
      this.#endings.push(
        accounts.follow(
          this.#coalesced(() => {
            this.#hub.send("accounts", accounts.snapshot());
          }),
        ),
      );
    if (demo !== undefined)
      this.#endings.push(
        demo.follow(
          this.#coalesced(() => {
            this.#hub.send("demo", demo.snapshot());
          }),
        ),
      );
  }

  #coalesced(task: () => void): () => void {
    let waiting = false;
    return () => {
      if (waiting) return;
      waiting = true;
      this.#options.clock.after(COALESCE_MS, () => {
        waiting = false;
        if (this.#server !== undefined) task();
      });
    };
  }
}

/** Strict, but usable over plain HTTP in a LAN: no upgrade to HTTPS, no HSTS. Album art may come from Music Assistant. */
const HEADERS = {
  hsts: false,
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'self'"],
      imgSrc: ["'self'", "data:", "http:", "https:"],
      objectSrc: ["'none'"],
      frameAncestors: ["'self'"],
      baseUri: ["'self'"],
    },
  },
};
