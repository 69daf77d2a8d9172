/** What one push event says, before it is compared with what we believed. */
export type PushFact =
  | { readonly kind: "volume"; readonly serial: string; readonly level: number; readonly muted: boolean }
  | { readonly kind: "player"; readonly serial: string; readonly state: "playing" | "interrupted" | "finished" }
  | { readonly kind: "connection"; readonly serial: string; readonly online: boolean }
  /** Something began or ceased to stream to it; which of both, the books say. */
  | { readonly kind: "bluetooth"; readonly serial: string }
  | { readonly kind: "equalizer"; readonly serial: string };
