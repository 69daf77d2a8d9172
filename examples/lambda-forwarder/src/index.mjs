// The whole Lambda function, without dependencies: hands what Alexa says to the bridge, signed, and hands back its answer.
// Needs two environment variables: BRIDGE_URL (https://…, the bridge's public address) and FORWARDER_SECRET (as set there).
import { createHmac } from "node:crypto";

/** Alexa waits about eight seconds for a custom skill; the function's own limit may be shorter. */
const ALEXA_WAITS_MS = 7_000;
/** What is kept of the function's time to answer for a bridge that did not. */
const RESERVE_MS = 500;

/** @param {object} event what Alexa says, to either kind of skill. @param {{getRemainingTimeInMillis?: () => number}} [context] */
export async function handler(event, context) {
  const body = JSON.stringify(event);
  try {
    const answer = await fetch(new URL("alexa/lambda", withSlash(setting("BRIDGE_URL"))), {
      method: "POST",
      headers: { "content-type": "application/json", ...signed(body) },
      body,
      redirect: "error",
      signal: AbortSignal.timeout(budgetMs(context)),
    });
    if (!answer.ok) throw new Error(`The bridge answered ${answer.status}: ${(await answer.text()).slice(0, 200)}`);
    return await answer.json();
  } catch (error) {
    // The log of the function is where an owner looks; what Alexa said is not for it.
    console.error(`The bridge could not be asked: ${error instanceof Error ? error.message : "unknown"}`);
    return apology(event);
  }
}

function signed(body) {
  const timestamp = String(Math.floor(Date.now() / 1000));
  const signature = createHmac("sha256", setting("FORWARDER_SECRET"))
    .update(`${timestamp}.`)
    .update(body)
    .digest("hex");
  return { "x-ma-alexa-timestamp": timestamp, "x-ma-alexa-signature": signature };
}

function budgetMs(context) {
  const left = context?.getRemainingTimeInMillis?.() ?? ALEXA_WAITS_MS;
  return Math.max(100, Math.min(ALEXA_WAITS_MS, left - RESERVE_MS));
}

/** An answer that each kind of skill understands as "not now": never an error that would end the queue. */
function apology(event) {
  const { header, request } = event ?? {};
  if (header !== undefined) {
    const [namespace, type] = /PlayQueue$/.test(header.namespace)
      ? ["Alexa.Audio", "ITEM_NOT_FOUND"]
      : ["Alexa.Media", "CONTENT_NOT_FOUND"];
    return {
      header: { messageId: header.messageId, namespace, name: "ErrorResponse", payloadVersion: "1.0" },
      payload: { type, message: "The household's bridge cannot be reached." },
    };
  }
  if (/^(AudioPlayer|PlaybackController|System|AlexaAudioPlayQueueEvent|AlexaSkillEvent)\./.test(request?.type ?? ""))
    return { version: "1.0", response: {} };
  const text = "I cannot reach Music Assistant at home right now.";
  return { version: "1.0", response: { outputSpeech: { type: "PlainText", text }, shouldEndSession: true } };
}

function setting(name) {
  const value = process.env[name];
  if (!value) throw new Error(`The environment variable ${name} is not set`);
  return value;
}

function withSlash(address) {
  return address.endsWith("/") ? address : `${address}/`;
}
