/** Some Echos know fewer than 101 levels: a Studio asked for 18 reports 17 (stock provider contract, section 7). */
const QUANTISED_BY = 2;

/**
 * Whether a reported level answers the one asked for. A near one does only when it is not simply the level of before: an
 * Echo that did nothing must not be taken for one that rounds.
 */
export function answers(reported: number, asked: number, before: number | undefined): boolean {
  return reported === asked || (Math.abs(reported - asked) <= QUANTISED_BY && reported !== before);
}
