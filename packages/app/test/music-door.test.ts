import { createHmac } from "node:crypto";
import { createSkillCertificates, type SkillCertificates } from "@ma-alexa/simulator";
import { afterEach, describe, expect, it, vi } from "vitest";
import { handler } from "../../../examples/lambda-forwarder/src/index.mjs";
import { HOUSE_TEST_MS, openHouse, type House } from "./testing/house.js";
import { linkAccount } from "./testing/linked-account.js";
import { ask } from "./testing/secure.js";

const SECRET = "what the function and the bridge share";
const STOLEN = "stolen-token-of-somebody-else";
const CHAINS = "https://s3.amazonaws.com/echo.api/";

let messages = 0;

/** Alexa asks for something to play, for the account of this token. */
function search(accessToken: string | null): { header: { messageId: string }; payload: object } {
  messages += 1;
  const header = { namespace: "Alexa.Media.Search", name: "GetPlayableContent", payloadVersion: "1.0" };
  const user = { id: "amzn1.ask.account.STREET", accessToken };
  return {
    header: { messageId: `message-${messages}`, ...header },
    payload: { requestContext: { user }, filters: {}, selectionCriteria: { attributes: [] } },
  };
}

/** A house whose library is known, so that there is something to find. */
async function knowingHouse(options: Parameters<typeof openHouse>[0]): Promise<House> {
  const house = await openHouse({ ...options, echos: [{ name: "Kitchen" }] });
  const { musicAssistant } = house.demo.bridge;
  await musicAssistant.connect({ address: house.ma.api.url, token: house.ma.api.accounts.issue("test") });
  await house.until("The library is known", () => musicAssistant.library.isKnown);
  return house;
}

/** Posts as whoever made these headers. */
async function post(house: House, path: string, body: string, headers: Readonly<Record<string, string>>) {
  const url = house.demo.bridge.publicUrl + path;
  const json = { "content-type": "application/json", ...headers };
  const said = await house.settled(ask(url, { method: "POST", headers: json, body, trusted: house.trusted }));
  const text = said.body.toString("utf8");
  expect(text).not.toContain(STOLEN);
  return { status: said.status, ...read(text) };
}

function read(text: string): { readonly error?: string; readonly name?: string; readonly type?: string } {
  const { error, header, payload } = JSON.parse(text) as Record<string, Record<string, string> & string>;
  if (error !== undefined) return { error };
  return { ...(header?.["name"] && { name: header["name"] }), ...(payload?.["type"] && { type: payload["type"] }) };
}

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllEnvs();
});

describe("the music skill's door, over https", () => {
  it("answers Alexa for the linked account, once, and nobody else", { timeout: HOUSE_TEST_MS }, async () => {
    const house = await knowingHouse({ isSecure: true });
    const { certificates } = house.demo.street;
    const token = await linkAccount(house);
    const chains = new Map<string, SkillCertificates>();
    const good = certificates.fetch.bind(certificates);
    Object.assign(certificates, {
      fetch: (url: URL | string) => chains.get(String(url))?.fetch(certificates.chainUrl) ?? good(url),
    });
    const from = async (name: string, options: Parameters<typeof createSkillCertificates>[0]) => {
      const made = await createSkillCertificates(options);
      chains.set(`${CHAINS}${name}.pem`, made);
      return (body: string) => ({ ...made.sign(Buffer.from(body)), signaturecertchainurl: `${CHAINS}${name}.pem` });
    };
    const signed = (body: string) => ({ ...certificates.sign(Buffer.from(body)) });
    const asked = async (body: string, headers: Readonly<Record<string, string>>) =>
      await post(house, "/alexa/music", body, headers);
    const fresh = (accessToken: string | null = token) => JSON.stringify(search(accessToken));

    const first = fresh();
    expect(await asked(first, signed(first))).toEqual({ status: 200, name: "GetPlayableContent.Response" });
    expect(await asked(first, signed(first))).toEqual({ status: 400, error: "REPLAYED" });
    expect(await asked(fresh(), {})).toEqual({ status: 400, error: "UNSIGNED" });
    expect(await asked(fresh(), signed(first))).toEqual({ status: 400, error: "BAD_SIGNATURE" });
    for (const [name, options] of [
      ["of-another-root", {}],
      ["of-a-root-of-the-same-name", { foreignRoot: true }],
      ["expired", { expired: true }],
      ["of-another-host", { san: "example.com" }],
    ] as const) {
      const sign = await from(name, options);
      const body = fresh();
      expect([name, await asked(body, sign(body))]).toEqual([name, { status: 400, error: "BAD_CHAIN" }]);
    }
    const elsewhere = fresh();
    const url = "https://example.com/echo.api/chain.pem";
    expect(await asked(elsewhere, { ...signed(elsewhere), signaturecertchainurl: url })).toEqual({
      status: 400,
      error: "BAD_CHAIN",
    });
    for (const foreign of [STOLEN, null]) {
      const body = fresh(foreign);
      expect(await asked(body, signed(body))).toEqual({
        status: 200,
        name: "ErrorResponse",
        type: "INVALID_AUTHORIZATION_CREDENTIAL",
      });
    }
    expect(house.ma.queue("Kitchen")).toEqual([]);
  });
});

