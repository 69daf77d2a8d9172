/** How long a continuous response waits for what (design, section 5). */

/** How often an idle response looks whether more may be written. */
export const LOOK_MS = 100;
/** A stall is filled with silence when the Echo holds less than this (design, section 5). */
export const STALL_HELD_MS = 1_000;
/** Audio that comes at longer intervals than this has stopped coming; before, what the encoder holds is waited for. */
export const STALL_QUIET_MS = 300;
/** Silence is written in pieces of this length. */
export const SILENCE_MS = 480;
/** At the natural end the response stays open until the Echo holds this. */
export const TAIL_HELD_MS = 500;
/** Without frames for this long, with all music sounded and MA's own time past it, the response ends. */
export const STARVED_MS = 10_000;
/** A server that waits until its last sample is due says so within this. */
export const END_TOLD_US = 1_500_000;
/** After a spoken question of more than this the response goes on at the present. */
export const RESUME_WHERE_IT_WAS_MS = 30_000;
/** A reader that has taken nothing for this long is none: no question to Alexa takes longer. */
export const UNREAD_MS = 60_000;
/** An offset this far beyond what was written belongs to an earlier response of the same Play. */
export const OFFSET_TOLERANCE_MS = 1_000;
/** Audio handed to the socket at once. */
export const MOST_MS_PER_WRITE = 1_200;
