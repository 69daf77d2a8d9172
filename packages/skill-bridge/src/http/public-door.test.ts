import { X509Certificate } from "node:crypto";
import { request, type IncomingMessage } from "node:http";
import { skillResponse } from "@ma-alexa/protocol/alexa/custom-skill";
import { createSkillCertificates, settle, TestClock, type SkillCertificates } from "@ma-alexa/simulator";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { StreamUrls, type StreamClaims } from "../streams/signed-url.js";
import type { Sink } from "../streams/sink.js";
import { recordingLogger, type LogLine } from "../testing/recording-logger.js";
import { SKILL_ID, skillRequestText } from "../testing/skill-envelope.js";
import { PublicDoor } from "./public-door.js";
import { RequestVerifier } from "./verification/request-verifier.js";

let certificates: SkillCertificates;
beforeAll(async () => {
  certificates = await createSkillCertificates();
});

const doors: PublicDoor[] = [];
afterEach(async () => {
  await Promise.all(doors.splice(0).map((door) => door.stop()));
});

/** The door on loopback, with streams that the test plays itself. */
async function open(publicUrl = "https://music.example.com") {
  const clock = new TestClock();
  const addresses = new StreamUrls(Buffer.alloc(32, 7), clock);
  const lines: LogLine[] = [];
  const opened: { claims: StreamClaims; sink: Sink }[] = [];
  const witnessed: string[] = [];
  const door = new PublicDoor({
    host: "127.0.0.1",
    port: 0,
    publicUrl,
    verifier: new RequestVerifier({
      applicationIds: [SKILL_ID],
      clock,
      roots: () => [new X509Certificate(certificates.rootPem)],
      fetchCertificate: (address) => certificates.fetch(address),
    }),
    skill: ({ request: { type } }) => skillResponse({ card: { type: "Simple", title: type, content: "" } }),
    addresses,
    streams: {
      open: (claims, sink) => opened.push({ claims, sink }),
      headOf: () => ({ status: 200, contentType: "audio/mpeg", acceptsRanges: false }),
    },
    witness: { fetched: (id) => witnessed.push(`fetched ${id}`), closed: (id) => witnessed.push(`closed ${id}`) },
    clock,
    logger: recordingLogger(lines),
  });
  doors.push(door);
  const { port } = await door.start();
  const path = addresses.mint({ playerId: "kitchen", playId: "play-1" });
  const url = (suffix: string) => `http://127.0.0.1:${port}${suffix}`;
  return { clock, addresses, lines, opened, witnessed, path, url, port };
}

/** The head of an answer, as it lies on the wire; the body stays unread until asked for. */
function head(url: string, method = "GET", headers: Record<string, string> = {}): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    request(url, { method, headers }, resolve).on("error", reject).end();
  });
}

function post(url: string, body: Buffer | string, headers: Record<string, string>): Promise<Response> {
  return fetch(url, { method: "POST", body, headers: { "content-type": "application/json", ...headers } });
}

async function until(holds: () => boolean): Promise<void> {
  for (let turn = 0; turn < 500 && !holds(); turn += 1) await settle();
  expect(holds()).toBe(true);
}

describe("POST /alexa", () => {
  const body = Buffer.from(skillRequestText({ type: "LaunchRequest" }));

  it("answers a request that Alexa signed", async () => {
    const { url } = await open();
    const answer = await post(url("/alexa"), body, { ...certificates.sign(body) });
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({ version: "1.0", response: { card: { title: "LaunchRequest" } } });
  });

  it("refuses the others with a code and logs nothing of what they said", async () => {
    const { url, lines } = await open();
    const answer = await post(url("/alexa"), body, {});
    expect([answer.status, await answer.json()]).toMatchObject([400, { error: "UNSIGNED" }]);
    expect(lines).toMatchObject([{ level: "warn", fields: { code: "UNSIGNED" } }]);
    expect(JSON.stringify(lines)).not.toContain("device-kitchen");
  });

  it("refuses what is too long or of no use, without a crash", async () => {
    const { url } = await open();
    expect((await post(url("/alexa"), Buffer.alloc(70_000), {})).status).toBe(413);
    expect((await post(url("/alexa"), "", { "content-type": "text/plain" })).status).toBe(400);
    expect((await fetch(url("/alexa"))).status).toBe(404);
  });
});

