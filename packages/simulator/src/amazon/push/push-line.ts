import type { ServerHttp2Stream } from "node:http2";
import { PUSH_DELIMITER } from "@ma-alexa/protocol/amazon";
import type { AmazonFaults } from "../faults/faults.js";

/** More than one HTTP/2 DATA frame holds. */
const OVERSIZE_BYTES = 17_000;

/**
 * One open push stream. The library loses frames that arrive together in one chunk, so on a good day each frame is
 * written alone, when the one before has left and a turn of the event loop has passed (Amazon reference 7.2).
 */
export class PushLine {
  readonly #stream: ServerHttp2Stream;
  readonly #faults: AmazonFaults;
  #waiting: string[] = [];
  #isWriting = false;

  constructor(stream: ServerHttp2Stream, faults: AmazonFaults) {
    this.#stream = stream;
    this.#faults = faults;
  }

  /** Accepts the stream and sends the delimiter, upon which the library counts itself connected. */
  open(): void {
    this.#stream.respond({
      ":status": 200,
      "content-type": "multipart/related; boundary=------abcde123; type=application/json",
    });
    if (!this.#faults.pushWithoutDelimiter) this.#queue(PUSH_DELIMITER);
  }

  /** Sends a frame after those that wait already. After the end of the stream it does nothing. */
  send(frame: string): void {
    this.#queue(this.#faults.pushOversize ? blownUp(frame) : frame);
  }

  /** Ends the stream. */
  end(): void {
    if (this.#stream.writable) this.#stream.end();
  }

  #queue(chunk: string): void {
    this.#waiting.push(chunk);
    // What comes later in this turn of the event loop waits too, so that there is something to coalesce.
    if (this.#faults.pushCoalesced) setImmediate(this.#writeNext);
    else this.#writeNext();
  }

  readonly #writeNext = (): void => {
    if (this.#isWriting || !this.#stream.writable || this.#waiting.length === 0) return;
    const leaving = this.#faults.pushCoalesced ? this.#waiting.length : 1;
    const chunk = this.#waiting.splice(0, leaving).join("");
    this.#isWriting = true;
    this.#stream.write(chunk, () => {
      setImmediate(() => {
        this.#isWriting = false;
        this.#writeNext();
      });
    });
  };
}

/** The same event with so much space inside its JSON that it does not fit one frame. */
function blownUp(frame: string): string {
  return frame.replace('{"directive"', `{${" ".repeat(OVERSIZE_BYTES)}"directive"`);
}
