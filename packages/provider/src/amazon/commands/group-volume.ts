/** A member's level; undefined while nobody has said it. */
export type MemberLevels = ReadonlyMap<string, number | undefined>;

/** A group is as loud as its loudest member. Undefined while no member's level is known. */
export function groupLevel(members: MemberLevels): number | undefined {
  const known = [...members.values()].filter((level) => level !== undefined);
  return known.length === 0 ? undefined : Math.max(...known);
}

/**
 * The levels that make the group as loud as `level` and keep the balance of its members: all are turned by the same factor,
 * so that the loudest has the group's level. From silence, and where nobody knows, all become equally loud.
 */
export function balanced(members: MemberLevels, level: number): ReadonlyMap<string, number> {
  const loudest = groupLevel(members) ?? 0;
  return new Map(
    [...members].map(([serial, former]) => {
      const share = loudest === 0 || former === undefined ? 1 : former / loudest;
      return [serial, Math.round(level * share)];
    }),
  );
}
