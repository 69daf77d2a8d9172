/**
 * Amazon forgets which skill a provider's name belongs to: after every upload of a catalog, and by itself within hours. The
 * remedy is to put the manifest again and to disable and enable the skill (Music Skill reference 12.5). When to do so is
 * decided here, from what Alexa asks: searches that no Initiate follows are the only sign.
 */

/** How long after a search its Initiate may come. */
const ANSWERED_WITHIN_MS = 10_000;
/** One search without an Initiate is a room that changed or a phrase that was taken back; two are a sign. */
const UNANSWERED_SIGN = 2;
/** The binding has been seen dead after seven hours and alive after a quarter of one. */
const KEEP_ALIVE_MS = 4 * 3_600_000;
/** A remedy that did not help is not repeated at once. */
const REMEDY_AGAIN_MS = 30 * 60_000;

export interface Binding {
  /** When the remedy was last applied; undefined before the first time. */
  readonly boundMs: number | undefined;
  /** Searches that may still be followed by an Initiate, oldest first. */
  readonly openMs: readonly number[];
  readonly unanswered: number;
  readonly searches: number;
  readonly followed: number;
  readonly phase: "idle" | "binding";
}

export type BindingInput =
  | { readonly type: "search" }
  /** Initiate, GetNextItem or another directive that only a bound skill is sent. */
  | { readonly type: "followed" }
  | { readonly type: "uploaded" }
  | { readonly type: "bound" }
  | { readonly type: "failed" }
  | { readonly type: "tick"; readonly isPlaying: boolean };

/** `bind`: put the manifest again, wait for it, disable, enable. */
export interface BindingStep {
  readonly binding: Binding;
  readonly effect?: "bind";
}

export const initialBinding: Binding = {
  boundMs: undefined,
  openMs: [],
  unanswered: 0,
  searches: 0,
  followed: 0,
  phase: "idle",
};

export function stepBinding(binding: Binding, input: BindingInput, nowMs: number): BindingStep {
  const state = aged(binding, nowMs);
  switch (input.type) {
    case "search":
      return { binding: { ...state, openMs: [...state.openMs, nowMs], searches: state.searches + 1 } };
    case "followed":
      // One Initiate answers for every search before it: what was unheard before does not matter any more.
      return { binding: { ...state, openMs: [], unanswered: 0, followed: state.followed + state.openMs.length } };
    case "uploaded":
      return { binding: { ...state, boundMs: undefined } };
    case "bound":
      return { binding: { ...state, phase: "idle", boundMs: nowMs, unanswered: 0, openMs: [] } };
    case "failed":
      // As if it had been done: the next try comes after the same while.
      return { binding: { ...state, phase: "idle", boundMs: nowMs - KEEP_ALIVE_MS + REMEDY_AGAIN_MS } };
    case "tick":
      return input.isPlaying || !isDue(state, nowMs)
        ? { binding: state }
        : { binding: { ...state, phase: "binding" }, effect: "bind" };
  }
}

function isDue({ phase, boundMs, unanswered }: Binding, nowMs: number): boolean {
  if (phase === "binding") return false;
  if (boundMs === undefined) return true;
  const sinceMs = nowMs - boundMs;
  return sinceMs >= KEEP_ALIVE_MS || (unanswered >= UNANSWERED_SIGN && sinceMs >= REMEDY_AGAIN_MS);
}

function aged(binding: Binding, nowMs: number): Binding {
  const open = binding.openMs.filter((sinceMs) => nowMs - sinceMs < ANSWERED_WITHIN_MS);
  const lapsed = binding.openMs.length - open.length;
  return lapsed === 0 ? binding : { ...binding, openMs: open, unanswered: binding.unanswered + lapsed };
}
