import type { ServerResponse } from "node:http";
import type { Clock } from "../ports.js";
import type { AnswerHead, Sink } from "../streams/sink.js";
import { sendJson } from "./json-answer.js";

/**
 * What an answer with audio says of itself (how Echos fetch, "What follows" 1). A Content-Length only where it is certain; `Range` of an
 * endless stream is not answered, since that restarts it, and `Icy-MetaData` never, since proxies corrupt its blocks.
 */
export function streamHeaders(head: AnswerHead): Record<string, string> {
  const { contentType, acceptsRanges, length, contentRange } = head;
  return {
    "Content-Type": contentType,
    ...(length === undefined ? { "Transfer-Encoding": "chunked" } : { "Content-Length": String(length) }),
    ...(contentRange === undefined ? {} : { "Content-Range": contentRange }),
    "Accept-Ranges": acceptsRanges ? "bytes" : "none",
    "Cache-Control": "no-store",
    "X-Accel-Buffering": "no",
  };
}

const ENDLESS_MP3: AnswerHead = { status: 200, contentType: "audio/mpeg", acceptsRanges: false };

const NO_AUDIO = {
  error: "NO_AUDIO",
  message: "Music Assistant sent no audio for this player within 10 s: press play there.",
};

/** One GET as the streams see it: bytes go in, fullness and closing come out. Nothing happens after the Echo went away. */
export class HttpSink implements Sink {
  readonly #response: ServerResponse;
  readonly #clock: Clock;
  readonly #openedMs: number;
  #over: (() => void) | undefined;
  #bytes = 0;
  /** The Content-Length, where there is one. */
  #promised = 0;
  #firstByteMs: number | undefined;

  constructor(response: ServerResponse, clock: Clock) {
    this.#response = response;
    this.#clock = clock;
    this.#openedMs = clock.now();
    // A write that crosses the Echo's hanging up fails here; "close" tells the streams all they need.
    response.on("error", () => undefined);
  }

  /** Sends the headers now. */
  begin(head: AnswerHead): void {
    const response = this.#response;
    if (response.destroyed || response.headersSent) return;
    this.#promised = head.length ?? 0;
    response.writeHead(head.status, streamHeaders(head));
    response.flushHeaders();
  }

  /** Hands bytes to the socket; false when it is full (wait for `onDrain`) or gone. */
  write(bytes: Uint8Array): boolean {
    const response = this.#response;
    if (response.destroyed || response.writableEnded) return false;
    this.begin(ENDLESS_MP3);
    this.#firstByteMs ??= Math.round(this.#clock.now() - this.#openedMs);
    this.#bytes += bytes.byteLength;
    return response.write(bytes);
  }

  /** Calls `listener` whenever the socket takes bytes again. */
  onDrain(listener: () => void): void {
    this.#response.on("drain", listener);
  }

  /** Calls `listener` once, when the answer is over: ended by us and sent, or given up by the Echo. */
  onClose(listener: () => void): void {
    this.#response.once("close", listener);
  }

  /** Calls `listener` once, as soon as nothing more will be written, even while a blocked socket still holds the last bytes. */
  onOver(listener: () => void): void {
    this.#over = listener;
    this.onClose(() => {
      this.#finish();
    });
  }

  /**
   * Ends the answer; one that never had a byte becomes a 503, so that an Echo does not take it for an empty track. Where more bytes were
   * promised the connection ends too: nobody waits for them.
   */
  end(): void {
    const response = this.#response;
    if (response.destroyed || response.writableEnded) return;
    this.#finish();
    const { socket } = response;
    if (this.#bytes < this.#promised) response.once("finish", () => socket?.destroySoon());
    if (response.headersSent) response.end();
    else sendJson(response, 503, NO_AUDIO);
  }

  /** What is worth knowing of a fetch when it is over. Times in milliseconds since the GET. */
  summary(): { readonly bytes: number; readonly firstByteMs: number | undefined; readonly durationMs: number } {
    const durationMs = Math.round(this.#clock.now() - this.#openedMs);
    return { bytes: this.#bytes, firstByteMs: this.#firstByteMs, durationMs };
  }

  #finish(): void {
    const over = this.#over;
    this.#over = undefined;
    over?.();
  }
}
