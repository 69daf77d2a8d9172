/**
 * The loudness of one Echo between two masters (design, section 7). Pure; levels are 0–100, times milliseconds of the
 * monotonic clock. Mute is volume 0 with the level remembered.
 */

export interface VolumeState {
  /** What is shown and remembered; while muted, what unmuting returns to. Undefined until anybody has said it. */
  readonly level?: number;
  readonly muted: boolean;
  /** Number of the newest command to the Echo. */
  readonly command: number;
  /** The level last sent to the Echo, while other reports are not believed. */
  readonly sent?: number;
  /** Until when they are not; undefined while the command is under way. */
  readonly believesAtMs?: number;
  /** What the Echo reported meanwhile. */
  readonly meanwhile?: EchoVolume;
  /** What the Echo reported last, for a command that it never gets. */
  readonly reported?: EchoVolume;
}

/** What an Echo reports. */
export interface EchoVolume {
  readonly level: number;
  readonly muted: boolean;
}

export type VolumeInput =
  /** What was remembered over a restart; anything said since is newer. */
  | { readonly type: "restored"; readonly level: number; readonly muted: boolean }
  | { readonly type: "volume"; readonly level: number }
  | { readonly type: "mute"; readonly muted: boolean }
  /** What became of a command; `taken`: it was sent, or even confirmed. */
  | { readonly type: "verdict"; readonly command: number; readonly taken: boolean }
  | { readonly type: "report"; readonly report: EchoVolume }
  | { readonly type: "timer" };

export type VolumeEffect =
  /** Set the Echo's volume. */
  | { readonly do: "send"; readonly level: number; readonly command: number }
  /** Tell Music Assistant, and remember. */
  | { readonly do: "tell"; readonly level: number; readonly muted: boolean }
  | { readonly do: "timer"; readonly delayMs: number };

export interface VolumeStep {
  readonly state: VolumeState;
  readonly effects: readonly VolumeEffect[];
}

/** Echos report old levels for a moment after they were told a new one. */
const BELIEVED_AFTER_MS = 2_000;

export const initialVolume: VolumeState = { muted: false, command: 0 };

export function stepVolume(state: VolumeState, input: VolumeInput, nowMs: number): VolumeStep {
  switch (input.type) {
    case "restored":
      return state.level === undefined ? told({ ...state, level: input.level, muted: input.muted }) : same(state);
    case "volume":
      return state.muted ? told({ ...state, level: input.level }) : send({ ...state, level: input.level }, input.level);
    case "mute":
      return mute(state, input.muted);
    case "verdict":
      return input.command === state.command ? judged(state, input.taken, nowMs) : same(state);
    case "report":
      return report(state, input.report, nowMs);
    case "timer":
      return settle(state, nowMs);
  }
}

function mute(state: VolumeState, muted: boolean): VolumeStep {
  if (muted === state.muted) return told(state);
  if (muted) return send({ ...state, muted }, 0);
  // Nobody has ever said how loud it was: it stays as it is, and reports again when it changes.
  return state.level === undefined ? told({ ...state, muted }) : send({ ...state, muted }, state.level);
}

function send(state: VolumeState, level: number): VolumeStep {
  const command = state.command + 1;
  const step = told({ ...believing(state), command, sent: level });
  return { ...step, effects: [...step.effects, { do: "send", level, command }] };
}

function judged(state: VolumeState, taken: boolean, nowMs: number): VolumeStep {
  if (state.sent === undefined) return same(state);
  if (!taken) return state.reported === undefined ? same(believing(state)) : adopt(believing(state), state.reported);
  return {
    state: { ...state, believesAtMs: nowMs + BELIEVED_AFTER_MS },
    effects: [{ do: "timer", delayMs: BELIEVED_AFTER_MS }],
  };
}

function report(state: VolumeState, heard: EchoVolume, nowMs: number): VolumeStep {
  const isUnderWay = state.sent !== undefined && (state.believesAtMs === undefined || nowMs < state.believesAtMs);
  const reported = { ...state, reported: heard };
  return isUnderWay ? same({ ...reported, meanwhile: heard }) : adopt(believing(reported), heard);
}

function settle(state: VolumeState, nowMs: number): VolumeStep {
  return state.believesAtMs === undefined || nowMs < state.believesAtMs ? same(state) : believe(state);
}

/** From now on the Echo's word counts, the last one that was not believed included. */
function believe(state: VolumeState): VolumeStep {
  const { meanwhile } = state;
  return meanwhile === undefined ? same(believing(state)) : adopt(believing(state), meanwhile);
}

function adopt(state: VolumeState, heard: EchoVolume): VolumeStep {
  // Our own mute, confirmed: what is remembered stays.
  if (state.muted && heard.level === 0) return told(state);
  // Some Echos have a mute of their own and keep their level with it.
  if (heard.muted && heard.level > 0) return told({ ...state, muted: true, level: heard.level });
  return told({ ...state, muted: false, level: heard.level });
}

function believing({ level, muted, command, reported }: VolumeState): VolumeState {
  return {
    muted,
    command,
    ...(level === undefined ? {} : { level }),
    ...(reported === undefined ? {} : { reported }),
  };
}

function told(state: VolumeState): VolumeStep {
  const { level, muted } = state;
  return { state, effects: level === undefined ? [] : [{ do: "tell", level, muted }] };
}

function same(state: VolumeState): VolumeStep {
  return { state, effects: [] };
}
