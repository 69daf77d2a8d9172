/** What an Echo can be told through Amazon. Serial numbers are not for logs. */
export type Command =
  | { readonly kind: "stop"; readonly serial: string }
  | { readonly kind: "launch"; readonly serial: string; readonly skillId: string }
  | { readonly kind: "text"; readonly serial: string; readonly text: string }
  | { readonly kind: "speech"; readonly serial: string; readonly text: string }
  /** Said on all devices at once; `serial` is the first of them. */
  | {
      readonly kind: "announcement";
      readonly serial: string;
      readonly others: readonly string[];
      readonly title: string;
      readonly text: string;
    }
  | { readonly kind: "volume"; readonly serial: string; readonly level: number };

/**
 * What became of a command. `confirmed`: the Echo reported it; `sent`: Amazon took it, which is no proof;
 * `superseded`: a newer one took its place or its caller withdrew it; `expired`: it waited longer than it may.
 */
export type CommandOutcome =
  | { readonly outcome: "confirmed" | "sent" | "superseded" | "expired" }
  | { readonly outcome: "refused"; readonly reason: string };

/**
 * Who goes first. `stop`: a speaker that should be silent and is not annoys most. `transport`: somebody waits for
 * sound. `volume`: the newest level still counts a second later. `housekeeping`: reads that nobody waits for.
 */
export const PRIORITY = { stop: 30, transport: 20, volume: 10, housekeeping: 0 } as const;

/** The name of a command's place in {@link PRIORITY}. */
export function priorityOf(command: Command): keyof typeof PRIORITY {
  return command.kind === "stop" || command.kind === "volume" ? command.kind : "transport";
}

/** How long a command may wait to be sent: beyond that, obeying it would surprise whoever is in the room. */
export function timeToLiveMs(command: Command): number {
  switch (command.kind) {
    case "launch":
    case "text":
    case "speech":
    case "announcement":
      return 5_000;
    case "stop":
      return 10_000;
    case "volume":
      return 30_000;
  }
}

/** Commands with one key take each other's place while they wait. What is said is not replaced by what is played. */
export function placeOf(command: Command): string {
  if (command.kind === "speech" || command.kind === "announcement") return `${command.kind} ${command.serial}`;
  return `${priorityOf(command)} ${command.serial}`;
}

/**
 * Whether a waiting command may travel in the sequence that `leader` makes: those of its kind and, since a level does not
 * depend on anything else, volumes. A device hears one utterance at a time, so texts travel alone.
 */
export function mayTravelWith(leader: Command, other: Command): boolean {
  return leader.kind !== "text" && other.kind !== "text" && (other.kind === leader.kind || other.kind === "volume");
}