describe("the household's Lambda function in front of the house", () => {
  it("hands on what Alexa says, and the door takes nothing else there", { timeout: HOUSE_TEST_MS }, async () => {
    const house = await knowingHouse({ forwarderSecret: SECRET });
    const token = await linkAccount(house);
    vi.stubEnv("BRIDGE_URL", house.demo.bridge.publicUrl);
    vi.stubEnv("FORWARDER_SECRET", SECRET);
    vi.useFakeTimers({ toFake: ["Date"], now: house.clock.epoch() });
    const invoked = async (event: object) => read(JSON.stringify(await house.settled(handler(event))));
    const event = search(token);
    expect(await invoked(event)).toEqual({ name: "GetPlayableContent.Response" });
    vi.spyOn(console, "error").mockImplementation(() => undefined);
    const apology = { name: "ErrorResponse", type: "CONTENT_NOT_FOUND" };
    expect(await invoked(event)).toEqual(apology);
    for (const foreign of [STOLEN, null])
      expect(await invoked(search(foreign))).toEqual({
        name: "ErrorResponse",
        type: "INVALID_AUTHORIZATION_CREDENTIAL",
      });
    vi.stubEnv("FORWARDER_SECRET", "a guess");
    expect(await invoked(search(token))).toEqual(apology);

    const asked = async (body: string, headers: Readonly<Record<string, string>>) =>
      await post(house, "/alexa/lambda", body, headers);
    const signed = (body: string, ageSeconds = 0) => {
      const timestamp = String(Math.floor(house.clock.epoch() / 1_000) - ageSeconds);
      const signature = createHmac("sha256", SECRET).update(`${timestamp}.${body}`).digest("hex");
      return { "x-ma-alexa-timestamp": timestamp, "x-ma-alexa-signature": signature };
    };
    const body = JSON.stringify(search(token));
    expect(await asked(body, {})).toEqual({ status: 403, error: "UNSIGNED" });
    const { certificates } = house.demo.street;
    expect(await asked(body, { ...certificates.sign(Buffer.from(body)) })).toEqual({ status: 403, error: "UNSIGNED" });
    expect(await asked(`${body} `, signed(body))).toEqual({ status: 403, error: "BAD_SIGNATURE" });
    expect(await asked(body, signed(body, 200))).toEqual({ status: 403, error: "STALE" });
    const headers = signed(body);
    expect(await asked(body, headers)).toEqual({ status: 200, name: "GetPlayableContent.Response" });
    expect(await asked(body, headers)).toEqual({ status: 403, error: "REPLAYED" });
    expect(house.ma.queue("Kitchen")).toEqual([]);
  });
});
