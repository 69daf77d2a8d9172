/** Who spoke to whom. */
export type Party = "music-assistant" | "bridge" | "amazon" | "alexa" | "echo";

/** One line of what passed between the parties; never a secret, never a serial number. */
export interface Activity {
  readonly atEpochMs: number;
  readonly from: Party;
  readonly to: Party;
  /** Such as `stream/start` or `volume`. */
  readonly subject: string;
  /** The player's name. */
  readonly player?: string;
  readonly detail?: string;
}

/** Writes down one line about one player. */
export type Tell = (from: Party, to: Party, subject: string, detail?: string) => void;
