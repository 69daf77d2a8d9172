import type { SkillManagementFaults } from "./skill-management-faults.js";
import type { SimulatedCatalog, SimulatedSkill } from "./simulated-skill.js";

/** One answer; no body is an empty one. */
export interface ManagementAnswer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A request as its route sees it. */
export interface ManagementRequest {
  readonly path: string;
  readonly body: string;
}

/** A route: method and path pattern, and what it answers with the pattern's groups. */
export type ManagementRoute = readonly [
  method: string,
  pattern: RegExp,
  answer: (request: ManagementRequest, ...ids: string[]) => ManagementAnswer,
];

/** What the routes read and write. */
export interface ManagementBooks {
  readonly address: string;
  readonly vendorId: string;
  readonly faults: SkillManagementFaults;
  readonly skills: Map<string, SimulatedSkill>;
  readonly catalogs: Map<string, SimulatedCatalog>;
}
