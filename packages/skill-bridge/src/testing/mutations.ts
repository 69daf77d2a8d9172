/** A pseudo-random sequence, the same for the same seed. */
export class Dice {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** A whole number below `limit`. */
  roll(limit: number): number {
    this.#state = (Math.imul(this.#state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((this.#state / 4_294_967_296) * limit);
  }

  pick<T>(choices: readonly T[]): T {
    const choice = choices[this.roll(choices.length)];
    if (choice === undefined) throw new Error("There is nothing to pick from");
    return choice;
  }
}

/** Values that nobody expects where they are put. */
const STRANGE: readonly unknown[] = [
  null,
  true,
  -1,
  1e308,
  "",
  "\u0000\uD800",
  "x".repeat(5_000),
  "__proto__",
  "library://album/numbers",
  "hand-off:abc",
  [],
  {},
  { constructor: { prototype: { polluted: true } } },
  [[[[[[]]]]]],
];

/** A copy of a JSON value in which up to three places were replaced, removed, doubled or renamed. */
export function mutated(value: unknown, dice: Dice): unknown {
  const copy: unknown = structuredClone(value);
  for (let change = dice.roll(3); change >= 0; change -= 1) changeOne(copy, dice);
  return copy;
}

function changeOne(value: unknown, dice: Dice): void {
  if (typeof value !== "object" || value === null) return;
  const holder = value as Record<string, unknown>;
  const keys = Object.keys(holder);
  if (keys.length === 0) return;
  const key = dice.pick(keys);
  if (typeof holder[key] === "object" && dice.roll(4) > 0) changeOne(holder[key], dice);
  else replace(holder, key, dice);
}

function replace(holder: Record<string, unknown>, key: string, dice: Dice): void {
  switch (dice.roll(4)) {
    case 0:
      Reflect.deleteProperty(holder, key);
      break;
    case 1:
      holder[`${key}2`] = holder[key];
      break;
    case 2:
      holder[key] = typeof holder[key] === "string" ? `${holder[key].slice(1)}${holder[key]}` : dice.pick(STRANGE);
      break;
    default:
      holder[key] = dice.pick(STRANGE);
  }
}
