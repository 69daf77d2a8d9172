/** Which place of a queue follows which. Shuffle is no matter here: Music Assistant shuffles the places themselves. */

export type Repeat = "off" | "one" | "all";

/**
 * The place after `index`, or undefined at the end. `natural`: the item ended by itself, so that repeat one plays it
 * again; a person's next leaves it.
 */
export function placeAfter(index: number, total: number, repeat: Repeat, natural: boolean): number | undefined {
  if (total === 0) return undefined;
  if (natural && repeat === "one") return index;
  if (index + 1 < total) return index + 1;
  return repeat === "all" ? 0 : undefined;
}

/** The place before `index`, or undefined at the beginning; with repeat all it is the last (design, section 8). */
export function placeBefore(index: number, total: number, repeat: Repeat): number | undefined {
  if (index > 0 && index < total) return index - 1;
  return repeat === "all" && total > 0 ? total - 1 : undefined;
}
