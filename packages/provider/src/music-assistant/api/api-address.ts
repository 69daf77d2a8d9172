import { ServerAddressError } from "../server-address.js";

const DEFAULT_PORT = "8095";
const PATH = "/ws";
const SCHEMES: Readonly<Record<string, string>> = { "http:": "ws:", "https:": "wss:", "ws:": "ws:", "wss:": "wss:" };

/**
 * The WebSocket URL of Music Assistant's API for what a person wrote: `192.168.1.5`, or the address of its page. Throws
 * ServerAddressError for what names no host or another protocol.
 */
export function apiUrl(written: string): string {
  const text = written.trim();
  const withScheme = text.includes("://") ? text : `ws://${text}`;
  if (!URL.canParse(withScheme)) throw new ServerAddressError();
  const given = new URL(withScheme);
  const scheme = SCHEMES[given.protocol];
  if (scheme === undefined || given.hostname === "") throw new ServerAddressError();
  const port = given.port === "" && scheme === "ws:" ? DEFAULT_PORT : given.port;
  const path = given.pathname.replace(/\/+$/, "");
  return `${scheme}//${given.hostname}${port === "" ? "" : `:${port}`}${path.endsWith(PATH) ? path : `${path}${PATH}`}`;
}

/** Where the API most likely is when only the Sendspin address is known: the same host, at its usual port (reference 4.1). */
export function apiUrlBeside(sendspinUrl: string): string {
  const { hostname, protocol, port } = new URL(sendspinUrl);
  // A Sendspin address at the API's own port is the relay of reference 1.1, possibly behind TLS.
  const isRelay = protocol === "wss:" || port === DEFAULT_PORT;
  return isRelay
    ? `${protocol}//${hostname}${port === "" ? "" : `:${port}`}${PATH}`
    : `ws://${hostname}:${DEFAULT_PORT}${PATH}`;
}

/** The address of Music Assistant's page and pictures for that of its API, without a slash at its end. */
export function webUrl(api: string): string {
  return api.replace(/^ws/, "http").slice(0, -PATH.length);
}
