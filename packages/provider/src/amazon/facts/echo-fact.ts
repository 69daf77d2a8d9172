/** Something that became different at an Echo, with the moment we learnt it (wall clock, ms). */
export type EchoFact = { readonly serial: string; readonly atEpochMs: number } & (
  | { readonly kind: "volume"; readonly level: number; readonly muted: boolean }
  | { readonly kind: "player"; readonly state: "playing" | "interrupted" | "finished" }
  | { readonly kind: "connection"; readonly online: boolean }
);
