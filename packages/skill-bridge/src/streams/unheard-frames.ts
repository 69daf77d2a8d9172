import type { UnheardRest } from "../ports.js";
import type { Frame } from "./frame-ring.js";
import { JOINT_US } from "./joint.js";

/** What comes of an earlier generation at the beginning of a new one. */
export interface UnheardFrames {
  /** As frames of the new one. */
  readonly frames: readonly Frame[];
  /** Where the frames of the new one's own audio can follow on them, server µs; undefined when they cannot. */
  readonly joinsAtUs: number | undefined;
}

/** A resume, as the timeline tells it. */
interface Resume {
  readonly generation: number;
  /** Where `unheard.fromUs` comes to lie. */
  readonly startUs: number;
  readonly unheard: UnheardRest;
}

/**
 * What the Echo did not sound before a pause, from the frames that are kept of it: nothing has to be encoded again, and no PCM to
 * be kept for it. The frames overlap with the new audio, which the paused stream lay ahead of, as far as a joint needs.
 */
export function unheardFrames(kept: readonly Frame[], { generation, startUs, unheard }: Resume): UnheardFrames {
  const unheardFirst = kept.findIndex((frame) => frame.startUs + frame.durationUs / 2 > unheard.fromUs);
  if (unheardFirst < 0) return { frames: [], joinsAtUs: undefined };
  // A decoder that begins in the middle of a sound needs a frame to come in: one that was heard already.
  const first = Math.max(0, unheardFirst - 1);
  const last = kept.findIndex((frame) => frame.startUs + frame.durationUs >= unheard.toUs + JOINT_US);
  const end = last < 0 ? kept.findLastIndex((frame) => frame.startUs + frame.durationUs <= unheard.toUs) : last;
  const byUs = startUs - unheard.fromUs;
  const frames = kept
    .slice(first, end + 1)
    .map((frame) => ({ ...frame, generation, startUs: Math.round(frame.startUs + byUs) }));
  return { frames: follow(frames, kept[first - 1]), joinsAtUs: last < 0 ? undefined : endUs(frames.at(-1)) };
}

/** The first one's predecessor is not the frame that was heard before it. */
function follow([first, ...rest]: readonly Frame[], before: Frame | undefined): readonly Frame[] {
  if (first === undefined) return [];
  return [before === undefined ? first : { ...first, after: before.bytes }, ...rest];
}

function endUs(frame: Frame | undefined): number | undefined {
  return frame === undefined ? undefined : frame.startUs + frame.durationUs;
}
