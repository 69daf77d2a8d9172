/** Which paths a fault concerns: all of them, or those that begin with the given text. */
export type FaultyPaths = boolean | string;

/** An answer that comes instead of the proper one (429, 400 with `Rate exceeded`, 503, 302, push 403, …). */
export interface StatusFault {
  readonly pathPrefix: string;
  readonly status: number;
  /** Text goes out as it is, anything else as JSON; nothing is an empty body. */
  readonly body?: unknown;
  /** How many requests get it; all of them when left out. Counted down. */
  times?: number;
}

/** The switches of Amazon's bad days, each a report from real life (Amazon reference 12.5). Set and unset them any time. */
export interface AmazonFaults {
  status: StatusFault | undefined;
  /** Requests get no answer at all; push streams no headers. */
  hang: FaultyPaths;
  /** A web page of the sign-in with status 200 instead of JSON. */
  htmlInstead: FaultyPaths;
  /** The first device of the list lacks its three arrays, on which the library dies. */
  deviceWithoutArrays: boolean;
  /** How many of the next commands are accepted and then not done; Infinity for all. Counted down. */
  notExecuted: number;
  /** Push events get lost while the connection stays. */
  pushDropped: boolean;
  /** Nobody's cookies are accepted any more. */
  always401: boolean;
  /** How many of the next passwords are answered with a picture to read. Counted down. */
  captcha: number;
}

/** A good day. */
export function noFaults(): AmazonFaults {
  return {
    status: undefined,
    hang: false,
    htmlInstead: false,
    deviceWithoutArrays: false,
    notExecuted: 0,
    pushDropped: false,
    always401: false,
    captcha: 0,
  };
}

/** What goes out instead of the proper answer. */
export type FaultyAnswer =
  | { readonly kind: "hang" }
  | { readonly kind: "answer"; readonly status: number; readonly contentType: string; readonly body: string };

/** The answer that the faults force on a request for `path`, if any; uses up one of a status fault's times. */
export function faultyAnswer(faults: AmazonFaults, path: string): FaultyAnswer | undefined {
  if (concerns(faults.hang, path)) return { kind: "hang" };
  const { status } = faults;
  if (status !== undefined && path.startsWith(status.pathPrefix) && useOnce(status)) return statusAnswer(status);
  if (!concerns(faults.htmlInstead, path)) return undefined;
  return { kind: "answer", status: 200, contentType: "text/html;charset=UTF-8", body: SIGN_IN_PAGE };
}

/** Whether the next command is to be forgotten; uses up one of them. */
export function forgetsCommand(faults: AmazonFaults): boolean {
  if (faults.notExecuted <= 0) return false;
  faults.notExecuted -= 1;
  return true;
}

const SIGN_IN_PAGE = "<!doctype html><html><head><title>Amazon Sign-In</title></head><body><form></form></body></html>";

function concerns(paths: FaultyPaths, path: string): boolean {
  return typeof paths === "string" ? path.startsWith(paths) : paths;
}

function useOnce(fault: StatusFault): boolean {
  if (fault.times === undefined) return true;
  if (fault.times <= 0) return false;
  fault.times -= 1;
  return true;
}

function statusAnswer({ status, body = "" }: StatusFault): FaultyAnswer {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const contentType = typeof body === "string" ? "text/plain" : "application/json";
  return { kind: "answer", status, contentType, body: text };
}
