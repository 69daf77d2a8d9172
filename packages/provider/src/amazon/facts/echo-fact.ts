/** What an Echo says it plays, as far as Amazon tells. */
export interface SoundingMedia {
  readonly title?: string;
  readonly artist?: string;
  /** The service or skill. */
  readonly provider?: string;
  readonly positionMs?: number;
  readonly durationMs?: number;
}

/** Who told it: Amazon by itself, at once, or its books, when asked. Push is trusted more (design, section 2). */
export type FactSource = "push" | "books";

/** Something that became different at an Echo, with the moment we learnt it (wall clock, ms). */
export type EchoFact = { readonly serial: string; readonly atEpochMs: number } & (
  | { readonly kind: "volume"; readonly level: number; readonly muted: boolean }
  | {
      readonly kind: "player";
      readonly state: "playing" | "interrupted" | "finished";
      readonly source: FactSource;
      /** What plays, or has ended. Known a moment after `playing`, when Amazon's books have been asked. */
      readonly media?: SoundingMedia;
      /** Serial of the group through which the Echo plays. */
      readonly group?: string;
    }
  | { readonly kind: "connection"; readonly online: boolean }
);
