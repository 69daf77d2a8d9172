import { randomUUID } from "node:crypto";
import type { ManagementAnswer, ManagementBooks, ManagementRoute } from "./management-route.js";
import type { SimulatedSkill } from "./simulated-skill.js";

const SKILL = String.raw`\/v1\/skills\/([\w.-]+)`;

/** Skills: made, changed, checked, enabled (Music Skill reference 12.4). */
export function skillRoutes(management: ManagementBooks): readonly ManagementRoute[] {
  const of = (id: string | undefined, act: (skill: SimulatedSkill) => ManagementAnswer): ManagementAnswer => {
    const skill = management.skills.get(id ?? "");
    return skill === undefined ? { status: 404, body: { message: "No such skill." } } : act(skill);
  };
  const check = (skill: SimulatedSkill): void => {
    skill.manifestState = "IN_PROGRESS";
  };
  return [
    ["POST", /^\/v1\/skills$/, ({ body }) => create(management, body)],
    [
      "PUT",
      new RegExp(`^${SKILL}/stages/development/manifest$`),
      ({ body }, id) =>
        of(id, (skill) => {
          skill.manifest = JSON.parse(body);
          check(skill);
          return { status: 202 };
        }),
    ],
    ["GET", new RegExp(`^${SKILL}/status$`), (_request, id) => of(id, (skill) => status(management, skill))],
    [
      "PUT",
      new RegExp(`^${SKILL}/stages/development/accountLinkingClient$`),
      ({ body }, id) =>
        of(id, (skill) => {
          skill.linking = (JSON.parse(body) as { accountLinkingRequest: unknown }).accountLinkingRequest;
          return { status: 204 };
        }),
    ],
    ["PUT", new RegExp(`^${SKILL}/stages/development/enablement$`), (_request, id) => of(id, enable)],
    [
      "DELETE",
      new RegExp(`^${SKILL}/stages/development/enablement$`),
      (_request, id) =>
        of(id, (skill) => {
          if (!skill.isEnabled) return { status: 404, body: { message: "The skill is not enabled." } };
          skill.isEnabled = false;
          skill.isBound = false;
          return { status: 204 };
        }),
    ],
  ];
}

function create(management: ManagementBooks, body: string): ManagementAnswer {
  const { vendorId, manifest } = JSON.parse(body) as { vendorId: string; manifest: unknown };
  if (vendorId !== management.vendorId) return { status: 403, body: { message: "User has no access to this vendor." } };
  if (management.faults.deniedFeature) {
    const violation = { code: "DENIED_FEATURE_ACCESS", message: "Access denied: $.manifest.apis.music" };
    return { status: 400, body: { message: "Request is not valid.", violations: [violation] } };
  }
  const id = `amzn1.ask.skill.${randomUUID()}`;
  const skill: SimulatedSkill = {
    id,
    manifest: { manifest },
    manifestState: "IN_PROGRESS",
    linking: undefined,
    isEnabled: false,
    isBound: false,
    catalogIds: new Set(),
  };
  management.skills.set(id, skill);
  return { status: 202, body: { skillId: id } };
}

/** The first look finds the checks running, the next one finds their end. */
function status({ faults }: ManagementBooks, skill: SimulatedSkill): ManagementAnswer {
  const told = skill.manifestState;
  if (told === "IN_PROGRESS") skill.manifestState = faults.failedValidation ? "FAILED" : "SUCCEEDED";
  const errors = told === "FAILED" ? [{ message: "The endpoint's certificate does not match its host." }] : [];
  return { status: 200, body: { manifest: { lastUpdateRequest: { status: told, errors }, eTag: "1" } } };
}

/** A skill is bound to its provider's name only when its manifest was checked before (12.5). */
function enable(skill: SimulatedSkill): ManagementAnswer {
  skill.isEnabled = true;
  skill.isBound = skill.manifestState === "SUCCEEDED";
  return { status: 204 };
}
