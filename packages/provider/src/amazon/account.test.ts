import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { TestClock } from "@ma-alexa/simulator";
import { afterEach, describe, expect, it } from "vitest";
import type { Logger } from "../ports.js";
import type { AmazonAccountParts } from "./account.js";
import { AmazonAccount } from "./account.js";
import type { EchoFact } from "./facts/echo-fact.js";
import { ScriptedAmazon, freshRegistration } from "./testing/scripted-amazon.js";

// These conversations run the unmodified library in its thread, which is built code: `npm run build` comes first.
const program = createRequire(import.meta.url).resolve("@ma-alexa/provider/amazon-worker");
const READY_WITHIN_MS = 60_000;

const undo: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of undo.splice(0).reverse()) await end();
});

interface HouseOptions {
  readonly registration?: object;
  readonly keep?: AmazonAccountParts["keep"];
  readonly prepare?: (amazon: ScriptedAmazon) => void | Promise<void>;
}

/** A started account that talks to a scripted Amazon, and everything it wrote to its log. */
async function makeHouse({ registration, keep, prepare }: HouseOptions = {}) {
  const clock = new TestClock();
  const amazon = new ScriptedAmazon();
  await amazon.up();
  undo.push(() => amazon.down());
  await prepare?.(amazon);
  const log: string[] = [];
  const facts: EchoFact[] = [];
  const account = new AmazonAccount({
    clock,
    logger: listeningLogger(log),
    endpoint: amazon.endpoint,
    registration: { ...freshRegistration, ...registration },
    ...(keep === undefined ? {} : { keep }),
  });
  account.on("fact", (fact) => facts.push(fact));
  undo.push(() => account.stop());
  account.start();
  const ready = () =>
    clock.until("the account is ready", () => account.state.push && facts.length > 0, READY_WITHIN_MS);
  return { clock, amazon, account, facts, log, ready };
}

function listeningLogger(log: string[]): Logger {
  const write = (fields: Readonly<Record<string, unknown>>, message: string): void => {
    log.push(`${message} ${JSON.stringify(fields)}`);
  };
  const logger: Logger = { child: () => logger, debug: write, info: write, warn: write, error: write };
  return logger;
}

const never = new AbortController().signal;

