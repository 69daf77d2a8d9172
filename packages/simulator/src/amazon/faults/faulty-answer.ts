import { type ApiAnswer, page } from "../api-answer.js";
import type { AmazonFaults, FaultyPaths, StatusFault } from "./faults.js";

/** What becomes of a request instead of its proper answer. */
export type FaultyAnswer =
  { readonly kind: "hang" } | { readonly kind: "reset" } | { readonly kind: "answer"; readonly answer: ApiAnswer };

/** What the faults force on a request for `path`, if anything; uses up one of a status fault's times. */
export function faultyAnswer(faults: AmazonFaults, path: string): FaultyAnswer | undefined {
  if (concerns(faults.hang, path)) return { kind: "hang" };
  if (concerns(faults.reset, path)) return { kind: "reset" };
  const { status } = faults;
  if (status !== undefined && path.startsWith(status.pathPrefix) && useOnce(status))
    return { kind: "answer", answer: statusAnswer(status) };
  return concerns(faults.htmlInstead, path) ? { kind: "answer", answer: page(SIGN_IN_PAGE) } : undefined;
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
  if (fault.when?.() === false) return false;
  if (fault.times === undefined) return true;
  if (fault.times <= 0) return false;
  fault.times -= 1;
  return true;
}

function statusAnswer({ status, body = "", location }: StatusFault): ApiAnswer {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const answer = { status, contentType: contentTypeOf(body), body: text };
  if (status !== 302) return answer;
  return { ...answer, headers: { location: location ?? "https://www.amazon.com/ap/signin" } };
}

function contentTypeOf(body: unknown): string {
  if (typeof body !== "string") return "application/json";
  return body.startsWith("<") ? "text/html;charset=UTF-8" : "text/plain";
}