describe("GET /stream", () => {
  it("answers with audio of no known length unless it is told otherwise, and passes the range on", async () => {
    const { url, path, opened } = await open();
    const answering = head(url(path), "GET", { range: "bytes=100-", "icy-metadata": "1" });
    await until(() => opened.length === 1);
    opened[0]?.sink.write(Buffer.from("music"));
    const { statusCode, headers } = await answering;
    expect(statusCode).toBe(200);
    expect(headers).toMatchObject({
      "content-type": "audio/mpeg",
      "transfer-encoding": "chunked",
      "accept-ranges": "none",
      "cache-control": "no-store",
      "x-accel-buffering": "no",
    });
    expect(Object.keys(headers).filter((name) => /length|icy|content-range/.test(name))).toEqual([]);
    expect(opened[0]?.claims).toEqual({ playerId: "kitchen", playId: "play-1", range: { from: 100 } });
  });

  it("says of a part which one it is and how long", async () => {
    const { url, path, opened } = await open();
    const answering = head(url(path), "GET", { range: "bytes=2-4" });
    await until(() => opened.length === 1);
    const contentRange = "bytes 2-4/9";
    opened[0]?.sink.begin({ status: 206, contentType: "audio/flac", acceptsRanges: true, length: 3, contentRange });
    const { statusCode, headers } = await answering;
    expect(statusCode).toBe(206);
    expect(headers).toMatchObject({
      "content-type": "audio/flac",
      "content-length": "3",
      "content-range": "bytes 2-4/9",
      "accept-ranges": "bytes",
    });
    expect(headers).not.toHaveProperty("transfer-encoding");
    opened[0]?.sink.write(Buffer.from("mus"));
    opened[0]?.sink.end();
  });

  it("sends what is written and ends when told", async () => {
    const { url, path, opened, witnessed } = await open();
    const answering = fetch(url(path));
    await until(() => opened.length === 1);
    opened[0]?.sink.write(Buffer.from("mu"));
    opened[0]?.sink.write(Buffer.from("sic"));
    opened[0]?.sink.end();
    expect(await (await answering).text()).toBe("music");
    expect(witnessed).toEqual(["fetched play-1", "closed play-1"]);
  });

  it("is 503 with a sentence when it ends without audio", async () => {
    const { url, path, opened } = await open();
    const answering = fetch(url(path));
    await until(() => opened.length === 1);
    opened[0]?.sink.end();
    const answer = await answering;
    expect([answer.status, await answer.json()]).toMatchObject([503, { error: "NO_AUDIO" }]);
  });

  it("tells a full socket and a drained one", async () => {
    const { url, path, opened } = await open();
    const answering = head(url(path));
    await until(() => opened.length === 1);
    const sink = opened[0]?.sink;
    let drained = 0;
    sink?.onDrain(() => (drained += 1));
    const block = Buffer.alloc(1 << 20);
    let written = 0;
    while (sink?.write(block) === true && written < 64) written += 1;
    (await answering).resume();
    await until(() => drained > 0);
  });

  it("tells when the Echo hangs up, and notes what it asked and got", async () => {
    const { url, path, opened, lines, witnessed, clock } = await open();
    const answering = head(url(path), "GET", { "user-agent": "Echo/1.0(APNG)", range: "bytes=0-" });
    await until(() => opened.length === 1);
    const sink = opened[0]?.sink;
    let closed = 0;
    sink?.onClose(() => (closed += 1));
    clock.tick(120);
    sink?.write(Buffer.alloc(960));
    clock.tick(880);
    (await answering).destroy();
    await until(() => closed === 1);
    expect(sink?.write(Buffer.alloc(1))).toBe(false);
    sink?.end();
    expect(witnessed).toEqual(["fetched play-1", "closed play-1"]);
    expect(lines.at(-1)).toMatchObject({
      level: "debug",
      fields: {
        player: "kitchen",
        userAgent: "Echo/1.0(APNG)",
        range: "bytes=0-",
        bytes: 960,
        firstByteMs: 120,
        durationMs: 1_000,
      },
    });
  });

  it("refuses an address that has expired or was forged, in words", async () => {
    const { url, addresses, clock, opened, path } = await open();
    const forged = path.replace("kitchen", "bedroom");
    expect(await (await fetch(url(forged))).json()).toMatchObject({ error: "FORGED" });
    expect((await fetch(url("/stream/nonsense"))).status).toBe(403);
    const short = addresses.mint({ playerId: "kitchen", playId: "play-2" }, 1_000);
    clock.tick(3_000);
    const late = await fetch(url(short));
    expect([late.status, await late.json()]).toMatchObject([403, { error: "EXPIRED" }]);
    expect(opened).toEqual([]);
  });

  it("stops although a stream has no end", async () => {
    const { url, path, opened, witnessed } = await open();
    const answering = head(url(path));
    await until(() => opened.length === 1);
    opened[0]?.sink.write(Buffer.from("music"));
    (await answering).on("error", () => undefined).resume();
    await doors.splice(0)[0]?.stop();
    await until(() => witnessed.includes("closed play-1"));
  });
});

describe("HEAD /stream", () => {
  it("has the headers of the GET and opens no stream", async () => {
    const { url, path, opened, witnessed } = await open();
    const { statusCode, headers } = await head(url(path), "HEAD");
    expect([statusCode, headers["content-type"], headers["accept-ranges"]]).toEqual([200, "audio/mpeg", "none"]);
    expect(headers).toMatchObject({ "transfer-encoding": "chunked", "cache-control": "no-store" });
    expect([opened, witnessed]).toEqual([[], []]);
  });

  it("refuses what the GET refuses", async () => {
    const { url, path } = await open();
    expect((await head(url(path.replace("kitchen", "bedroom")), "HEAD")).statusCode).toBe(403);
  });
});

describe("the public address", () => {
  it("may have a path, which is served as well as none", async () => {
    const { url, path, opened } = await open("https://music.example.com/echo/");
    void fetch(url(`/echo${path}`)).catch(() => undefined);
    void fetch(url(path)).catch(() => undefined);
    await until(() => opened.length === 2);
    expect((await fetch(url("/echo/health"))).status).toBe(200);
  });

  it("tells that the bridge lives", async () => {
    const { url } = await open();
    expect(await (await fetch(url("/health"))).json()).toEqual({ ok: true });
  });
});
