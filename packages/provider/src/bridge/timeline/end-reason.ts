/**
 * Why did the stream end? (design, section 5.) A pure machine over what Music Assistant says; times are milliseconds
 * of the monotonic clock.
 */

/** `stopped`: a pause or stop; `natural`: there is no more; `lost`: Music Assistant went away and did not come back. */
export type EndReason = "stopped" | "natural" | "lost";

export type EndState =
  | { readonly phase: "silent" }
  | { readonly phase: "streaming"; readonly groupStoppedMs?: number }
  | { readonly phase: "ending"; readonly sinceMs: number; readonly stopped: boolean }
  | { readonly phase: "lost"; readonly sinceMs: number };

export type EndInput =
  | { readonly type: "started" }
  /**
   * `allDue`: every frame was already due. `playedOut`: this server ends the stream when it is produced, and the last
   * frame came within the last second and lies at a predicted end of an item; or the queue's last item ends there.
   */
  | { readonly type: "ended"; readonly allDue: boolean; readonly playedOut: boolean }
  | { readonly type: "group"; readonly playing: boolean }
  | { readonly type: "lost" }
  | { readonly type: "timer" };

export interface EndStep {
  readonly state: EndState;
  /** Present when the matter is decided. */
  readonly reason?: EndReason;
  /** When to ask again, milliseconds from now; undefined: no timer is needed. */
  readonly timerMs?: number;
}

/** `group/update` and `stream/end` of one pause lie at most this far apart; 90 ms were measured. */
const TOGETHER_MS = 150;
/** An announcement starts again 0.4 s after the stop that makes room for it. */
const STOP_DECIDED_MS = 500;
/** A skip starts again at once; none within this time means that there is no more. */
const SKIP_DECIDED_MS = 1_500;
/** What lies ahead is used up by then, and the streams would end the response for want of frames. */
const LOST_DECIDED_MS = 10_000;

export const initialEnd: EndState = { phase: "silent" };

/** Whether a stream is running or its end is still undecided. */
export function isOpenEnd(state: EndState): boolean {
  return state.phase !== "silent";
}

export function stepEnd(state: EndState, input: EndInput, nowMs: number): EndStep {
  switch (input.type) {
    case "started":
      return { state: { phase: "streaming" } };
    case "ended":
      return ended(state, input, nowMs);
    case "group":
      return input.playing ? groupPlaying(state, nowMs) : groupStopped(state, nowMs);
    case "lost":
      return unchanged(lost(state, nowMs), nowMs);
    case "timer":
      return timer(state);
  }
}

function ended(state: EndState, input: Extract<EndInput, { type: "ended" }>, nowMs: number): EndStep {
  if (state.phase !== "streaming") return unchanged(state, nowMs);
  if (input.allDue || input.playedOut) return decided("natural");
  const stopped = state.groupStoppedMs !== undefined && nowMs - state.groupStoppedMs <= TOGETHER_MS;
  return unchanged({ phase: "ending", sinceMs: nowMs, stopped }, nowMs);
}

/** A `playing` that follows a stop takes it back; the end of a stream is decided by the next stream alone. */
function groupPlaying(state: EndState, nowMs: number): EndStep {
  return unchanged(state.phase === "streaming" ? { phase: "streaming" } : state, nowMs);
}

function groupStopped(state: EndState, nowMs: number): EndStep {
  switch (state.phase) {
    case "silent":
      return { state };
    case "streaming":
      return { state: { phase: "streaming", groupStoppedMs: nowMs } };
    case "ending":
      // Later than 150 ms it is unusual, but no skip says it, and playing out ten seconds after a pause is worse.
      return unchanged({ ...state, stopped: true }, nowMs);
    case "lost":
      // Back again, and Music Assistant does not play: what was left of its stream is void.
      return decided("stopped");
  }
}

function lost(state: EndState, nowMs: number): EndState {
  return state.phase === "silent" || state.phase === "lost" ? state : { phase: "lost", sinceMs: nowMs };
}

function timer(state: EndState): EndStep {
  if (state.phase === "ending") return decided(state.stopped ? "stopped" : "natural");
  if (state.phase === "lost") return decided("lost");
  return { state };
}

function decided(reason: EndReason): EndStep {
  return { state: { phase: "silent" }, reason };
}

/** Keeps the deadline of a state that has one: measured from its beginning, whatever comes in between. */
function unchanged(state: EndState, nowMs: number): EndStep {
  if (state.phase !== "ending" && state.phase !== "lost") return { state };
  const waitMs = state.phase === "lost" ? LOST_DECIDED_MS : state.stopped ? STOP_DECIDED_MS : SKIP_DECIDED_MS;
  const dueMs = state.sinceMs + waitMs;
  return { state, timerMs: Math.max(0, dueMs - nowMs) };
}
