import type { Clock } from "../ports.js";
import { patiently } from "./patience.js";
import { SkillManagementError, type SkillManagement } from "./skill-management.js";

export interface BindSkillParts {
  readonly management: Pick<SkillManagement, "updateManifest" | "manifestState" | "disable" | "enable">;
  readonly skillId: string;
  readonly manifest: object;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/** Checks of a manifest were seen to take up to a minute. */
const MANIFEST_WITHIN_MS = 300_000;

/**
 * Binds the skill to its provider's name again: puts the manifest, waits until Amazon has checked it, disables and enables
 * (Music Skill reference 12.5). Rejects with `SkillManagementError`.
 */
export async function bindSkill(parts: BindSkillParts): Promise<void> {
  const { management, skillId, manifest } = parts;
  await management.updateManifest(skillId, manifest);
  await manifestSettled(parts);
  await management.disable(skillId);
  await management.enable(skillId);
}

/** Resolves when Amazon has checked the manifest; rejects with what it found. */
export async function manifestSettled({
  management,
  skillId,
  clock,
  signal,
}: Omit<BindSkillParts, "manifest" | "management"> & {
  readonly management: Pick<SkillManagement, "manifestState">;
}): Promise<void> {
  const look = async (): Promise<true | undefined> => {
    const state = await management.manifestState(skillId);
    if (state === "running") return undefined;
    if (state !== "done")
      throw new SkillManagementError(
        "VALIDATION_FAILED",
        `Amazon took the skill and then found fault with it: ${state.failed}`,
      );
    return true;
  };
  const late = "Amazon has not finished checking the skill within five minutes; look into its developer console.";
  await patiently(clock, look, { withinMs: MANIFEST_WITHIN_MS, late, signal });
}
