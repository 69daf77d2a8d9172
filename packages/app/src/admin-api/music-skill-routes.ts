import type { FastifyInstance } from "fastify";
import type { LinkingCode, MusicSkillState } from "@ma-alexa/protocol/admin";
import { SkillManagementError } from "@ma-alexa/skill-bridge";

/** What the admin API shows of the music skill and does with it. */
export interface MusicSkillView {
  state(): MusicSkillState;
  linkingCode(): LinkingCode;
  unlink(): Promise<void>;
  make(tell: (step: string) => void): Promise<MusicSkillState>;
  /** Calls `listener` after every change until the returned function is called. */
  follow(listener: () => void): () => void;
}

/** The music skill: its state, the code that links an account with it, and making it. */
export function addMusicSkillRoutes(server: FastifyInstance, shown: () => MusicSkillView | undefined): void {
  const absent = { code: "NO_MUSIC_SKILL", message: "This household has no music skill to show." };

  server.get("/api/music-skill", (_request, reply) => shown()?.state() ?? reply.code(404).send(absent));
  server.post(
    "/api/music-skill/linking-code",
    (_request, reply) => shown()?.linkingCode() ?? reply.code(404).send(absent),
  );
  server.delete("/api/music-skill/links", async (_request, reply) => {
    const skill = shown();
    if (skill === undefined) return reply.code(404).send(absent);
    await skill.unlink();
    return { ok: true };
  });
  server.post("/api/music-skill", async (_request, reply) => {
    const skill = shown();
    if (skill === undefined) return reply.code(404).send(absent);
    const { missing } = skill.state();
    if (missing !== undefined) return reply.code(409).send({ code: "NOT_READY", message: missing });
    try {
      return await skill.make(() => undefined);
    } catch (error) {
      if (!(error instanceof SkillManagementError)) throw error;
      return reply.code(409).send({ code: error.code, message: error.message });
    }
  });
}
