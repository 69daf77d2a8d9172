import type { CatalogType } from "@ma-alexa/protocol/alexa/music-skill";
import type { Clock } from "../ports.js";
import { manifestSettled } from "./bind-skill.js";
import type { LinkingTold, SkillManagement } from "./skill-management.js";

export interface CreateMusicSkillParts {
  readonly management: SkillManagement;
  readonly manifest: object;
  readonly linking: LinkingTold;
  readonly catalogTypes: readonly CatalogType[];
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** One line per step, for whoever watches. */
  readonly tell: (step: string) => void;
}

/** What came of it: enough to go on without asking Amazon again. */
export interface MadeMusicSkill {
  readonly skillId: string;
  readonly catalogIds: Readonly<Record<string, string>>;
}

/**
 * Makes the household's music skill: manifest, account linking, catalogs, enabled for its owner. Rejects with
 * `SkillManagementError`, whose sentence says what a refusal means; what was made until then stays at Amazon.
 */
export async function createMusicSkill(parts: CreateMusicSkillParts): Promise<MadeMusicSkill> {
  const { management, manifest, linking, clock, signal, tell } = parts;
  const vendorId = await management.vendorId();
  const skillId = await management.createSkill(vendorId, manifest);
  tell("Amazon took the music skill and checks it …");
  await manifestSettled({ management, skillId, clock, signal });
  await management.setAccountLinking(skillId, linking);
  tell("Account linking is set up.");
  const catalogIds = await madeCatalogs(parts, vendorId, skillId);
  await management.enable(skillId);
  tell("The music skill is enabled for this account. Link it in the Alexa app with the code that the dashboard shows.");
  return { skillId, catalogIds };
}

/** Catalogs must belong to the skill before anything is uploaded into them. */
async function madeCatalogs(
  { management, catalogTypes, tell }: CreateMusicSkillParts,
  vendorId: string,
  skillId: string,
): Promise<Readonly<Record<string, string>>> {
  const made: Record<string, string> = {};
  for (const type of catalogTypes) {
    const catalogId = await management.createCatalog(vendorId, type, `Music Assistant ${type}`);
    await management.associateCatalog(skillId, catalogId);
    made[type] = catalogId;
  }
  tell(`${catalogTypes.length} catalogs are ready for the library.`);
  return made;
}
