import http from "node:http";
import http2 from "node:http2";
import { once } from "node:events";
import { parseJson } from "@ma-alexa/protocol";
import {
  DeviceListSchema,
  MediaSessionListSchema,
  PlayerInfoSchema,
  type SequenceTarget,
  buildPreviewBody,
  parallel,
  sequence,
  serial,
  skillLaunchNode,
  stopNode,
  textCommandNode,
  volumeNode,
} from "@ma-alexa/protocol/amazon";
import { afterEach, describe, expect, it } from "vitest";
import { TestClock, settle } from "../clock.js";
import { type SimulatedAmazon, createSimulatedAmazon } from "./simulated-amazon.js";
import { StillDevice, notedEffects } from "./testing/household.js";

const undo: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of undo.splice(0).reverse()) await end();
});

interface Answered {
  readonly status: number;
  readonly text: string;
  readonly contentType: string | undefined;
}

interface Asked {
  readonly host?: string;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

async function house() {
  const notes: string[] = [];
  const kitchen = new StillDevice("G1");
  const devices = [kitchen, new StillDevice("G2", { name: "Study", locale: "de-DE" })];
  const amazon = createSimulatedAmazon({ clock: new TestClock(), devices, effects: notedEffects(notes) });
  await amazon.start();
  undo.push(() => amazon.stop());
  const { localCookie, csrf, refreshToken } = amazon.registration();
  const cookies = { cookie: localCookie, csrf: csrf ?? "" };
  const ask = (path: string, asked: Asked = {}) => request(amazon, path, { headers: cookies, ...asked });
  return { amazon, kitchen, devices, notes, cookies, refreshToken, ask };
}

/** POST when there is a body, GET otherwise. */
function request(amazon: SimulatedAmazon, path: string, asked: Asked): Promise<Answered> {
  const { host = "eu-api-alexa.amazon.de", body, headers } = asked;
  const { port } = amazon.endpoint;
  const method = body === undefined ? "GET" : "POST";
  return new Promise((resolve, reject) => {
    const options = { host: "127.0.0.1", port, path, method, headers: { ...headers, host }, agent: false } as const;
    const sent = http.request(options, (response) => {
      let text = "";
      response.on("data", (chunk: Buffer) => (text += chunk.toString()));
      response.on("end", () => {
        resolve({ status: response.statusCode ?? 0, text, contentType: response.headers["content-type"] });
      });
    });
    sent.on("error", reject);
    sent.end(body);
  });
}

function target(deviceSerialNumber: string, customerId = "A1STREETOWNER"): SequenceTarget {
  return { deviceSerialNumber, deviceType: "A2U21SRK4QGSE1", locale: "en-GB", customerId };
}

const PREVIEW = "/api/behaviors/preview";
const VOLUMES = "/api/devices/deviceType/dsn/audio/v1/allDeviceVolumes";
const someVolume = { body: buildPreviewBody(sequence(volumeNode(target("G1"), 10))) };

describe("SimulatedAmazon's books", () => {
  it("tell devices, their volume, and what plays", async () => {
    const { ask, kitchen } = await house();
    const media = { mediaId: "m1", title: "Tune", positionMs: 61_500, lengthMs: 90_000 };
    kitchen.become({ playerState: "PLAYING", media });
    const { devices } = parseJson(DeviceListSchema, (await ask("/api/devices-v2/device?cached=true")).text, "devices");
    expect(devices.map(({ accountName }) => accountName)).toEqual(["Kitchen", "Study"]);
    const player = parseJson(PlayerInfoSchema, (await ask("/api/np/player?deviceSerialNumber=G1")).text, "player");
    expect(player.playerInfo).toMatchObject({ state: "PLAYING", progress: { mediaProgress: 61, mediaLength: 90 } });
    const idle = parseJson(PlayerInfoSchema, (await ask("/api/np/player?deviceSerialNumber=G2")).text, "player");
    expect(idle.playerInfo.state).toBeNull();
    const sessions = await ask("/api/np/list-media-sessions?deviceSerialNumber=G2");
    const { mediaSessionList } = parseJson(MediaSessionListSchema, sessions.text, "sessions");
    expect(mediaSessionList).toMatchObject([{ nowPlayingData: { progress: { mediaProgress: 61_500 } } }]);
  });

  it("are open only to the cookies and the csrf value that were given out, under the right host", async () => {
    const { ask, cookies } = await house();
    expect((await ask(VOLUMES)).status).toBe(200);
    expect((await ask(VOLUMES, { headers: {} })).status).toBe(401);
    expect((await ask(VOLUMES, { headers: { ...cookies, csrf: "1" } })).status).toBe(403);
    expect((await ask(VOLUMES, { host: "www.amazon.de" })).status).toBe(404);
  });

  it("give a bearer token for the refresh token only", async () => {
    const { ask, refreshToken } = await house();
    const token = (source_token: string) => {
      const form = new URLSearchParams({ source_token, source_token_type: "refresh_token" });
      return ask("/auth/token", { host: "api.amazon.de", body: form.toString() });
    };
    expect((await token(refreshToken)).text).toContain('"token_type":"bearer"');
    expect(await token("Atnr|stolen")).toMatchObject({ status: 400 });
  });
});

describe("SimulatedAmazon's commands", () => {
  it("run in order, are answered with nothing, and are counted", async () => {
    const { amazon, ask, notes } = await house();
    const launch = skillLaunchNode(target("G2"), "amzn1.ask.skill.x");
    const both = parallel([stopNode(target("G1")), textCommandNode(target("G2"), "ask Tunes to play audio")]);
    const body = buildPreviewBody(sequence(serial([volumeNode(target("G1"), 20), launch, both])));
    expect(await ask(PREVIEW, { body })).toEqual({ status: 200, text: "", contentType: "application/octet-stream" });
    await settle();
    expect(notes).toEqual([
      "volume G1 20",
      "launch G2 amzn1.ask.skill.x",
      "stop G1",
      "text G2 en-GB ask Tunes to play audio",
    ]);
    expect([amazon.calls.total, amazon.calls.count("/api/behaviors")]).toEqual([1, 1]);
    expect(amazon.calls.list()[0]).toMatchObject({ method: "POST", host: "eu-api-alexa.amazon.de", path: PREVIEW });
  });

  it("do nothing for another owner, for a device that is offline, and for a volume command while idle", async () => {
    const { ask, kitchen, notes } = await house();
    await ask(PREVIEW, { body: buildPreviewBody(sequence(volumeNode(target("G1", "A1SOMEBODY"), 20))) });
    const volume = '{"type":"VolumeLevelCommand","volumeLevel":3}';
    const command = "/api/np/command?deviceSerialNumber=G1";
    expect(await ask(command, { body: volume })).toMatchObject({ status: 200, text: "" });
    kitchen.become({ online: false });
    await ask(PREVIEW, someVolume);
    expect((await ask(command, { body: '{"type":"PauseCommand"}' })).text).toContain("No routes found");
    expect(notes).toEqual([]);
    kitchen.become({ online: true });
    await ask(command, { body: '{"type":"PauseCommand"}' });
    expect(notes).toEqual(["transport G1 PauseCommand"]);
  });
});

describe("SimulatedAmazon's bad days", () => {
  it("answer with another status as often as told, with a web page, or refuse every session", async () => {
    const { amazon, ask, notes } = await house();
    const body = { message: "Rate exceeded" };
    amazon.faults.status = { pathPrefix: PREVIEW, status: 429, body, times: 1 };
    expect(await ask(PREVIEW, someVolume)).toMatchObject({ status: 429, text: '{"message":"Rate exceeded"}' });
    expect(notes).toEqual([]);
    expect((await ask(PREVIEW, someVolume)).status).toBe(200);
    expect(notes).toEqual(["volume G1 10"]);
    amazon.faults.htmlInstead = "/api/np";
    expect((await ask("/api/np/list-media-sessions")).text).toContain("<html>");
    amazon.faults.always401 = true;
    expect((await ask("/api/customer-status")).status).toBe(401);
  });

  it("accept commands without doing them, as often as told", async () => {
    const { amazon, ask, notes } = await house();
    amazon.faults.notExecuted = 1;
    for (let index = 0; index < 2; index++) expect((await ask(PREVIEW, someVolume)).status).toBe(200);
    expect(notes).toEqual(["volume G1 10"]);
  });

  it("leave a device without its lists, and requests without an answer until it is gone", async () => {
    const { amazon, ask } = await house();
    amazon.faults.deviceWithoutArrays = true;
    expect((await ask("/api/devices-v2/device")).text.match(/"capabilities"/g)).toHaveLength(1);
    amazon.faults.hang = VOLUMES;
    const unanswered = ask(VOLUMES);
    const seen = expect(unanswered).rejects.toThrow("hang up");
    while (amazon.calls.count(VOLUMES) === 0) await settle();
    await amazon.stop();
    await seen;
  });

  it("let listeners to push in only with a token, and lose what is pushed", async () => {
    const { amazon } = await house();
    const session = http2.connect("http://127.0.0.1:" + String(amazon.endpoint.pushPort));
    session.on("error", () => undefined);
    undo.push(() => {
      session.destroy();
      return Promise.resolve();
    });
    const listen = (bearer: string) =>
      session.request({
        ":authority": "bob-dispatch-prod-eu.amazon.com",
        ":path": "/v20160207/directives",
        authorization: `Bearer ${bearer}`,
      });
    const [refused] = (await once(listen("stolen"), "response")) as [http2.IncomingHttpHeaders];
    expect(refused[":status"]).toBe(403);
    const stream = listen(amazon.registration().accessToken ?? "");
    const chunks: string[] = [];
    stream.on("data", (chunk: Buffer) => chunks.push(chunk.toString()));
    while (chunks.length === 0) await settle();
    amazon.faults.pushDropped = true;
    amazon.pushVolume("G1");
    amazon.faults.pushDropped = false;
    amazon.pushConnection("G1");
    while (chunks.length === 1) await settle();
    expect(chunks[0]).toBe("--------abcde123\r\n");
    expect(chunks[1]).toContain("PUSH_DOPPLER_CONNECTION_CHANGE");
    expect(() => {
      amazon.pushVolume("G9");
    }).toThrow("no device with this serial number");
  });
});
