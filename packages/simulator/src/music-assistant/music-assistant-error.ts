/** Why the simulated Music Assistant refused what its remote control asked for. */
export type MusicAssistantErrorCode = "UNKNOWN_PLAYER" | "PLAYER_UNAVAILABLE" | "UNKNOWN_TUNE" | "QUEUE_EMPTY";

/** Thrown by the remote control of the simulated Music Assistant; the message names the subject and the remedy. */
export class SimulatedMusicAssistantError extends Error {
  readonly code: MusicAssistantErrorCode;

  constructor(code: MusicAssistantErrorCode, message: string) {
    super(message);
    this.name = "SimulatedMusicAssistantError";
    this.code = code;
  }
}
