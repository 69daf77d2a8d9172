import { createHash } from "node:crypto";
import { TestClock } from "@ma-alexa/simulator";
import { beforeEach, describe, expect, it } from "vitest";
import { MemoryStore } from "../testing/memory-store.js";
import { recordingLogger, type LogLine } from "../testing/recording-logger.js";
import { AccountLinking, type ClientCredentials } from "./account-linking.js";
import { LinkBook } from "./link-book.js";
import { linkingClient } from "./linking-client.js";

const REDIRECT = "https://pitangui.amazon.com/api/skill/link/M2VENDOR";
const VERIFIER = "the-verifier-that-only-amazon-knows-of-43-chars";
const CHALLENGE = createHash("sha256").update(VERIFIER).digest("base64url");

let clock: TestClock;
let store: MemoryStore;
let lines: LogLine[];
let linking: AccountLinking;
let amazon: ClientCredentials;
let asked: Record<string, string>;

async function restart(): Promise<void> {
  const client = await linkingClient(store);
  const links = new LinkBook(store);
  await links.load();
  linking = new AccountLinking({ client, links, clock, logger: recordingLogger(lines) });
  amazon = { clientId: client.clientId, clientSecret: client.clientSecret };
  asked = { response_type: "code", client_id: client.clientId, redirect_uri: REDIRECT, state: "s t&1" };
}

beforeEach(async () => {
  clock = new TestClock();
  store = new MemoryStore();
  lines = [];
  await restart();
});

/** The code that Amazon gets when a person of the household confirms. */
function confirmed(extra: Record<string, string> = {}): string {
  const authorization = linking.authorization({ ...asked, ...extra });
  if (authorization === undefined) throw new Error("The request was refused");
  const outcome = linking.confirm(authorization, linking.householdCode.renew().code);
  if (typeof outcome === "string") throw new Error(`The code was ${outcome}`);
  return new URL(outcome.goTo).searchParams.get("code") ?? "";
}

function redeem(code: string, extra: Record<string, string> = {}) {
  return linking.token({ grant_type: "authorization_code", code, redirect_uri: REDIRECT, ...extra }, amazon);
}

async function tokens(): Promise<{ access: string; refresh: string }> {
  const { body } = await redeem(confirmed());
  return { access: String(body.access_token), refresh: String(body.refresh_token) };
}

describe("asking for a link", () => {
  const wrong: readonly [string, Record<string, string>][] = [
    ["another client", { client_id: "somebody-else" }],
    ["another kind of grant", { response_type: "token" }],
    ["a redirect to somewhere else", { redirect_uri: "https://evil.example.com/api/skill/link/M2VENDOR" }],
    [
      "a redirect that only begins like Amazon's",
      { redirect_uri: "https://alexa.amazon.com.evil.example/api/skill/link/x" },
    ],
    ["a redirect without TLS", { redirect_uri: "http://alexa.amazon.com/api/skill/link/M2VENDOR" }],
    ["a redirect that climbs out of its folder", { redirect_uri: "https://alexa.amazon.com/api/skill/link/../x" }],
    ["a plain challenge", { code_challenge: CHALLENGE, code_challenge_method: "plain" }],
    ["a challenge without a method", { code_challenge: CHALLENGE }],
  ];
  it.each(wrong)("is refused for %s", (_name, change) => {
    expect(linking.authorization({ ...asked, ...change })).toBeUndefined();
  });

  it.each(["alexa.amazon.com", "pitangui.amazon.com", "layla.amazon.com", "alexa.amazon.co.jp"])(
    "leads back to %s with the state it came with",
    (host) => {
      const authorization = linking.authorization({
        ...asked,
        redirect_uri: `https://${host}/api/skill/link/M2VENDOR`,
      });
      expect(authorization).toBeDefined();
      const outcome = authorization && linking.confirm(authorization, linking.householdCode.renew().code);
      const address = new URL(typeof outcome === "object" ? outcome.goTo : "about:blank");
      expect([address.host, address.searchParams.get("state")]).toEqual([host, "s t&1"]);
    },
  );
});

describe("the household's code", () => {
  const attempt = (typed: string) => {
    const authorization = linking.authorization(asked);
    return authorization && linking.confirm(authorization, typed);
  };

  it("is taken in small letters and with blanks, once", () => {
    const { code } = linking.householdCode.renew();
    expect(attempt(`${code.slice(0, 3).toLowerCase()} ${code.slice(3)}`)).toHaveProperty("goTo");
    expect(attempt(code)).toBe("void");
  });

  it("is void after five wrong tries, even for the right one", () => {
    const { code } = linking.householdCode.renew();
    expect([1, 2, 3, 4, 5].map(() => attempt("AAAAAA"))).toEqual(["wrong", "wrong", "wrong", "wrong", "wrong"]);
    expect(attempt(code)).toBe("void");
  });

  it("is void after ten minutes", () => {
    const { code, seconds } = linking.householdCode.renew();
    clock.tick(seconds * 1_000);
    expect(attempt(code)).toBe("void");
  });

  it("is needed at all", () => {
    expect(attempt("")).toBe("void");
  });
});

