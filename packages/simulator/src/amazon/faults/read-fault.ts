import { type AmazonFaults, noFaults } from "./faults.js";

/** A switch as somebody writes it: what it does to the faults, if it is understood, and what to say to whoever wrote it. */
export interface ReadFault {
  readonly fault?: Partial<AmazonFaults>;
  readonly sentence: string;
}

/** What a value of a switch looks like, for people. */
type Shape =
  "true or false" | "a number" | "a list of serials" | "true or a path" | "an object with pathPrefix and status";

const SHAPES: Readonly<Record<keyof AmazonFaults, Shape>> = {
  status: "an object with pathPrefix and status",
  hang: "true or a path",
  reset: "true or a path",
  htmlInstead: "true or a path",
  always401: "true or false",
  captcha: "a number",
  invalidGrant: "true or false",
  exchangeWithoutCookies: "true or false",
  csrfNever: "true or false",
  deviceListEmpty: "true or false",
  deviceWithoutArrays: "true or false",
  vanished: "a list of serials",
  groupsWithoutMembers: "true or false",
  withoutVolume: "a list of serials",
  playerRefusedWhenIdle: "true or false",
  notExecuted: "a number",
  pushDropped: "true or false",
  pushWithoutDelimiter: "true or false",
  pushEndsAfterMs: "a number",
  pushCoalesced: "true or false",
  pushOversize: "true or false",
  pushDuplicated: "true or false",
  pushDelayMs: "a number",
  pushWithoutNowPlaying: "true or false",
  pushShuffled: "true or false",
};

const FITS: Readonly<Record<Shape, (value: unknown) => boolean>> = {
  "true or false": (value) => typeof value === "boolean",
  "a number": (value) => typeof value === "number" && value >= 0,
  "a list of serials": (value) => Array.isArray(value) && value.every((serial) => typeof serial === "string"),
  "true or a path": (value) => typeof value === "boolean" || (typeof value === "string" && value.startsWith("/")),
  "an object with pathPrefix and status": (value) =>
    typeof value === "object" &&
    value !== null &&
    "pathPrefix" in value &&
    typeof value.pathPrefix === "string" &&
    "status" in value &&
    typeof value.status === "number",
};

/** The names of all switches, each with what it takes. */
export const FAULT_NAMES: readonly string[] = Object.entries(SHAPES).map(([name, shape]) => `${name}: ${shape}`);

/**
 * Reads a switch: `always401` turns it on, `hang=/api/` or `status={"pathPrefix":"/api/","status":429}` says how, and
 * `off always401` turns it off again.
 */
export function readFault(line: string): ReadFault {
  const [, off, name = "", text] = /^\s*(off\s+)?(\w+)\s*(?:=\s*(.*?))?\s*$/.exec(line) ?? [];
  if (!isName(name)) return { sentence: `There is no fault called ${name === "" ? line : name}.` };
  if (off !== undefined) return { fault: { [name]: noFaults()[name] }, sentence: `${name} is off.` };
  const value = text === undefined ? true : readValue(text);
  if (FITS[SHAPES[name]](value)) return { fault: { [name]: value }, sentence: `${name} is on.` };
  return { sentence: `${name} takes ${SHAPES[name]}.` };
}

function isName(name: string): name is keyof AmazonFaults {
  return Object.hasOwn(SHAPES, name);
}

/** JSON where it is JSON, else the words as they are. */
function readValue(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
