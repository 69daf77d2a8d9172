import { z } from "zod";

/**
 * An object whose unknown keys pass: they survive at run time, so that a newer peer loses nothing, but the type knows
 * only what the schema names, so that a misspelt key does not compile.
 */
export function openObject<Shape extends z.core.$ZodLooseShape>(shape: Shape): z.ZodObject<Shape> {
  return z.looseObject(shape);
}

/** A word of a peer's vocabulary. Members that we do not know become "unknown"; anything but a string is an error. */
export function openEnum<const Member extends string>(
  members: readonly Member[],
): z.ZodType<Member | "unknown", string> {
  const known = new Map<string, Member>(members.map((member) => [member, member]));
  return z.string().transform((word): Member | "unknown" => known.get(word) ?? "unknown");
}

/** A field that is only shown: malformed counts as absent, so that a title never costs the message it came in. */
export function displayOnly<S extends z.ZodType>(schema: S): z.ZodCatch<z.ZodOptional<S>> {
  return schema.optional().catch(undefined as z.output<z.ZodOptional<S>>);
}

/**
 * Makes dropped fields truly absent. For deltas: where absent means unchanged, merging `{...old, ...delta}` must not
 * clear what a malformed field was meant to change.
 */
export function withoutUndefined<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, field]) => field !== undefined)) as T;
}

/** What an object becomes whose discriminator we do not know. `name` is the peer's word, cut to 80 characters. */
export type Unknown<Key extends string> = Record<Key, "unknown"> & { readonly name: string };

const nothing = z.unknown().transform(() => ({}));

/**
 * A union told apart by the literal in `key`. Unlike zod's own it lets unknown members through, as `Unknown` with what
 * `common` reads of them, while a known member that is malformed stays an error.
 */
export function openUnion<
  const Key extends string,
  Option extends z.ZodObject,
  Common extends z.ZodType = z.ZodUnknown,
>(
  key: Key,
  options: readonly Option[],
  common?: Common,
): z.ZodType<z.output<Option> | (z.output<Common> & Unknown<Key>)> {
  type Output = z.output<Option> | (z.output<Common> & Unknown<Key>);
  const known = new Map(options.flatMap((option) => literals(option, key).map((word) => [word, option] as const)));
  return z.looseObject({ [key]: z.string() }).transform((value, context): Output => {
    const word = value[key] as string;
    const option = known.get(word);
    const result = (option ?? common ?? nothing).safeParse(value);
    if (result.success) {
      const unknownMember = { [key]: "unknown", name: word.slice(0, 80) };
      return (option === undefined ? { ...(result.data as object), ...unknownMember } : result.data) as Output;
    }
    for (const issue of result.error.issues) context.issues.push({ ...issue, input: undefined });
    return z.NEVER;
  });
}

function literals(option: z.ZodObject, key: string): string[] {
  const literal: unknown = option.shape[key];
  if (!(literal instanceof z.ZodLiteral)) throw new TypeError(`An option of the union has no literal "${key}".`);
  return [...literal.values].map(String);
}

/** A list of a peer's things in which one malformed thing is left out instead of costing the others. */
export function readableItems<S extends z.ZodType>(item: S): z.ZodType<z.output<S>[]> {
  return z.array(z.unknown()).transform((items) =>
    items.flatMap((candidate) => {
      const result = item.safeParse(candidate);
      return result.success ? [result.data] : [];
    }),
  );
}
