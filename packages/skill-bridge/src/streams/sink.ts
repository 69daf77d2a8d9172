/** What an answer with audio says of itself before its first byte. */
export interface AnswerHead {
  readonly status: 200 | 206 | 416;
  readonly contentType: string;
  /** The whole of it is known, so that parts may be asked for. */
  readonly acceptsRanges: boolean;
  /** Bytes of the body, where that is certain. */
  readonly length?: number;
  readonly contentRange?: string;
}

/** The bytes that a request asks for; both ends count. */
export interface ByteRange {
  readonly from: number;
  readonly to?: number;
}

/** Where the bytes of one GET go; `http/` makes one of a socket, tests make one of an array. */
export interface Sink {
  /** Sends the headers; without it those of MP3 without end go out with the first byte. Does nothing after that. */
  begin(head: AnswerHead): void;
  /** Hands bytes over; false when it is full (wait for `onDrain`) or gone. */
  write(bytes: Uint8Array): boolean;
  onDrain(listener: () => void): void;
  /** Called once, when it is over: ended and sent, or given up by the Echo. */
  onClose(listener: () => void): void;
  /** Ends it; one that never had a byte, nor a head, tells its Echo that there is no audio. */
  end(): void;
}
