import fastify, { type FastifyInstance } from "fastify";
import { TestClock } from "@ma-alexa/simulator";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { AccountLinking } from "../account-linking/account-linking.js";
import { LinkBook } from "../account-linking/link-book.js";
import { linkingClient, type LinkingClient } from "../account-linking/linking-client.js";
import { MemoryStore } from "../testing/memory-store.js";
import { recordingLogger } from "../testing/recording-logger.js";
import { linkingRoute } from "./linking-route.js";

let app: FastifyInstance;
let client: LinkingClient;
let linking: AccountLinking;
let householdLocale: string | undefined;

beforeEach(async () => {
  const store = new MemoryStore();
  client = await linkingClient(store);
  householdLocale = undefined;
  linking = new AccountLinking({
    client,
    links: new LinkBook(store),
    clock: new TestClock(),
    logger: recordingLogger(),
  });
  app = fastify();
  linkingRoute(app, { linking, householdLocale: () => householdLocale });
});

afterEach(() => app.close());

const query = (change: Record<string, string> = {}) =>
  new URLSearchParams({
    response_type: "code",
    client_id: client.clientId,
    redirect_uri: "https://layla.amazon.com/api/skill/link/M2VENDOR",
    state: `"><script>`,
    ...change,
  }).toString();

const form = (fields: Record<string, string> | string, headers: Record<string, string> = {}) => ({
  payload: typeof fields === "string" ? fields : new URLSearchParams(fields).toString(),
  headers: { "content-type": "application/x-www-form-urlencoded", ...headers },
});

/** What a browser does: reads the page, fills its form, sends it. */
async function link(code: string) {
  const { body } = await app.inject(`/oauth/authorize?${query()}`);
  const fields = [...body.matchAll(/type="hidden" name="([^"]*)" value="([^"]*)"/g)].map(
    ([, name = "", value = ""]) => [
      name,
      value.replaceAll("&quot;", '"').replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&"),
    ],
  );
  const filled = { ...(Object.fromEntries(fields) as Record<string, string>), household_code: code };
  return app.inject({ method: "POST", url: `/oauth/authorize?${query()}`, ...form(filled) });
}

describe("the page that Amazon opens", () => {
  it.each([
    ["de-AT", "en-US", "de"],
    ["sv-SE", "fr-CA,en;q=0.8", "fr"],
    [undefined, "ja", "ja"],
    [undefined, "", "en"],
  ])("speaks the household's language: %s, browser %s → %s", async (locale, accepted, language) => {
    householdLocale = locale;
    const page = await app.inject({ url: `/oauth/authorize?${query()}`, headers: { "accept-language": accepted } });
    expect([page.statusCode, page.body.includes(`<html lang="${language}">`)]).toEqual([200, true]);
  });

  it("carries what it was asked without letting it become markup, and may run or load nothing", async () => {
    const page = await app.inject(`/oauth/authorize?${query()}`);
    expect(page.body).not.toContain("<script>");
    expect(page.headers["content-security-policy"]).toContain("default-src 'none'");
    expect(page.headers["content-security-policy"]).toContain("frame-ancestors 'none'");
  });

  it("sends nobody anywhere when it was not opened by Amazon", async () => {
    const page = await app.inject(`/oauth/authorize?${query({ redirect_uri: "https://evil.example.com/" })}`);
    expect([page.statusCode, page.headers.location, page.body.includes("<form")]).toEqual([400, undefined, false]);
  });

  it("leads back to Amazon with a code when the household's code is right", async () => {
    const { code } = linking.householdCode.renew();
    const wrong = await link("AAAAAA");
    expect([wrong.statusCode, wrong.body.includes('role="alert"')]).toEqual([403, true]);
    const right = await link(code);
    const address = new URL(right.headers.location ?? "about:blank");
    expect([right.statusCode, address.host, address.searchParams.get("state")]).toEqual([
      302,
      "layla.amazon.com",
      `"><script>`,
    ]);
  });
});

describe("the token endpoint", () => {
  const grant = async () => {
    const right = await link(linking.householdCode.renew().code);
    const code = new URL(right.headers.location ?? "about:blank").searchParams.get("code") ?? "";
    return { grant_type: "authorization_code", code, redirect_uri: "https://layla.amazon.com/api/skill/link/M2VENDOR" };
  };

  it("takes the client's secret from the header", async () => {
    const basic = Buffer.from(`${client.clientId}:${client.clientSecret}`).toString("base64");
    const answer = await app.inject({
      method: "POST",
      url: "/oauth/token",
      ...form(await grant(), { authorization: `Basic ${basic}` }),
    });
    expect([answer.statusCode, answer.headers["cache-control"]]).toEqual([200, "no-store"]);
    expect(linking.check(answer.json<{ access_token: string }>().access_token)).toBe("valid");
  });

  it("takes it from the form, and gives the link back where it is revoked", async () => {
    const credentials = { client_id: client.clientId, client_secret: client.clientSecret };
    const answer = await app.inject({
      method: "POST",
      url: "/oauth/token",
      ...form({ ...(await grant()), ...credentials }),
    });
    const { access_token: token } = answer.json<{ access_token: string }>();
    const revoked = await app.inject({ method: "POST", url: "/oauth/revoke", ...form({ token, ...credentials }) });
    expect([revoked.statusCode, linking.check(token)]).toEqual([200, "unknown"]);
  });

  it.each(["", "grant_type=a&grant_type=b", "%%%", "client_id=%E0%A4%A"])(
    "answers nonsense with a word: %s",
    async (payload) => {
      const answer = await app.inject({ method: "POST", url: "/oauth/token", ...form(payload) });
      expect([answer.statusCode, answer.json()]).toEqual([401, { error: "invalid_client" }]);
    },
  );
});
