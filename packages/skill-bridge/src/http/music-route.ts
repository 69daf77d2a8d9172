import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { MusicMessage } from "@ma-alexa/protocol/alexa/music-skill";
import type { MusicReply } from "../music-skill/music-skill.js";
import type { Logger } from "../ports.js";
import type { AnswerMusicText } from "./lambda-route.js";
import { keepBodiesRaw, rawBody } from "./raw-bodies.js";
import type { MusicVerifier } from "./verification/music-verifier.js";
import { RequestRefused } from "./verification/request-refused.js";

/** What `POST /alexa/music` needs. */
export interface MusicRouteParts {
  readonly verifier: Pick<MusicVerifier, "verify" | "admit">;
  /** Answers what has proved to come from Alexa. Met by `MusicSkill`. */
  readonly answer: (message: MusicMessage) => MusicReply | Promise<MusicReply>;
}

/** `POST /alexa/music`: directives and events of the music skill. Errors of the skill are answered with status 200, as Alexa expects. */
export function musicRoute(app: FastifyInstance, parts: MusicRouteParts, logger: Logger): void {
  void app.register((scope, _options, done) => {
    keepBodiesRaw(scope);
    scope.post("/alexa/music", (request, reply) => answer(parts, logger, request, reply));
    done();
  });
}

async function answer(
  { verifier, answer: answering }: MusicRouteParts,
  logger: Logger,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  try {
    const replied = answering(await verifier.verify(request.raw.headers, rawBody(request)));
    const { answer: said, afterwards } = replied instanceof Promise ? await replied : replied;
    void reply.header("content-type", "application/json; charset=utf-8").send(JSON.stringify(said ?? {}));
    if (afterwards.length > 0) setImmediate(run, afterwards, logger);
    return await reply;
  } catch (error) {
    if (!(error instanceof RequestRefused)) throw error;
    const { code, detail, message } = error;
    logger.warn({ code, detail }, `A request to the music skill was refused: ${message}`);
    return await reply.code(400).send({ error: code, message });
  }
}

/** Answers what the household's own Lambda function handed on, whose sender has proved to be ours; the same memory of ids holds. */
export function answerForwarded({ verifier, answer: answering }: MusicRouteParts, logger: Logger): AnswerMusicText {
  return async (text) => {
    const { answer: said, afterwards } = await answering(verifier.admit(text));
    setImmediate(run, afterwards, logger);
    return said ?? {};
  };
}

/** Alexa has her answer: what fails now is no longer hers to know. */
function run(tasks: readonly (() => void)[], logger: Logger): void {
  for (const task of tasks) {
    try {
      task();
    } catch (error) {
      const reason = error instanceof Error ? error.message : "unknown";
      logger.error({ reason }, "What a directive asked for could not be passed on to Music Assistant.");
    }
  }
}
