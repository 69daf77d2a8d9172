import { createHash } from "node:crypto";
import type { Catalog, CatalogType } from "@ma-alexa/protocol/alexa/music-skill";
import type { CatalogLocale, EntityContent } from "./library-entities.js";

/** What one catalog holds at Amazon, as far as we told it: per entity a hash of its content; `null` once it was taken out. */
export type Ledger = Readonly<Record<string, string | null>>;

/** What there is to tell, and what the catalog will hold afterwards. */
export interface CatalogDelta {
  readonly file: Catalog;
  readonly ledger: Ledger;
  readonly changed: number;
  readonly removed: number;
}

export interface DeltaOptions {
  readonly locale: CatalogLocale;
  readonly nowEpochMs: number;
  /** Everything is told anew, changed or not. */
  readonly isWhole?: boolean;
}

/** A library that lost more than half of what it had was not read whole; nobody deletes that much between two evenings. */
const PLAUSIBLE_LOSS = 0.5;
/** Below this many a small library may change as it likes. */
const SMALL = 20;
const HASH_LENGTH = 16;

/** Nothing is uploaded: the library seems not to have been read whole, and Alexa would forget all of it. */
export class ImplausibleLoss extends Error {
  constructor(type: CatalogType, before: number, now: number) {
    super(
      `${type} shrank from ${before} to ${now} entries, so nothing was uploaded: check that all of Music Assistant's providers are there.`,
    );
    this.name = "ImplausibleLoss";
  }
}

/**
 * What changed since the last upload: only that goes to Amazon, because an unchanged entity under a new time costs a whole
 * ingestion, and one that is missing stays known there until it is said to be deleted (Music Skill reference 12.3).
 * @throws ImplausibleLoss
 */
export function catalogDelta(
  type: CatalogType,
  wanted: readonly EntityContent[],
  before: Ledger,
  { locale, nowEpochMs, isWhole = false }: DeltaOptions,
): CatalogDelta {
  const lastUpdatedTime = new Date(nowEpochMs).toISOString();
  const content = new Map(wanted.map((entity) => [entity.id, entity]));
  const known = Object.entries(before).filter(([, hash]) => hash !== null);
  if (known.length >= SMALL && content.size < known.length * PLAUSIBLE_LOSS)
    throw new ImplausibleLoss(type, known.length, content.size);
  const ledger: Record<string, string | null> = { ...before };
  const changed = [...content.values()].filter((entity) => {
    const hash = hashOf(entity);
    const isChanged = isWhole || before[entity.id] !== hash;
    ledger[entity.id] = hash;
    return isChanged;
  });
  const gone = known.map(([id]) => id).filter((id) => !content.has(id));
  for (const id of gone) ledger[id] = null;
  const entities: Catalog["entities"] = [
    ...changed.map((entity) => ({ ...entity, lastUpdatedTime })),
    ...gone.map((id) => ({ id, lastUpdatedTime, deleted: true as const })),
  ];
  return {
    file: { type, version: 2, locales: [{ ...locale }], entities },
    ledger,
    changed: changed.length,
    removed: gone.length,
  };
}

function hashOf(entity: EntityContent): string {
  return createHash("sha256").update(JSON.stringify(entity)).digest("base64url").slice(0, HASH_LENGTH);
}
