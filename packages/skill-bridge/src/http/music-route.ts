import type { MusicMessage } from "@ma-alexa/protocol/alexa/music-skill";
import type { MusicReply } from "../music-skill/music-skill.js";
import type { Logger } from "../ports.js";
import type { AnswerMusicText } from "./lambda-route.js";
import { refused, type SkillRoute } from "./skill-route.js";
import type { MusicVerifier } from "./verification/music-verifier.js";

/** What `POST /alexa/music` needs. */
export interface MusicRouteParts {
  readonly verifier: Pick<MusicVerifier, "verify" | "admit">;
  /** Answers what has proved to come from Alexa. Met by `MusicSkill`. */
  readonly answer: (message: MusicMessage) => MusicReply | Promise<MusicReply>;
}

/** `POST /alexa/music`: directives and events of the music skill. Errors of the skill are answered with status 200, as Alexa expects. */
export function musicRoute({ verifier, answer }: MusicRouteParts, logger: Logger): SkillRoute {
  return async (headers, body) => {
    try {
      const replied = answer(await verifier.verify(headers, body));
      const { answer: said = {}, afterwards } = replied instanceof Promise ? await replied : replied;
      return { status: 200, body: said, afterwards: afterwards.length === 0 ? undefined : later(afterwards, logger) };
    } catch (error) {
      return refused(error, { logger, what: "A request to the music skill" });
    }
  };
}

/** Answers what the household's own Lambda function handed on, whose sender has proved to be ours; the same memory of ids holds. */
export function answerForwarded({ verifier, answer }: MusicRouteParts, logger: Logger): AnswerMusicText {
  return async (text) => {
    const { answer: said = {}, afterwards } = await answer(verifier.admit(text));
    setImmediate(later(afterwards, logger));
    return said;
  };
}

/** Alexa has her answer by then: what fails is no longer hers to know. */
function later(tasks: readonly (() => void)[], logger: Logger): () => void {
  return () => {
    for (const task of tasks) attempt(task, logger);
  };
}

function attempt(task: () => void, logger: Logger): void {
  try {
    task();
  } catch (error) {
    const reason = error instanceof Error ? error.message : "unknown";
    logger.error({ reason }, "What a directive asked for could not be passed on to Music Assistant.");
  }
}
