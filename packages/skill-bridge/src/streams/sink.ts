/** Where the bytes of one GET go; `http/` makes one of a socket, tests make one of an array. */
export interface Sink {
  /** Hands bytes over; false when it is full (wait for `onDrain`) or gone. */
  write(bytes: Uint8Array): boolean;
  onDrain(listener: () => void): void;
  /** Called once, when it is over: ended and sent, or given up by the Echo. */
  onClose(listener: () => void): void;
  /** Ends it; one that never had a byte tells its Echo that there is no audio. */
  end(): void;
}
