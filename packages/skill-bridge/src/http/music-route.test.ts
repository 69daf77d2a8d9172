import { X509Certificate } from "node:crypto";
import {
  createSkillCertificates,
  TestClock,
  type SkillCertificates,
  type SkillCertificatesOptions,
} from "@ma-alexa/simulator";
import { beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { StreamUrls } from "../streams/signed-url.js";
import { ALBUM, MusicBench } from "../testing/music-bench.js";
import { recordingLogger, type LogLine } from "../testing/recording-logger.js";
import { answerForwarded } from "./music-route.js";
import { PublicDoor } from "./public-door.js";
import { MusicVerifier } from "./verification/music-verifier.js";
import { RequestRefused } from "./verification/request-refused.js";

let certificates: SkillCertificates;
beforeAll(async () => {
  certificates = await createSkillCertificates();
});

/** The music skill's door, which trusts the root of `signer`. */
async function open(signer: SkillCertificates = certificates) {
  const bench = new MusicBench();
  const { clock } = bench;
  const lines: LogLine[] = [];
  const verifier = new MusicVerifier({
    clock,
    roots: () => [new X509Certificate(signer.rootPem)],
    fetchCertificate: (address) => signer.fetch(address),
  });
  const music = { verifier, answer: bench.skill.answer.bind(bench.skill) };
  const door = new PublicDoor({
    host: "127.0.0.1",
    port: 0,
    publicUrl: "https://music.example.com",
    verifier: { verify: () => Promise.reject(new RequestRefused("UNSIGNED")) },
    skill: () => {
      throw new Error("There is no custom skill");
    },
    music,
    addresses: new StreamUrls(Buffer.alloc(32, 7), new TestClock()),
    streams: {
      open: () => undefined,
      headOf: () => ({ status: 200, contentType: "audio/mpeg", acceptsRanges: false }),
    },
    witness: { fetched: () => undefined, closed: () => undefined },
    clock,
    logger: recordingLogger(lines),
  });
  const { port } = await door.start();
  onTestFinished(async () => {
    await door.stop();
    await bench.skill.stop();
  });
  const post = async (body: Buffer, headers: Readonly<Record<string, string>>) => {
    const init = { method: "POST", body, headers: { "content-type": "application/json", ...headers } };
    const answer = await fetch(`http://127.0.0.1:${port}/alexa/music`, init);
    return { status: answer.status, body: (await answer.json()) as { error?: string; header?: { name: string } } };
  };
  return { bench, lines, post, music };
}

let messages = 0;
function directive(token = "token"): Buffer {
  const header = {
    messageId: `m${++messages}`,
    namespace: "Alexa.Media.Playback",
    name: "Initiate",
    payloadVersion: "1.0",
  };
  const requestContext = { user: { id: "account", accessToken: token } };
  return Buffer.from(JSON.stringify({ header, payload: { requestContext, contentId: ALBUM.uri } }));
}

describe("POST /alexa/music", () => {
  it("answers what Alexa signed, then tells Music Assistant", async () => {
    const { bench, post } = await open();
    const body = directive();
    expect(await post(body, { ...certificates.sign(body) })).toMatchObject({
      status: 200,
      body: { header: { name: "Initiate.Response" } },
    });
    await new Promise((resolve) => setImmediate(resolve));
    expect(bench.queues.asked).toEqual([`kitchen plays ${ALBUM.uri}`]);
  });

  it.each([
    ["unsigned", {}, "UNSIGNED"],
    ["forged", { "signature-256": Buffer.alloc(256, 1).toString("base64") }, "BAD_SIGNATURE"],
    ["from elsewhere", { signaturecertchainurl: "https://example.com/echo.api/x.pem" }, "BAD_CHAIN"],
  ])("refuses what is %s", async (_, changed, code) => {
    const { bench, post, lines } = await open();
    const body = directive();
    const headers = code === "UNSIGNED" ? {} : { ...certificates.sign(body), ...changed };
    expect(await post(body, headers)).toMatchObject({ status: 400, body: { error: code } });
    expect(bench.queues.asked).toEqual([]);
    expect(JSON.stringify(lines)).not.toContain(ALBUM.uri);
  });

  it.each<[string, SkillCertificatesOptions]>([
    ["is made out to another host", { san: "evil.example.com" }],
    ["has run out", { expired: true }],
    ["another root has issued", { foreignRoot: true }],
  ])("refuses a chain that %s", async (_, options) => {
    const signer = await createSkillCertificates(options);
    const { post } = await open(signer);
    const body = directive();
    expect(await post(body, { ...signer.sign(body) })).toMatchObject({ status: 400, body: { error: "BAD_CHAIN" } });
  });

  it("refuses a message that was answered before, on either way in", async () => {
    const { post, music } = await open();
    const body = directive();
    const headers = { ...certificates.sign(body) };
    expect((await post(body, headers)).status).toBe(200);
    expect(await post(body, headers)).toMatchObject({ status: 400, body: { error: "REPLAYED" } });
    const forwarded = answerForwarded(music, recordingLogger([]));
    await expect(Promise.resolve(forwarded(body.toString()))).rejects.toMatchObject({ code: "REPLAYED" });
    expect(await forwarded(directive().toString())).toMatchObject({ header: { name: "Initiate.Response" } });
  });

  it("answers a foreign token with the error that makes Alexa link again", async () => {
    const { post } = await open();
    const body = directive("somebody else's");
    expect(await post(body, { ...certificates.sign(body) })).toMatchObject({
      status: 200,
      body: { payload: { type: "INVALID_AUTHORIZATION_CREDENTIAL" } },
    });
  });

  it("refuses what is no message of a music skill", async () => {
    const { post } = await open();
    const body = Buffer.from("[]");
    expect(await post(body, { ...certificates.sign(body) })).toMatchObject({
      status: 400,
      body: { error: "MALFORMED" },
    });
  });
});
