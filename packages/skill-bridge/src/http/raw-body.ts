import type { IncomingMessage } from "node:http";

/** A body that is longer than it may be; what comes of it later is not read. */
export class BodyTooLong extends Error {
  constructor(limitBytes: number) {
    super(`The body is longer than ${limitBytes} bytes.`);
    this.name = "BodyTooLong";
  }
}

/** The bytes of a request as sent. Rejects with `BodyTooLong`, or with Node's error when the sender goes away before the end. */
export function rawBody(request: IncomingMessage, limitBytes: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const pieces: Buffer[] = [];
    let bytes = 0;
    request.on("data", (piece: Buffer) => {
      bytes += piece.length;
      if (bytes <= limitBytes) pieces.push(piece);
      else reject(new BodyTooLong(limitBytes));
    });
    request.on("error", reject);
    request.on("end", () => {
      const [only] = pieces;
      resolve(pieces.length === 1 && only !== undefined ? only : Buffer.concat(pieces));
    });
    if (Number(request.headers["content-length"]) > limitBytes) reject(new BodyTooLong(limitBytes));
  });
}
