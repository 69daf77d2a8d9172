/** The music skill as its household sees it: made or not, linked or not, and what can be said. */
import { z } from "zod";

/** `GET /api/music-skill` and the event `music-skill`. */
export const MusicSkillStateSchema = z.object({
  /** A music skill was made for this household. */
  made: z.boolean(),
  /** One can be made: Amazon's skill management may be asked, and there is a public https address. */
  canMake: z.boolean(),
  /** What must be set before one can be made; a sentence. */
  missing: z.string().optional(),
  /** How many Amazon accounts are linked with it. */
  linked: z.int().nonnegative(),
  /** What to say to hear what was chosen in Music Assistant. */
  handOffPhrase: z.string().optional(),
  /** When Alexa was last told the library's names. */
  lastUploadEpochMs: z.number().optional(),
  /** How often Alexa searched in our library, and how often music followed; without it Amazon has forgotten the skill. */
  searches: z.int().nonnegative(),
  followed: z.int().nonnegative(),
  /** A sentence, while something is wrong. */
  problem: z.string().optional(),
});
export type MusicSkillState = z.infer<typeof MusicSkillStateSchema>;

/** `POST /api/music-skill/linking-code`: what a person types on the page that the Alexa app opens. */
export const LinkingCodeSchema = z.object({ code: z.string(), seconds: z.int().positive() });
export type LinkingCode = z.infer<typeof LinkingCodeSchema>;
