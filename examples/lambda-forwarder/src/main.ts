/** A Lambda function between Alexa and a bridge: what Alexa says arrives, what the bridge answers comes back. */
import assert from "node:assert/strict";
import { skillResponse } from "@ma-alexa/protocol/alexa/custom-skill";
import { ForwarderCheck, PublicDoor, RequestVerifier, StreamUrls } from "@ma-alexa/skill-bridge";
import { handler } from "./index.mjs";

const SKILL_ID = "amzn1.ask.skill.12345678-1234-1234-1234-123456789abc";
const SECRET = "at least thirty-two characters long";

const quiet = () => undefined;
const logger = { child: () => logger, debug: quiet, info: quiet, warn: quiet, error: quiet };
const clock = {
  now: () => performance.now(),
  epoch: () => Date.now(),
  after: (delayMs: number, task: () => void) => {
    const timer = setTimeout(task, delayMs);
    return {
      cancel: () => {
        clearTimeout(timer);
      },
    };
  },
};
const verifier = new RequestVerifier({ applicationIds: [SKILL_ID], clock });
const door = new PublicDoor({
  host: "127.0.0.1",
  port: 0,
  publicUrl: "http://127.0.0.1",
  verifier,
  skill: ({ request }) => skillResponse({ card: { type: "Simple", title: request.type, content: "" } }),
  forwarded: { forwarder: new ForwarderCheck(SECRET, clock), verifier, music: (text) => ({ heard: text.length }) },
  addresses: new StreamUrls(Buffer.alloc(32), clock),
  streams: { open: quiet, headOf: () => ({ status: 200, contentType: "audio/mpeg", acceptsRanges: false }) },
  witness: { fetched: quiet, closed: quiet },
  clock,
  logger,
});

const launch = {
  version: "1.0",
  context: { System: { application: { applicationId: SKILL_ID }, device: { deviceId: "kitchen" } } },
  request: { type: "LaunchRequest", requestId: "r1", timestamp: new Date().toISOString(), locale: "en-US" },
};
const directive = {
  header: { messageId: "m1", namespace: "Alexa.Audio.PlayQueue", name: "GetNextItem", payloadVersion: "1.0" },
  payload: {},
};

const { port } = await door.start();
try {
  process.env.BRIDGE_URL = `http://127.0.0.1:${port}`;
  process.env.FORWARDER_SECRET = SECRET;
  assert.deepEqual(await handler(directive), { heard: JSON.stringify(directive).length });
  console.log("A directive of the music skill reaches the bridge, and its answer comes back.");

  assert.equal((await handler(launch)).response?.card?.title, "LaunchRequest");
  console.log("So does a request of the custom skill.");

  process.env.FORWARDER_SECRET = "another secret";
  console.error = quiet;
  assert.equal((await handler(directive)).payload?.type, "ITEM_NOT_FOUND");
  console.log("With a wrong secret the bridge refuses, and Alexa is told so in a way that ends nothing.");
} finally {
  await door.stop();
}

process.env.BRIDGE_URL = "http://127.0.0.1:1";
assert.deepEqual(await handler({ request: { type: "AudioPlayer.PlaybackStarted" } }), { version: "1.0", response: {} });
const spoken = (await handler(launch)).response?.outputSpeech?.text ?? "";
assert.match(spoken, /cannot reach Music Assistant/);
console.log(`While the bridge is away Alexa says: “${spoken}”`);
