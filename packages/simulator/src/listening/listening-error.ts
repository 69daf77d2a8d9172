/** Why sound could not be judged or read. */
export type ListeningErrorCode = "UNSUPPORTED_SOUND" | "NOT_A_WAV";

/** Thrown by the listening tools for sound that they cannot read; the message says what is expected. */
export class ListeningError extends Error {
  readonly code: ListeningErrorCode;

  constructor(code: ListeningErrorCode, message: string) {
    super(message);
    this.name = "ListeningError";
    this.code = code;
  }
}
