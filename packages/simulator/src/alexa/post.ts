import { request as httpRequest, type IncomingMessage } from "node:http";
import { request as httpsRequest } from "node:https";
import type { Clock } from "../clock.js";

/** Alexa gives a skill so long. */
const PATIENCE_MS = 8_000;

/** What a skill sent back. */
export interface PostAnswer {
  readonly status: number;
  readonly text: string;
}

interface Sending {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Who may vouch for the server, PEM; the bundled roots when absent. */
  readonly trusted?: string | undefined;
}

/** Sends one body. Rejects when nobody answers within 8 s, or when the connection or `signal` ends it. */
export async function post(
  url: string,
  headers: Readonly<Record<string, string>>,
  body: Buffer,
  { clock, signal, trusted }: Sending,
): Promise<PostAnswer> {
  const patience = new AbortController();
  const timer = clock.after(PATIENCE_MS, () => {
    patience.abort(new Error("The skill did not answer within 8 s"));
  });
  const giveUp = AbortSignal.any([signal, patience.signal]);
  try {
    return await exchange(url, headers, body, giveUp, trusted);
  } catch (error) {
    throw giveUp.aborted ? giveUp.reason : error;
  } finally {
    timer.cancel();
  }
}

function exchange(
  url: string,
  headers: Readonly<Record<string, string>>,
  body: Buffer,
  signal: AbortSignal,
  trusted: string | undefined,
): Promise<PostAnswer> {
  return new Promise((resolve, reject) => {
    const send = url.startsWith("https:") ? httpsRequest : httpRequest;
    const json = { "content-type": "application/json; charset=utf-8", "content-length": String(body.length) };
    const options = { method: "POST", agent: false, signal, ca: trusted, headers: { ...json, ...headers } };
    const request = send(url, options, (response: IncomingMessage) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("error", reject);
      response.on("end", () => {
        resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString("utf8") });
      });
    });
    request.on("error", reject);
    request.end(body);
  });
}
