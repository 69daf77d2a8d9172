const DEFAULT_PORT = "8927";
const DEFAULT_PATH = "/sendspin";

/** An address that cannot be read as one of a Music Assistant server; the message shows how one looks. */
export class ServerAddressError extends Error {
  readonly code = "MUSIC_ASSISTANT_ADDRESS";
  constructor() {
    super("Music Assistant's address cannot be read; write it like 192.168.1.5 or ws://192.168.1.5:8927/sendspin.");
    this.name = "ServerAddressError";
  }
}

/**
 * The WebSocket URL of what a person wrote: a bare host gets `ws://`, port 8927 and `/sendspin`. Throws
 * ServerAddressError for what names no host or another protocol.
 */
export function serverUrl(written: string): string {
  const text = written.trim();
  const withScheme = text.includes("://") ? text : `ws://${text}`;
  if (!URL.canParse(withScheme)) throw new ServerAddressError();
  const url = new URL(withScheme);
  if (url.hostname === "" || (url.protocol !== "ws:" && url.protocol !== "wss:")) throw new ServerAddressError();
  if (url.port === "" && url.protocol === "ws:") url.port = DEFAULT_PORT;
  if (url.pathname === "" || url.pathname === "/") url.pathname = DEFAULT_PATH;
  return url.href;
}
