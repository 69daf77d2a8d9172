/** Heard without interruption from one place of one source on; times in milliseconds. */
export interface Segment {
  readonly heardStartMs: number;
  readonly sourceId: string;
  readonly sourceStartMs: number;
  readonly lengthMs: number;
  /** Normalised cross-correlation with the source over the whole segment. */
  readonly correlation: number;
}

/** A stretch of what was heard, in milliseconds. */
export interface HeardStretch {
  readonly heardStartMs: number;
  readonly lengthMs: number;
}

/** A change of place or source, and what was between. */
export interface Cut {
  readonly heardMs: number;
  /** What lies between the two segments and belongs to neither. */
  readonly betweenMs: number;
  readonly from: { readonly sourceId: string; readonly sourceMs: number };
  readonly to: { readonly sourceId: string; readonly sourceMs: number };
  /** `natural`: the end of one source, then the beginning of another or of the same. */
  readonly kind: "expected" | "natural" | "unexpected";
}

/** Where the caller expects the sound to jump. */
export interface ExpectedCut {
  readonly fromMs: number;
  readonly toMs: number;
}

/** How neighbouring segments fit together. */
export interface Verdict {
  /** ≥ 30 ms inside a generation that are not in the source: silence, or sound that belongs to nothing. */
  readonly gaps: readonly HeardStretch[];
  /** The position in the source falls by ≥ 30 ms inside a generation; `lengthMs` is how far. */
  readonly repeats: readonly HeardStretch[];
  /** ≥ 30 ms of the source are missing inside a generation; `lengthMs` is how much. */
  readonly losses: readonly HeardStretch[];
  readonly cuts: readonly Cut[];
}

/** The shortest fault that counts. */
export const FAULT_MS = 30;
/** How far from its true edges a source may be left or entered in a natural change. */
const EDGE_MS = 60;

type Finding = { readonly [Kind in keyof Verdict]?: Verdict[Kind][number] };

/**
 * Judges how segments follow each other. With `expectedCuts` "jumps" every change of source and every jump of at least
 * a second counts as wanted; with windows, whatever happens inside one.
 */
export function judge(
  segments: readonly Segment[],
  sourceLengthMs: (sourceId: string) => number,
  expectedCuts: readonly ExpectedCut[] | "jumps" = [],
): Verdict {
  const findings = segments.slice(1).map((after, index) => {
    const before = segments[index];
    return before === undefined ? {} : follow(before, after, sourceLengthMs(before.sourceId), expectedCuts);
  });
  const all = <Kind extends keyof Finding>(kind: Kind): NonNullable<Finding[Kind]>[] =>
    findings.flatMap((finding) => finding[kind] ?? []);
  return { gaps: all("gaps"), repeats: all("repeats"), losses: all("losses"), cuts: all("cuts") };
}

function follow(
  before: Segment,
  after: Segment,
  beforeLengthMs: number,
  expectedCuts: readonly ExpectedCut[] | "jumps",
): Finding {
  const heardMs = before.heardStartMs + before.lengthMs;
  const betweenMs = after.heardStartMs - heardMs;
  const leftMs = before.sourceStartMs + before.lengthMs;
  const jumpMs = after.sourceStartMs - leftMs;
  const isSameSource = before.sourceId === after.sourceId;
  const isNatural = leftMs > beforeLengthMs - EDGE_MS && after.sourceStartMs < EDGE_MS;
  const isExpected = isExpectedCut(
    heardMs,
    after.heardStartMs,
    !isSameSource || Math.abs(jumpMs) >= 1_000,
    expectedCuts,
  );
  const kind = isNatural ? "natural" : isExpected ? "expected" : "unexpected";
  const cut = {
    heardMs,
    betweenMs,
    from: { sourceId: before.sourceId, sourceMs: leftMs },
    to: { sourceId: after.sourceId, sourceMs: after.sourceStartMs },
    kind,
  } as const;
  if (isExpected && !isNatural) return { cuts: cut };
  return {
    ...(betweenMs >= FAULT_MS && { gaps: { heardStartMs: heardMs, lengthMs: betweenMs } }),
    ...((isNatural || !isSameSource) && { cuts: cut }),
    ...(!isNatural && isSameSource && jumpMs <= -FAULT_MS && { repeats: { heardStartMs: heardMs, lengthMs: -jumpMs } }),
    ...(!isNatural && isSameSource && jumpMs >= FAULT_MS && { losses: { heardStartMs: heardMs, lengthMs: jumpMs } }),
  };
}

function isExpectedCut(
  fromMs: number,
  toMs: number,
  isJump: boolean,
  expectedCuts: readonly ExpectedCut[] | "jumps",
): boolean {
  if (expectedCuts === "jumps") return isJump;
  return expectedCuts.some((window) => window.fromMs <= toMs && window.toMs >= fromMs);
}
