import type { ServerHttp2Stream } from "node:http2";
import { PUSH_DELIMITER } from "@ma-alexa/protocol/amazon";

/**
 * One open push stream. The library loses frames that arrive together in one chunk, so each frame is written alone, when
 * the one before has left and a turn of the event loop has passed (Amazon reference 7.2).
 */
export class PushLine {
  readonly #stream: ServerHttp2Stream;
  readonly #waiting: string[] = [];
  #isWriting = false;

  constructor(stream: ServerHttp2Stream) {
    this.#stream = stream;
  }

  /** Accepts the stream and sends the delimiter, upon which the library counts itself connected. */
  open(): void {
    this.#stream.respond({
      ":status": 200,
      "content-type": "multipart/related; boundary=------abcde123; type=application/json",
    });
    this.send(PUSH_DELIMITER);
  }

  /** Sends a frame after those that wait already. After the end of the stream it does nothing. */
  send(frame: string): void {
    this.#waiting.push(frame);
    this.#writeNext();
  }

  #writeNext(): void {
    if (this.#isWriting || !this.#stream.writable) return;
    const frame = this.#waiting.shift();
    if (frame === undefined) return;
    this.#isWriting = true;
    this.#stream.write(frame, () => {
      setImmediate(() => {
        this.#isWriting = false;
        this.#writeNext();
      });
    });
  }
}
