/** What goes over the wire as JSON; the official client's models are the judge of it (`npm run interop`). */
export type WireObject = Readonly<Record<string, unknown>>;

/** A command that is refused: the code and text that the client gets (Sendspin reference 4.4). */
export class ApiRefusal extends Error {
  readonly number: number;

  constructor(number: number, details: string) {
    super(details);
    this.name = "ApiRefusal";
    this.number = number;
  }
}

const PYTHON_TYPES = { string: "str", number: "int", boolean: "bool" } as const;

/** An argument of a command, in the words of the real server when it is missing (reference 1.11). */
export function required(args: WireObject, name: string, type: "string"): string;
export function required(args: WireObject, name: string, type: "number"): number;
export function required(args: WireObject, name: string, type: "boolean"): boolean;
export function required(args: WireObject, name: string, type: keyof typeof PYTHON_TYPES): unknown {
  const value = args[name];
  if (typeof value === type) return value;
  throw new ApiRefusal(999, `"\`${name}\` of type \`<class '${PYTHON_TYPES[type]}'>\` is required."`);
}

/** A number that may be left out. */
export function numberOr(args: WireObject, name: string, otherwise: number): number {
  const value = args[name];
  return typeof value === "number" ? value : otherwise;
}
