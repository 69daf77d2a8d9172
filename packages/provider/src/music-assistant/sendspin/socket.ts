import { WebSocket, type RawData } from "ws";

/** One WebSocket, opened or about to be. */
export interface Socket {
  /** A text frame for a string, a binary one for bytes. */
  send(frame: string | Uint8Array): void;
  /** Says farewell politely; `closed` follows when the other side agrees. */
  close(): void;
  /** Cuts the line; `closed` follows at once. */
  terminate(): void;
}

/** What a socket tells its owner; `closed` comes exactly once and last. */
export interface SocketListener {
  opened(): void;
  text(text: string): void;
  binary(bytes: Uint8Array): void;
  /** A sign of life without content. */
  ping(): void;
  /** `detail` says in a few words why, for a person. */
  closed(detail: string): void;
}

/** Begins a connection to a `ws://` address; whatever goes wrong is told through `closed`. */
export type OpenSocket = (url: string, listener: SocketListener) => Socket;

/** Audio frames are below 20 kB; what is larger than this is not Sendspin. */
const MAX_MESSAGE_BYTES = 4 * 1024 * 1024;

/** What `ws` reports when the line ended without a closing handshake. */
const CODE_OF_NO_CLOSE = 1006;

/** The real socket of a player. */
export const openWebSocket: OpenSocket = webSocketUpTo(MAX_MESSAGE_BYTES);

/**
 * Opens real sockets that take messages of up to `maxMessageBytes`. Compression is off: audio does not shrink, and it
 * would cost processor time per player.
 */
export function webSocketUpTo(maxMessageBytes: number): OpenSocket {
  return (url, listener) => openSocket(url, listener, maxMessageBytes);
}

function openSocket(url: string, listener: SocketListener, maxMessageBytes: number): Socket {
  const socket = dial(url, maxMessageBytes);
  if (socket === undefined) return unusable(listener);
  let problem: string | undefined;
  socket.on("open", () => {
    listener.opened();
  });
  socket.on("message", (data: RawData, isBinary: boolean) => {
    const bytes = bytesOf(data);
    if (isBinary) listener.binary(bytes);
    else listener.text(bytes.toString("utf8"));
  });
  socket.on("ping", () => {
    listener.ping();
  });
  socket.on("error", (error) => {
    problem = inWords(error);
  });
  socket.on("close", (code) => {
    listener.closed(problem ?? (code === CODE_OF_NO_CLOSE ? "the connection broke" : `it closed with code ${code}`));
  });
  return {
    send: (frame) => {
      socket.send(frame);
    },
    close: () => {
      socket.close(1000);
    },
    terminate: () => {
      socket.terminate();
    },
  };
}

/** Undefined when `url` is not one that a WebSocket can be opened to. */
function dial(url: string, maxPayload: number): WebSocket | undefined {
  try {
    return new WebSocket(url, { perMessageDeflate: false, maxPayload });
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function unusable(listener: SocketListener): Socket {
  queueMicrotask(() => {
    listener.closed("this is not a WebSocket address; it looks like ws://192.168.1.5:8927/sendspin");
  });
  return { send: () => undefined, close: () => undefined, terminate: () => undefined };
}

function bytesOf(data: RawData): Buffer {
  if (Array.isArray(data)) return Buffer.concat(data);
  return Buffer.isBuffer(data) ? data : Buffer.from(data);
}

const PROBLEMS: Readonly<Record<string, string>> = {
  ECONNREFUSED: "the connection was refused",
  ECONNRESET: "the connection was reset",
  EHOSTUNREACH: "there is no route to that host",
  ENETUNREACH: "there is no route to that network",
  ENOTFOUND: "the host name is unknown",
  EAI_AGAIN: "the host name could not be looked up",
  ETIMEDOUT: "the host did not answer",
};

function inWords(error: Error & { readonly code?: unknown }): string {
  return (typeof error.code === "string" ? PROBLEMS[error.code] : undefined) ?? error.message;
}
