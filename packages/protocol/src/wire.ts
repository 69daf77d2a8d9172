import type { z } from "zod";

/** Why a peer's bytes did not become a value: the text is no JSON, or a field that matters is missing or wrong. */
export type WireErrorCode = "WIRE_NOT_JSON" | "WIRE_MALFORMED";

/**
 * A peer sent nonsense. Names what was read and where in it the mistake lies, never the value found there: it may be
 * a token, a serial number or somebody's name. For the same reason there is no `cause`.
 */
export class WireError extends Error {
  readonly code: WireErrorCode;
  /** The message or document that was read, such as `server/state`. */
  readonly what: string;
  /** Where in it, such as `controller.volume`; empty for the whole. */
  readonly path: string;

  constructor(code: WireErrorCode, what: string, path: string, complaint: string) {
    super(`${what} cannot be read: ${path === "" ? "it" : path} ${complaint}.`);
    this.name = "WireError";
    this.code = code;
    this.what = what;
    this.path = path;
  }
}

/** The value as `schema` understands it. `what` names it in the `WireError` thrown when it is malformed. */
export function parse<S extends z.ZodType>(schema: S, value: unknown, what: string): z.output<S> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  throw new WireError("WIRE_MALFORMED", what, pathText(issue?.path ?? []), complaint(issue));
}

/** The same for a JSON text. Text that is no JSON is a `WireError` as well. */
export function parseJson<S extends z.ZodType>(schema: S, text: string, what: string): z.output<S> {
  return parse(schema, jsonValue(text, what), what);
}

function jsonValue(text: string, what: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The engine's own message quotes the text, so it is not passed on.
    throw new WireError("WIRE_NOT_JSON", what, "", "is no JSON");
  }
}

function pathText(path: readonly PropertyKey[]): string {
  return path
    .map((step, index) => (typeof step === "number" ? `[${step}]` : `${index === 0 ? "" : "."}${String(step)}`))
    .join("");
}

/** Written here instead of taking the issue's text, which may quote what it found. */
function complaint(issue: z.core.$ZodIssue | undefined): string {
  switch (issue?.code) {
    case "invalid_type":
      return `is missing or not of the type ${issue.expected}`;
    case "too_big":
      return `is above ${String(issue.maximum)}`;
    case "too_small":
      return `is below ${String(issue.minimum)}`;
    case "custom":
      return typeof issue.params?.complaint === "string" ? issue.params.complaint : "is malformed";
    default:
      return "is malformed";
  }
}
