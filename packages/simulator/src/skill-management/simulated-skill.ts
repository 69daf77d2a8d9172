import type { Catalog } from "@ma-alexa/protocol/alexa/music-skill";

/** A skill at the simulated skill management, with what happened to it. */
export interface SimulatedSkill {
  readonly id: string;
  manifest: unknown;
  /** What the checks after the last change say; they run once it was asked for twice. */
  manifestState: "IN_PROGRESS" | "SUCCEEDED" | "FAILED";
  linking: unknown;
  isEnabled: boolean;
  /** Alexa sends directives only to a skill that is bound; every upload unbinds it, enabling binds it (Music Skill reference 12.5). */
  isBound: boolean;
  readonly catalogIds: Set<string>;
}

/** What was uploaded into a catalog, as Alexa resolves names against it: entities by id, the newest content of each. */
export interface SimulatedCatalog {
  readonly id: string;
  readonly type: string;
  readonly entities: Map<string, Catalog["entities"][number]>;
  readonly uploads: Map<string, SimulatedUpload>;
}

/** One upload: its parts, and how often it was asked for. */
export interface SimulatedUpload {
  readonly id: string;
  body: string | undefined;
  isComplete: boolean;
  asked: number;
}
