import type { CatalogType } from "@ma-alexa/protocol/alexa/music-skill";

/** How far a catalog's upload has come; `searchable` is the gate for voice (`ER_INGESTION`, Music Skill reference 12.4). */
export type IngestionState = "running" | "searchable" | { readonly failed: string };

/** What linking accounts needs to be told to Amazon. */
export interface LinkingTold {
  readonly authorizationUrl: string;
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

/**
 * Amazon's skill management, as far as we need it. Every call rejects with a `SkillManagementError` whose sentence is for the
 * person who owns the skill.
 */
export interface SkillManagement {
  vendorId(): Promise<string>;
  /** The new skill's id. Its validation goes on: `manifestSettled` tells how it ends. */
  createSkill(vendorId: string, manifest: object): Promise<string>;
  updateManifest(skillId: string, manifest: object): Promise<void>;
  manifestState(skillId: string): Promise<"running" | "done" | { readonly failed: string }>;
  setAccountLinking(skillId: string, linking: LinkingTold): Promise<void>;
  enable(skillId: string): Promise<void>;
  disable(skillId: string): Promise<void>;
  createCatalog(vendorId: string, type: CatalogType, title: string): Promise<string>;
  associateCatalog(skillId: string, catalogId: string): Promise<void>;
  /** Sends one file; the upload's id. */
  uploadCatalog(catalogId: string, file: Uint8Array): Promise<string>;
  ingestion(catalogId: string, uploadId: string): Promise<IngestionState>;
}

/** Why Amazon did not do what was asked, by who must act. */
export type SkillManagementErrorCode =
  /** This developer account or locale may not have a music skill. */
  | "FEATURE_DENIED"
  /** The stored authorization is not good any more. */
  | "NOT_AUTHORIZED"
  /** Something of the skill is not as Amazon wants it. */
  | "REFUSED"
  | "THROTTLED"
  | "UNREACHABLE"
  /** Another owner changed or removed the skill or catalog. */
  | "NOT_FOUND"
  /** The skill was taken, and the check that follows failed. */
  | "VALIDATION_FAILED";

/** A refusal of Amazon's skill management, in words for the owner of the skill. */
export class SkillManagementError extends Error {
  readonly code: SkillManagementErrorCode;

  constructor(code: SkillManagementErrorCode, sentence: string, options?: ErrorOptions) {
    super(sentence, options);
    this.name = "SkillManagementError";
    this.code = code;
  }
}
