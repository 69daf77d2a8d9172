import { fileURLToPath } from "node:url";
import { SimulatedSkillManagement } from "@ma-alexa/simulator";
import { Smapi } from "@ma-alexa/skill-bridge";
import { z } from "zod";
import { AdminServer } from "../../src/admin-api/admin-server.js";
import { showBridge } from "../../src/cli/show-bridge.js";
import { createLogger, MemoryStore, systemClock, type Demo } from "../../src/index.js";
import { MusicSkillSide } from "../../src/music-skill/music-skill-side.js";

const DASHBOARD = fileURLToPath(new URL("../../../dashboard/dist", import.meta.url));
const REDIRECT = "https://pitangui.amazon.com/api/skill/link/M2SIMULATED";

const ClientSchema = z.object({ clientId: z.string(), clientSecret: z.string() });

/** A dashboard of the demo household that has a public address, and a simulated skill management at which a skill can be made. */
export class SkillDashboard {
  readonly amazon = new SimulatedSkillManagement();
  readonly #demo: Demo;
  #side: MusicSkillSide | undefined;
  #server: AdminServer | undefined;

  constructor(demo: Demo) {
    this.#demo = demo;
  }

  /** Resolves with the address to open. */
  async start(): Promise<string> {
    await this.amazon.start();
    const { bridge, configuration, accounts } = this.#demo;
    const parts = { clock: systemClock, logger: createLogger({ level: "error" }) };
    const side = await MusicSkillSide.open({
      ...parts,
      configuration: { ...configuration, publicUrl: "https://echo.example.org" },
      store: new MemoryStore(),
      library: bridge.musicAssistant.library,
      isPlaying: () => false,
      management: new Smapi(this.amazon.credentials, { api: this.amazon.address, login: this.amazon.address }),
    });
    side.start();
    this.#side = side;
    const musicSkill = {
      state: () => side.state(),
      linkingCode: () => side.linkingCode(),
      unlink: () => side.unlink(),
      make: (tell: (step: string) => void) => side.make(tell),
      follow: (listener: () => void) => {
        side.on("changed", listener);
        return () => side.off("changed", listener);
      },
    };
    const { view } = showBridge({ bridge, configuration }, systemClock);
    const where = { host: "127.0.0.1", port: 0, dashboardFolder: DASHBOARD };
    this.#server = new AdminServer({ ...view, ...parts, ...where, accounts, musicSkill });
    return await this.#server.start();
  }

  /** What Amazon does when a person typed the code on the page that the Alexa app opened; says what the page makes of it. */
  async link(typedCode: string): Promise<"linked" | "refused"> {
    const { linking } = this.#side ?? {};
    const { clientId, clientSecret } = ClientSchema.parse(this.amazon.skill?.linking);
    const asked = { response_type: "code", client_id: clientId, redirect_uri: REDIRECT, state: "x" };
    const authorization = linking?.authorization(asked);
    const confirmed = authorization && linking?.confirm(authorization, typedCode);
    if (typeof confirmed !== "object") return "refused";
    const code = new URL(confirmed.goTo).searchParams.get("code") ?? "";
    const form = { grant_type: "authorization_code", code, redirect_uri: REDIRECT };
    const answer = await linking?.token(form, { clientId, clientSecret });
    return answer?.status === 200 ? "linked" : "refused";
  }

  async stop(): Promise<void> {
    await this.#server?.stop();
    await this.#side?.stop();
    await this.amazon.stop();
  }
}
