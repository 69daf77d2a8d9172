import { TestClock } from "@ma-alexa/simulator";
import Fastify from "fastify";
import { describe, expect, it } from "vitest";
import { AccountsView } from "../accounts/accounts-view.js";
import { openAmazonSide } from "../accounts/amazon-side.js";
import { readConfiguration } from "../configuration/configuration.js";
import { createLogger } from "../logging/logger.js";
import { MemoryStore } from "../memory-store.js";
import { addAccountRoutes } from "./account-routes.js";

/** The routes of a house in which nobody is signed in. */
async function makeServer() {
  const side = await openAmazonSide({
    configuration: readConfiguration([]),
    store: new MemoryStore(),
    clock: new TestClock(),
    logger: createLogger({ level: "silent" }),
  });
  const server = Fastify();
  addAccountRoutes(server, new AccountsView(side));
  return server;
}

const WISH = { marketplace: "amazon.de", way: "paste" };

describe("the routes of accounts", () => {
  it.each([
    ["DELETE", "/api/accounts/nobody", undefined, "NO_SUCH_ACCOUNT"],
    ["PUT", "/api/accounts/nobody/totp", { secret: "JBSWY3DPEHPK3PXP" }, "NO_SUCH_ACCOUNT"],
    ["DELETE", "/api/accounts/nobody/totp", undefined, "NO_SUCH_ACCOUNT"],
    ["GET", "/api/accounts/nobody/totp", undefined, "NO_TOTP"],
    ["GET", "/api/sign-in/none", undefined, "NO_SUCH_SIGN_IN"],
    ["DELETE", "/api/sign-in/none", undefined, "NO_SUCH_SIGN_IN"],
    ["POST", "/api/sign-in/none/address", { address: "https://www.amazon.com/" }, "NO_SUCH_SIGN_IN"],
    ["POST", "/api/sign-in", { ...WISH, accountId: "nobody" }, "NO_SUCH_ACCOUNT"],
    ["POST", "/api/sign-in", { ...WISH, marketplace: "amazon.example" }, "NO_SUCH_MARKETPLACE"],
  ] as const)("answer %s %s of what does not exist with 404 and a sentence", async (method, url, payload, code) => {
    const server = await makeServer();
    const answer = await server.inject({ method, url, ...(payload === undefined ? {} : { payload }) });
    expect(answer.statusCode).toBe(404);
    expect(answer.json()).toMatchObject({ code, message: expect.stringMatching(/\.$/) as string });
  });
});