describe.skipIf(!existsSync(program))("AmazonAccount (skipped when the provider package is not built)", () => {
  it("lists the Echos, learns their volume and becomes ready", async () => {
    const { account, facts, ready } = await makeHouse();
    await ready();
    expect(account.state).toMatchObject({ kind: "ready", push: true });
    expect(account.devices()).toMatchObject([{ name: "Kitchen", locale: "en-GB", kind: "speaker", playable: true }]);
    expect(facts).toMatchObject([{ kind: "volume", serial: "G1", level: 30, muted: false }]);
  });

  it("confirms a volume that push reports, in a sequence with the device's own locale and owner", async () => {
    const { clock, account, amazon, ready } = await makeHouse();
    await ready();
    const outcome = account.setVolume("G1", 44);
    await clock.until("the sequence came", () => amazon.sequences.length === 1);
    amazon.say("PUSH_VOLUME_CHANGE", { volumeSetting: 44, isMuted: false });
    expect(await outcome).toEqual({ outcome: "confirmed" });
    expect(amazon.sequences[0]?.startNode).toMatchObject({
      type: "Alexa.DeviceControls.Volume",
      operationPayload: { deviceSerialNumber: "G1", value: 44, locale: "en-GB", customerId: "A1" },
    });
  });

  it("launches a skill and speaks as written", async () => {
    const { clock, account, amazon, ready } = await makeHouse();
    await ready();
    const launch = account.launchSkill("G1", "amzn1.ask.skill.x", never);
    const text = account.textCommand("G1", "ask Music Assistant to play audio", never);
    expect(await launch).toEqual({ outcome: "sent" });
    await clock.until("the text came", () => amazon.sequences.length === 2);
    expect(await text).toEqual({ outcome: "sent" });
    expect(amazon.sequences[0]?.startNode).toMatchObject({ skillId: "amzn1.ask.skill.x" });
    expect(amazon.sequences[1]?.startNode).toMatchObject({
      operationPayload: { text: "ask Music Assistant to play audio" },
    });
  });

  it("passes on what push tells, and takes speech for speech", async () => {
    const { clock, account, amazon, facts, ready } = await makeHouse();
    await ready();
    const spokenTo: string[] = [];
    account.on("spoken-to", ({ serial }) => spokenTo.push(serial));
    facts.length = 0;
    amazon.say("PUSH_AUDIO_PLAYER_STATE", { audioPlayerState: "PLAYING" });
    await clock.until("it plays", () => facts.length === 1);
    amazon.say("PUSH_DOPPLER_CONNECTION_CHANGE", { dopplerConnectionState: "OFFLINE" });
    await clock.until("it is offline", () => facts.length === 2);
    expect(account.devices()[0]?.online).toBe(false);
    amazon.say("PUSH_EQUALIZER_STATE_CHANGE", { bass: 0, midrange: 0, treble: 0 });
    await clock.advance(50);
    amazon.say("PUSH_VOLUME_CHANGE", { volumeSetting: 30, isMuted: false });
    await clock.until("somebody spoke", () => spokenTo.length === 1);
    expect(facts.map(({ kind }) => kind)).toEqual(["player", "connection"]);
  });

  it("has push back within 5 s after Amazon was gone for 20 s, and learns what it missed", async () => {
    const { clock, account, amazon, facts, ready } = await makeHouse();
    await ready();
    await amazon.down();
    await clock.advance(20_000);
    expect(account.state).toMatchObject({ kind: "degraded", push: false, reason: "Amazon cannot be reached" });
    amazon.answers.set("/api/np/list-media-sessions", { body: { mediaSessionList: [playingOn("G1")] } });
    facts.length = 0;
    await amazon.up();
    await clock.until("push is back", () => account.state.push && account.state.kind === "ready", 5_000);
    await clock.until("it knows who plays", () => facts.length > 0, 1_000);
    expect(facts).toMatchObject([{ kind: "player", state: "playing" }]);
  });

  it("keeps trying while Amazon cannot be reached at the start, says since when, and refuses commands", async () => {
    const { clock, account, amazon, ready } = await makeHouse({ prepare: (amazon) => amazon.down() });
    await clock.until("it says so", () => account.state.reason !== undefined, READY_WITHIN_MS);
    const { sinceEpochMs } = account.state;
    await clock.advance(15_000);
    expect(account.state).toEqual({
      kind: "signing-in",
      push: false,
      sinceEpochMs,
      reason: "Amazon cannot be reached",
    });
    expect(await account.setVolume("G1", 1)).toEqual({ outcome: "refused", reason: "Amazon cannot be reached" });
    await amazon.up();
    await ready();
  });

  it("asks for a login when Amazon never accepts the session, and leaves Amazon alone", async () => {
    const { clock, account, amazon } = await makeHouse({
      prepare: (amazon) => void amazon.answers.set("/api/customer-status", { status: 401, body: {} }),
    });
    await clock.until("a login is asked for", () => account.state.kind === "login-required", READY_WITHIN_MS);
    expect(account.state.reason).toContain("sign in to Amazon again");
    const before = amazon.hits.length;
    await clock.advance(60_000, 1_000);
    expect(amazon.hits).toHaveLength(before);
    expect(before).toBeLessThan(15);
  });

  it("asks for a login when Amazon has revoked the sign-in", async () => {
    const { clock, account } = await makeHouse({
      prepare: (amazon) => void amazon.answers.set("/auth/token", { status: 400, body: { error: "invalid_grant" } }),
    });
    await clock.until("a login is asked for", () => account.state.kind === "login-required", READY_WITHIN_MS);
  });

  it("does not ask for a login when only the renewal fails because Amazon is overloaded", async () => {
    const { clock, account } = await makeHouse({
      registration: { tokenDate: 1 },
      prepare: (amazon) => {
        amazon.answers.set("/auth/token", { status: 503, body: {} });
        amazon.answers.set("/api/customer-status", { status: 401, body: {} });
      },
    });
    await clock.until("it says why", () => account.state.reason !== undefined, READY_WITHIN_MS);
    expect(account.state).toMatchObject({ kind: "signing-in", reason: "Amazon answered 503" });
  });

  it("stops sending when throttled, says so, and goes on after 30 s", async () => {
    const { clock, account, amazon, ready } = await makeHouse();
    await ready();
    amazon.answers.set("/api/behaviors/preview", { status: 429, body: { message: "Too many requests. Wait." } });
    const refused = account.setVolume("G1", 5);
    await clock.until("it says so", () => account.state.kind === "degraded");
    expect(await refused).toEqual({ outcome: "refused", reason: "Amazon asks for fewer requests" });
    amazon.answers.clear();
    await clock.advance(29_000, 100);
    expect(account.state.kind).toBe("degraded");
    await clock.until("it is ready", () => account.state.kind === "ready", 2_000);
    expect(account.counters()).toMatchObject({ throttled: 1, sequences: 1 });
  });

  it("opens push again after a refusal, with a new token", async () => {
    const { clock, account, amazon } = await makeHouse({ prepare: (amazon) => void (amazon.pushStatus = 403) });
    await clock.until("it says so", () => account.state.reason !== undefined, READY_WITHIN_MS);
    expect(account.state).toMatchObject({ kind: "degraded", reason: "Amazon refuses the push connection" });
    amazon.pushStatus = 200;
    await clock.until("push is open", () => account.state.push && account.state.kind === "ready", 20_000);
    expect(amazon.hits.filter((hit) => hit.includes("/auth/token")).length).toBeGreaterThan(1);
  });

  it("does not hammer Amazon for an access token that it does not give", async () => {
    const { clock, account, amazon } = await makeHouse({
      prepare: (amazon) => void amazon.answers.set("/auth/token", { body: { nothing: true } }),
    });
    await clock.until("it says so", () => account.state.reason !== undefined, READY_WITHIN_MS);
    await clock.advance(30_000, 100);
    expect(account.state.reason).toBe("Amazon gives no access token for push");
    expect(amazon.hits.filter((hit) => hit.includes("/auth/token")).length).toBeLessThan(6);
  });

  it("signs in once with a stored sign-in that lacks its device key", async () => {
    const { amazon, ready } = await makeHouse({ registration: { macDms: undefined } });
    await ready();
    expect(amazon.hits.filter((hit) => hit.includes("/api/customer-status"))).toHaveLength(1);
  });

  it("survives a device without arrays, on which the library would die, and says what is wrong with it", async () => {
    const broken = { accountName: "Broken", serialNumber: "G2", deviceType: "X", deviceFamily: "ECHO" };
    const { clock, account } = await makeHouse({
      prepare: (amazon) => void amazon.answers.set("/api/devices-v2/device", { body: { devices: [broken] } }),
    });
    await clock.until("it is listed", () => account.devices().length > 0, READY_WITHIN_MS);
    expect(account.devices()[0]).toMatchObject({
      playable: false,
      reason: "Amazon sent this device without its list of capabilities",
    });
    expect(account.counters().crashes).toBe(0);
  });

  it("starts the library again when it crashed, and says what happened meanwhile", async () => {
    const { clock, account, amazon, ready } = await makeHouse({
      prepare: (amazon) => void amazon.answers.set("/api/endpoints", { body: { websiteApiUrl: 5 } }),
    });
    await clock.until("it crashed twice", () => account.counters().crashes === 2, READY_WITHIN_MS);
    expect(account.state.reason).toContain("Amazon sent something the library cannot digest");
    amazon.answers.clear();
    await ready();
    expect(account.state.kind).toBe("ready");
  });

  it("keeps its devices when Amazon's list is empty for once", async () => {
    const { clock, account, amazon, ready } = await makeHouse();
    await ready();
    amazon.answers.set("/api/devices-v2/device", { body: { devices: [] } });
    // Most of the ten minutes in one step: whatever was asked within it has timed out and does not matter.
    clock.tick(590_000);
    await clock.until("it says so", () => account.state.reason?.includes("the list was empty") === true, 30_000);
    expect(account.devices()).toHaveLength(1);
  });

  it("hands out the registration that it uses, to be kept", async () => {
    const kept: object[] = [];
    const { ready } = await makeHouse({ keep: (registration) => Promise.resolve(void kept.push(registration)) });
    await ready();
    expect(kept).toMatchObject([{ refreshToken: "Atnr|x" }]);
  });

  it("renews the sign-in after four days, keeps push meanwhile, and hands out what is new", async () => {
    const kept: { accessToken?: string }[] = [];
    const { clock, account, amazon, ready } = await makeHouse({
      keep: (registration) => Promise.resolve(void kept.push(registration)),
      prepare: preparedForRenewal,
    });
    await ready();
    clock.tick(4 * DAY_MS);
    await clock.until("it is renewed", () => kept.length === 2, 60_000);
    expect(kept[1]).toMatchObject({ accessToken: "Atna|x", localCookie: expect.stringContaining("csrf=") as string });
    await clock.until("it is ready", () => account.state.push && account.state.kind === "ready", 120_000);
    expect(amazon.hits.filter((hit) => hit.includes("/api/customer-status")).length).toBeLessThan(3);
  });

  it("says when the sign-in ends while Amazon does not renew it", async () => {
    const { clock, account, amazon, ready } = await makeHouse({
      prepare: preparedForRenewal,
    });
    await ready();
    amazon.answers.set("/ap/exchangetoken/cookies", { status: 503, body: "" });
    clock.tick(4 * DAY_MS);
    await clock.until("it says so", () => account.state.reason?.includes("could not be renewed") === true, 60_000);
    expect(account.state.kind).toBe("degraded");
    expect(account.state.reason).toMatch(/it ends in \d+ days unless that succeeds$/);
  });

  it("goes on with a new sign-in after the old one was revoked; its devices stay meanwhile", async () => {
    const { clock, account, amazon, log, ready } = await makeHouse();
    await ready();
    amazon.answers.set("/api/customer-status", { status: 401, body: {} });
    amazon.answers.set("/api/behaviors/preview", { status: 401, body: { message: null } });
    amazon.answers.set("/auth/token", { status: 400, body: { error: "invalid_grant" } });
    void account.setVolume("G1", 7);
    await clock.until("a login is asked for", () => account.state.kind === "login-required", 60_000);
    expect(account.state.reason).toMatch(/sign in to Amazon again$/);
    expect(account.devices()).toHaveLength(1);
    expect(log.filter((line) => line.includes("login-required"))).toHaveLength(1);
    amazon.answers.clear();
    await account.signInWith({ ...freshRegistration, refreshToken: "Atnr|new" });
    await ready();
    expect(account.devices()).toHaveLength(1);
  });

  it("writes neither secrets nor serial numbers to the log, and leaves no timer when stopped", async () => {
    const { clock, account, amazon, log, ready } = await makeHouse();
    await ready();
    const outcome = account.setVolume("G1", 44);
    await clock.until("the sequence came", () => amazon.sequences.length === 1);
    await account.stop();
    await outcome;
    expect(log.length).toBeGreaterThan(3);
    expect(log.join("\n")).not.toMatch(/Atn|csrf|G1|session-id/);
    expect(account.state.kind).toBe("signed-out");
    expect(clock.pending).toBe(0);
  });
});

const DAY_MS = 24 * 3_600_000;

/** The two requests of a renewal that the ordinary script does not know. */
function preparedForRenewal(amazon: ScriptedAmazon): void {
  const cookie = { Name: "session-id", Value: "2", Path: "/", Secure: true, HttpOnly: true, Expires: "" };
  const cookies = { ".amazon.com": [cookie], ".amazon.de": [cookie, { ...cookie, Name: "csrf", Value: "456" }] };
  amazon.answers.set("/ap/exchangetoken/cookies", { body: { response: { tokens: { cookies } } } });
}

function playingOn(deviceSerialNumber: string): object {
  return { endpointList: [{ id: { deviceSerialNumber } }], nowPlayingData: { playerState: "PLAYING" } };
}
