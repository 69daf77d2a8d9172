import { WireError } from "@ma-alexa/protocol";
import { skillKind } from "@ma-alexa/protocol/alexa/music-skill";
import type { Logger } from "../ports.js";
import type { AnswerSkillRequest } from "./alexa-route.js";
import { refused, type SkillRoute } from "./skill-route.js";
import type { ForwarderCheck } from "./verification/forwarder-check.js";
import { RequestRefused, type RefusalCode } from "./verification/request-refused.js";
import type { RequestVerifier } from "./verification/request-verifier.js";

/** Answers a music skill's message, as text, whose sender has proved to be ours. */
export type AnswerMusicText = (text: string) => object | Promise<object>;

/** What `POST /alexa/lambda` needs. */
export interface LambdaRouteParts {
  readonly forwarder: Pick<ForwarderCheck, "check">;
  readonly verifier: Pick<RequestVerifier, "admit">;
  readonly skill: AnswerSkillRequest;
  readonly music: AnswerMusicText;
  readonly logger: Logger;
}

/** `POST /alexa/lambda`: what the household's own Lambda function hands on, for both kinds of skill. */
export function lambdaRoute(parts: LambdaRouteParts): SkillRoute {
  return async (headers, body) => {
    try {
      parts.forwarder.check(headers, body);
      return { status: 200, body: await answered(parts, body) };
    } catch (error) {
      return refused(error, { logger: parts.logger, what: "A forwarded skill message", statusOf });
    }
  };
}

/** Whom we do not know is turned away; what our own function sent is ours to mend. */
function statusOf(code: RefusalCode): number {
  return code === "MALFORMED" ? 400 : 403;
}

async function answered({ verifier, skill, music }: LambdaRouteParts, body: Buffer): Promise<object> {
  const text = body.toString("utf8");
  if (kindOf(text) === "music-skill") return music(text);
  return skill(verifier.admit(body));
}

function kindOf(text: string): ReturnType<typeof skillKind> {
  try {
    return skillKind(text);
  } catch (error) {
    if (error instanceof WireError) throw new RequestRefused("MALFORMED", error.message);
    throw error;
  }
}
