import { randomBytes, randomUUID } from "node:crypto";
import { PLAYER_ID, SKILL_ID } from "./skill-names.js";
import type { Directive } from "./skill-orders.js";

/** Alexa's requests carry a token of about this length, which makes them what they weigh. */
const ACCESS_TOKEN = randomBytes(800).toString("base64url");

/** The body of one request, as fresh as Alexa's: an id and a time of its own. */
export function skillRequestBody(directive: Directive): Buffer {
  const application = { applicationId: SKILL_ID };
  const user = { userId: `amzn1.ask.account.${"A".repeat(180)}` };
  const request = {
    type: directive === "floor" ? "LaunchRequest" : directive,
    requestId: `amzn1.echo-api.request.${randomUUID()}`,
    timestamp: new Date().toISOString(),
    locale: "en-GB",
  };
  const system = {
    application,
    user,
    device: { deviceId: `amzn1.ask.device.${"B".repeat(180)}`, supportedInterfaces: { AudioPlayer: {} } },
    apiEndpoint: "https://api.eu.amazonalexa.com",
    apiAccessToken: ACCESS_TOKEN,
  };
  const context = {
    System: system,
    AudioPlayer: { token: PLAYER_ID, offsetInMilliseconds: 0, playerActivity: "PLAYING" },
  };
  const isFromPlayer = directive === "AudioPlayer.PlaybackNearlyFinished";
  const body = isFromPlayer
    ? { version: "1.0", context, request: { ...request, token: PLAYER_ID, offsetInMilliseconds: 1_000 } }
    : { version: "1.0", session: session(application, user), context, request };
  return Buffer.from(JSON.stringify(body));
}

function session(application: object, user: object): object {
  return { new: true, sessionId: `amzn1.echo-api.session.${randomUUID()}`, application, user, attributes: {} };
}
