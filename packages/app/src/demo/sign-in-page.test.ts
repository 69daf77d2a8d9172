import type { SignIn } from "@ma-alexa/protocol/admin";
import { describe, expect, it, onTestFinished } from "vitest";
import { openAdmin } from "../cli/open-admin.js";
import { readConfiguration } from "../configuration/configuration.js";
import { fromFlags } from "../configuration/sources.js";
import { HouseholdRun } from "../household-run.js";
import { createLogger } from "../logging/logger.js";
import { MemoryStore } from "../memory-store.js";
import { systemClock } from "../system-clock.js";
import { startDemo } from "./start-demo.js";

const configuration = readConfiguration([fromFlags({ adminPort: "0", publicPort: "0", signInPort: "0" })]);
const parts = { configuration, clock: systemClock, logger: createLogger({ level: "silent" }) };
const TEST_MS = 60_000;

/** Where a sign-in that a person begins on this dashboard leads. */
async function pageOf(address: string): Promise<string | undefined> {
  const body = JSON.stringify({ marketplace: "amazon.com", way: "paste" });
  const headers = { "content-type": "application/json" };
  const begun = await fetch(`${address}/api/sign-in`, { method: "POST", headers, body });
  const { id } = (await begun.json()) as SignIn;
  const now = async () => (await (await fetch(`${address}/api/sign-in/${id}`)).json()) as SignIn;
  await expect.poll(async () => (await now()).state, { timeout: 30_000 }).toBe("waiting");
  return (await now()).url;
}

describe("the page at which a person signs in", () => {
  it(
    "is the simulated Amazon's in a demo that somebody asked for",
    async () => {
      const demo = await startDemo(parts);
      onTestFinished(() => demo.stop());
      const admin = await openAdmin({ ...parts, ...demo });
      onTestFinished(() => admin.stop());
      const { host, port } = demo.street.amazon.endpoint;
      expect(await pageOf(admin.address)).toContain(`http://${host}:${String(port)}/www.amazon.com/ap/signin?`);
    },
    TEST_MS,
  );

  it(
    "is the real Amazon's in a household that nobody has told anything, whose demo makes room for it",
    async () => {
      const run = new HouseholdRun({
        ...parts,
        store: new MemoryStore(),
        failed: (error) => {
          throw error;
        },
      });
      const address = await run.start();
      onTestFinished(() => run.stop());
      expect(run.isDemo).toBe(true);
      expect(await pageOf(address)).toMatch(/^https:\/\/www\.amazon\.com\/ap\/signin\?/);
    },
    TEST_MS,
  );
});
