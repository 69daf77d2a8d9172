/** Audio that must be there before a stream begins to sound. */
const PRE_BUFFER_MS = 500;
/** Audio that must be there before a stream goes on after it ran dry. */
const REFILL_MS = 300;

/** Where one stream stands between its first byte and its last sample. */
export type Sounding =
  | { readonly phase: "filling" }
  | { readonly phase: "starting"; readonly atMs: number }
  | { readonly phase: "sounding" }
  | { readonly phase: "starved" }
  | { readonly phase: "over" };

/** What a stream's phase depends on, at one moment of the clock. */
export interface SupplyMoment {
  readonly nowMs: number;
  /** Decoded audio at hand. */
  readonly availableMs: number;
  /** No more will come. */
  readonly hasEnded: boolean;
  /** From the filled pre-buffer to the first sound. */
  readonly startLatencyMs: number;
}

/** What the passing of time makes of a stream. */
export interface SoundingStep {
  readonly state: Sounding;
  readonly effect?: "started" | "underrun" | "finished" | "empty";
}

/** The phase after `moment`: fills, waits, sounds, runs dry and refills, ends when the last sample was heard. */
export function sounding(state: Sounding, moment: SupplyMoment): SoundingStep {
  const { nowMs, availableMs, hasEnded, startLatencyMs } = moment;
  switch (state.phase) {
    case "filling":
      if (hasEnded && availableMs <= 0) return { state: { phase: "over" }, effect: "empty" };
      if (!hasEnded && availableMs < PRE_BUFFER_MS) return { state };
      return { state: { phase: "starting", atMs: nowMs + startLatencyMs } };
    case "starting":
      return nowMs < state.atMs ? { state } : { state: { phase: "sounding" }, effect: "started" };
    case "sounding":
      if (availableMs > 0) return { state };
      return hasEnded
        ? { state: { phase: "over" }, effect: "finished" }
        : { state: { phase: "starved" }, effect: "underrun" };
    case "starved":
      if (availableMs >= REFILL_MS || (hasEnded && availableMs > 0)) return { state: { phase: "sounding" } };
      return hasEnded ? { state: { phase: "over" }, effect: "finished" } : { state };
    case "over":
      return { state };
  }
}
