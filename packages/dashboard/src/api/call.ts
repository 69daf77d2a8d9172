import { ApiErrorSchema } from "@ma-alexa/protocol/admin";
import type { z } from "zod";

/** What went wrong, in the bridge's own words. */
class CallError extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

const UNREACHABLE = "The bridge does not answer: is it still running?";

/** Asks the bridge. @throws CallError with the bridge's sentence, or UNREACHABLE. */
export async function call(method: "GET" | "POST" | "PUT" | "DELETE", path: string, body?: unknown): Promise<unknown> {
  const response = await fetch(path, {
    method,
    ...(body === undefined ? {} : { headers: { "content-type": "application/json" }, body: JSON.stringify(body) }),
  }).catch(() => {
    throw new CallError("UNREACHABLE", UNREACHABLE);
  });
  const answer: unknown = await response.json().catch(() => undefined);
  if (response.ok) return answer;
  const error = ApiErrorSchema.safeParse(answer);
  throw error.success ? new CallError(error.data.code, error.data.message) : new CallError("UNREACHABLE", UNREACHABLE);
}

/** Asks the bridge, and reads its answer. */
export async function callFor<T>(schema: z.ZodType<T>, ...request: Parameters<typeof call>): Promise<T> {
  return schema.parse(await call(...request));
}

/** A path with its parts escaped. */
export const path = (strings: TemplateStringsArray, ...parts: readonly string[]): string =>
  String.raw({ raw: strings }, ...parts.map(encodeURIComponent));
