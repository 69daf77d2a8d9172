import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { PortListener } from "../amazon/port-listener.js";
import { catalogRoutes } from "./catalog-routes.js";
import type { ManagementAnswer, ManagementBooks, ManagementRoute } from "./management-route.js";
import { noSkillManagementFaults, type SkillManagementFaults } from "./skill-management-faults.js";
import { skillRoutes } from "./skill-routes.js";
import type { SimulatedCatalog, SimulatedSkill } from "./simulated-skill.js";

/** What a developer holds, and the simulator checks. */
const CREDENTIALS = { clientId: "simulated-client", clientSecret: "simulated-secret", refreshToken: "Atzr|simulated" };
const VENDOR = "M2SIMULATED";

/** Amazon's skill management and its "Login with Amazon", written after Music Skill reference 12.4 and 12.5. */
export class SimulatedSkillManagement implements ManagementBooks {
  readonly credentials = CREDENTIALS;
  readonly vendorId = VENDOR;
  readonly faults: SkillManagementFaults = noSkillManagementFaults();
  readonly skills = new Map<string, SimulatedSkill>();
  readonly catalogs = new Map<string, SimulatedCatalog>();
  /** Method and path of every request, in order. */
  readonly calls: string[] = [];
  readonly #listener = new PortListener(() => createServer((request, response) => void this.#serve(request, response)));
  readonly #routes: readonly ManagementRoute[];
  #accessToken = "";

  constructor() {
    this.#routes = [["GET", /^\/v1\/vendors$/, () => this.#vendors()], ...skillRoutes(this), ...catalogRoutes(this)];
  }

  /** Where it listens, for both of its services. */
  get address(): string {
    return `http://127.0.0.1:${this.#listener.port}`;
  }

  start(): Promise<void> {
    return this.#listener.listen();
  }

  stop(): Promise<void> {
    return this.#listener.close();
  }

  /** The one skill that was made, for tests with one household. */
  get skill(): SimulatedSkill | undefined {
    return [...this.skills.values()].at(-1);
  }

  #vendors(): ManagementAnswer {
    return { status: 200, body: { vendors: [{ id: VENDOR, name: "Simulated", roles: ["ROLE_ADMINISTRATOR"] }] } };
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const path = (request.url ?? "").split("?")[0] ?? "";
    this.calls.push(`${request.method ?? ""} ${path}`);
    const answer = this.#answer(request, path, Buffer.concat(chunks).toString("utf8"));
    response.writeHead(answer.status, { "content-type": "application/json", ...answer.headers });
    response.end(answer.body === undefined ? "" : JSON.stringify(answer.body));
  }

  #answer(request: IncomingMessage, path: string, body: string): ManagementAnswer {
    if (path === "/auth/O2/token") return this.#token(body);
    if (this.faults.throttled > 0) {
      this.faults.throttled -= 1;
      return { status: 429, body: { message: "Request is throttled." } };
    }
    const isStorage = path.startsWith("/storage/");
    // The reference has the bare token in the header, Amazon's own SDK puts its scheme before it.
    const token = request.headers.authorization?.replace(/^Bearer /i, "");
    if (!isStorage && token !== this.#accessToken)
      return { status: 401, body: { message: "Token is invalid/expired" } };
    for (const [method, pattern, answer] of this.#routes) {
      const found = method === request.method ? pattern.exec(path) : null;
      if (found !== null) return answer({ path, body }, ...found.slice(1));
    }
    return { status: 404, body: { message: "Resource not found" } };
  }

  #token(body: string): ManagementAnswer {
    const form = new URLSearchParams(body);
    const isOurs =
      form.get("refresh_token") === CREDENTIALS.refreshToken && form.get("client_secret") === CREDENTIALS.clientSecret;
    if (this.faults.invalidGrant || !isOurs) return { status: 400, body: { error: "invalid_grant" } };
    this.#accessToken = `Atza|${randomUUID()}`;
    return { status: 200, body: { access_token: this.#accessToken, token_type: "bearer", expires_in: 3_600 } };
  }
}
