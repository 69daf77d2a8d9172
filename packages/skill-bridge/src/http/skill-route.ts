import type { IncomingHttpHeaders } from "node:http";
import type { Logger } from "../ports.js";
import { RequestRefused, type RefusalCode } from "./verification/request-refused.js";

/** What a skill answers, and what is to be done when it has been sent. */
export interface SkillAnswer {
  readonly status: number;
  readonly body: object;
  readonly afterwards?: (() => void) | undefined;
}

/** Answers one POST of Alexa's, of whose body nothing was read yet: signatures are over the bytes as sent. Rejects only where we are wrong. */
export type SkillRoute = (headers: IncomingHttpHeaders, body: Buffer) => Promise<SkillAnswer>;

/** The answer to a request that did not prove to be Alexa's, once it is in the log. Throws again what is no refusal. */
export function refused(
  error: unknown,
  {
    logger,
    what,
    statusOf = () => 400,
  }: {
    readonly logger: Logger;
    /** Such as "A skill request". */
    readonly what: string;
    readonly statusOf?: (code: RefusalCode) => number;
  },
): SkillAnswer {
  if (!(error instanceof RequestRefused)) throw error;
  const { code, detail, message } = error;
  logger.warn({ code, detail }, `${what} was refused: ${message}`);
  return { status: statusOf(code), body: { error: code, message } };
}
