import { spokenName } from "./spoken-name.js";

/** Words that are no song, in the order in which they are tried. English, since only English catalogs are known to be taken. */
const CANDIDATES = [
  "the household mix",
  "our living queue",
  "the house selection",
  "my bridge selection",
  "the music at home",
  "the chosen queue of the house",
] as const;

/**
 * The phrase that hands over what was chosen in Music Assistant: `current` as long as nothing in the library is called so,
 * else the first that is free. Undefined when the library holds them all.
 */
export function handOffPhrase(names: Iterable<string>, current?: string): string | undefined {
  const taken = new Set<string>();
  for (const name of names) taken.add(spokenName(name));
  const wished = current === undefined ? CANDIDATES : [current, ...CANDIDATES];
  return wished.find((phrase) => !taken.has(spokenName(phrase)));
}
