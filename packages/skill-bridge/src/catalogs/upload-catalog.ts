import type { Catalog, CatalogType } from "@ma-alexa/protocol/alexa/music-skill";
import type { Clock } from "../ports.js";
import { patiently } from "../skill-management/patience.js";
import { SkillManagementError, type SkillManagement } from "../skill-management/skill-management.js";
import { catalogDelta, type CatalogDelta, type DeltaOptions } from "./catalog-ledger.js";
import type { CatalogStore } from "./catalog-store.js";
import type { EntityContent } from "./library-entities.js";

/** `ER_INGESTION` takes minutes; `SLU_MODELING` may take weeks and is not waited for (Music Skill reference 12.4). */
const SEARCHABLE_WITHIN_MS = 3_600_000;

/** Every catalog that has something to tell, with what that is. @throws ImplausibleLoss */
export function pendingUploads(
  wanted: ReadonlyMap<CatalogType, readonly EntityContent[]>,
  store: Pick<CatalogStore, "ledger">,
  options: DeltaOptions,
): readonly CatalogDelta[] {
  return [...wanted]
    .map(([type, content]) => catalogDelta(type, content, store.ledger(type), options))
    .filter(({ file }) => file.entities.length > 0);
}

export interface UploadParts {
  readonly management: Pick<SkillManagement, "uploadCatalog" | "ingestion">;
  readonly catalogId: string;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/** Uploads one file; resolves when Alexa can find what it names. Rejects with `SkillManagementError`. */
export async function uploadOne({ management, catalogId, clock, signal }: UploadParts, file: Catalog): Promise<void> {
  const uploadId = await management.uploadCatalog(catalogId, Buffer.from(JSON.stringify(file)));
  const look = async (): Promise<true | undefined> => {
    const state = await management.ingestion(catalogId, uploadId);
    if (state === "running") return undefined;
    if (state !== "searchable")
      throw new SkillManagementError("REFUSED", `Amazon could not take the ${file.type} catalog in: ${state.failed}`);
    return true;
  };
  const late = `Amazon has not taken the ${file.type} catalog in within an hour; it is uploaded again later.`;
  await patiently(clock, look, { withinMs: SEARCHABLE_WITHIN_MS, late, signal });
}