describe("a token", () => {
  it("comes for a code, with the fields that Amazon reads, and is good for an hour", async () => {
    const { status, body } = await redeem(confirmed());
    expect([status, Object.keys(body).sort(), body.token_type, body.expires_in]).toEqual([
      200,
      ["access_token", "expires_in", "refresh_token", "token_type"],
      "Bearer",
      3_600,
    ]);
    expect(linking.check(String(body.access_token))).toBe("valid");
    clock.tick(3_601_000);
    expect(linking.check(String(body.access_token))).toBe("expired");
  });

  it("is renewed with a refresh token that stays the same, also after a restart", async () => {
    const { refresh } = await tokens();
    clock.tick(4_000_000);
    await restart();
    const { body } = await linking.token({ grant_type: "refresh_token", refresh_token: refresh }, amazon);
    expect([linking.check(String(body.access_token)), body.refresh_token]).toEqual(["valid", refresh]);
  });

  it("is not stored", async () => {
    const { access, refresh } = await tokens();
    const written = JSON.stringify([...store.documents.values()].map(({ value }) => value));
    expect([access, refresh].filter((token) => written.includes(token))).toEqual([]);
    expect([...store.documents.values()].every(({ secret }) => secret)).toBe(true);
    expect(JSON.stringify(lines)).not.toMatch(/a\.|r\./);
  });

  const refusals: readonly [string, () => Promise<{ status: number; body: object }>, number, string][] = [
    ["a code that was never given", () => redeem("made up"), 400, "invalid_grant"],
    ["another redirect", () => redeem(confirmed(), { redirect_uri: `${REDIRECT}X` }), 400, "invalid_grant"],
    ["a verifier nobody announced", () => redeem(confirmed(), { code_verifier: VERIFIER }), 400, "invalid_grant"],
    ["a missing verifier", () => redeem(confirmed(pkce())), 400, "invalid_grant"],
    ["a wrong verifier", () => redeem(confirmed(pkce()), { code_verifier: `${VERIFIER}x` }), 400, "invalid_grant"],
    ["no code", () => linking.token({ grant_type: "authorization_code" }, amazon), 400, "invalid_request"],
    ["a foreign refresh token", () => refreshed("r.x.y"), 400, "invalid_grant"],
    ["an unknown grant", () => linking.token({ grant_type: "password" }, amazon), 400, "unsupported_grant_type"],
    ["no grant", () => linking.token({}, amazon), 400, "invalid_request"],
    ["a wrong secret", () => linking.token({}, { ...amazon, clientSecret: "guess" }), 401, "invalid_client"],
    ["no client", () => linking.token({}, { clientId: undefined, clientSecret: undefined }), 401, "invalid_client"],
  ];
  it.each(refusals)("is refused for %s", async (_name, ask, status, error) => {
    expect(await ask()).toEqual({ status, body: { error } });
  });

  it("comes with PKCE for the right verifier", async () => {
    expect((await redeem(confirmed(pkce()), { code_verifier: VERIFIER })).status).toBe(200);
  });

  it("is refused for a code older than five minutes", async () => {
    const code = confirmed();
    clock.tick(300_000);
    expect((await redeem(code)).body).toEqual({ error: "invalid_grant" });
  });

  it("ends with its code when that is used twice", async () => {
    const code = confirmed();
    const { body } = await redeem(code);
    expect((await redeem(code)).body).toEqual({ error: "invalid_grant" });
    expect(linking.check(String(body.access_token))).toBe("unknown");
  });

  it.each(["access", "refresh"] as const)(
    "ends when its %s token is given back, and by the dashboard",
    async (which) => {
      const first = await tokens();
      const second = await tokens();
      expect(await linking.revoke(first[which], { ...amazon, clientSecret: "guess" })).toBe(false);
      expect(linking.check(first.access)).toBe("valid");
      expect(await linking.revoke(first[which], amazon)).toBe(true);
      expect([linking.check(first.access), linking.check(second.access)]).toEqual(["unknown", "valid"]);
      expect((await refreshed(first.refresh)).body).toEqual({ error: "invalid_grant" });
      await linking.unlink();
      expect([linking.check(second.access), linking.linked]).toEqual(["unknown", 0]);
    },
  );

  it.each(["", "a.b.c", "a.AAAAAAAAAAAAAAAAAAAAAA.99999999999.".padEnd(80, "A")])(
    "that we never made is unknown: %s",
    (token) => {
      expect(linking.check(token)).toBe("unknown");
    },
  );
});

function pkce(): Record<string, string> {
  return { code_challenge: CHALLENGE, code_challenge_method: "S256" };
}

function refreshed(refreshToken: string) {
  return linking.token({ grant_type: "refresh_token", refresh_token: refreshToken }, amazon);
}
