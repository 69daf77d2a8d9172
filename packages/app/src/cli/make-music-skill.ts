import { SkillManagementError } from "@ma-alexa/skill-bridge";
import { AppError } from "../app-error.js";
import { MusicSkillSide } from "../music-skill/music-skill-side.js";
import { StateFolder } from "../storage/state-folder.js";
import type { CommandParts } from "./parts.js";

/** Nothing is uploaded before the bridge runs and knows the library. */
const NO_LIBRARY = { isKnown: false, revision: 0, all: () => [] };

/**
 * Makes the household's music skill at Amazon, step by step on standard output.
 * @throws AppError MUSIC_SKILL_REFUSED with one sentence on what Amazon's refusal means, or what must be set first.
 */
export async function makeMusicSkill({ configuration, clock, logger }: CommandParts): Promise<number> {
  const store = new StateFolder(configuration.state);
  await store.start();
  try {
    const side = await MusicSkillSide.open({
      configuration,
      store,
      clock,
      logger,
      library: NO_LIBRARY,
      isPlaying: () => false,
    });
    const { missing } = side.state();
    if (missing !== undefined) throw new AppError("MUSIC_SKILL_REFUSED", missing);
    try {
      await side.make((step) => {
        console.log(step);
      });
    } finally {
      await side.stop();
    }
    return 0;
  } catch (error) {
    if (!(error instanceof SkillManagementError)) throw error;
    throw new AppError("MUSIC_SKILL_REFUSED", error.message, { cause: error });
  } finally {
    await store.stop();
  }
}
