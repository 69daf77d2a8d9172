import { createHash, randomUUID } from "node:crypto";
import { CatalogSchema, CATALOG_USAGES, type CatalogType } from "@ma-alexa/protocol/alexa/music-skill";
import type { ManagementAnswer, ManagementBooks, ManagementRoute } from "./management-route.js";
import type { SimulatedCatalog, SimulatedUpload } from "./simulated-skill.js";

const UPLOADS = String.raw`^\/v0\/catalogs\/([\w.-]+)\/uploads`;
const SEARCHABLE_AT_LOOK = 3;

/** Catalogs: made, given to a skill, filled, and taken in step by step (Music Skill reference 12.4). */
export function catalogRoutes(management: ManagementBooks): readonly ManagementRoute[] {
  const of = (id: string | undefined, act: (catalog: SimulatedCatalog) => ManagementAnswer): ManagementAnswer => {
    const catalog = management.catalogs.get(id ?? "");
    return catalog === undefined ? { status: 404, body: { message: "No such catalog." } } : act(catalog);
  };
  const upload = (
    catalogId: string | undefined,
    id: string | undefined,
    act: (catalog: SimulatedCatalog, one: SimulatedUpload) => ManagementAnswer,
  ): ManagementAnswer =>
    of(catalogId, (catalog) => {
      const one = catalog.uploads.get(id ?? "");
      return one === undefined ? { status: 404, body: { message: "No such upload." } } : act(catalog, one);
    });
  return [
    ["POST", /^\/v0\/catalogs$/, ({ body }) => create(management, body)],
    [
      "PUT",
      /^\/v0\/skills\/([\w.-]+)\/catalogs\/([\w.-]+)$/,
      (_request, skillId, catalogId) =>
        of(catalogId, ({ id }) => {
          management.skills.get(skillId)?.catalogIds.add(id);
          return { status: 201 };
        }),
    ],
    ["POST", new RegExp(`${UPLOADS}$`), (_request, id) => of(id, (catalog) => open(management, catalog))],
    [
      "PUT",
      /^\/storage\/([\w.-]+)\/([\w.-]+)$/,
      ({ body }, catalogId, id) =>
        upload(catalogId, id, (_catalog, one) => {
          one.body = body;
          return { status: 200, headers: { etag: eTag(body) } };
        }),
    ],
    [
      "POST",
      new RegExp(String.raw`${UPLOADS}\/([\w.-]+)$`),
      ({ body }, catalogId, id) => upload(catalogId, id, (_catalog, one) => complete(body, one)),
    ],
    [
      "GET",
      new RegExp(String.raw`${UPLOADS}\/([\w.-]+)$`),
      (_request, catalogId, id) => upload(catalogId, id, (catalog, one) => look(management, catalog, one)),
    ],
  ];
}

function create(management: ManagementBooks, body: string): ManagementAnswer {
  const { type, usage } = JSON.parse(body) as { type: CatalogType; usage: string };
  if (CATALOG_USAGES[type] !== usage)
    return { status: 400, body: { message: "The specified type/usage combination is invalid." } };
  const id = `amzn1.ask-catalog.cat.${randomUUID()}`;
  management.catalogs.set(id, { id, type, entities: new Map(), uploads: new Map() });
  return { status: 201, body: { id, type, usage } };
}

function open(management: ManagementBooks, catalog: SimulatedCatalog): ManagementAnswer {
  const isOwned = [...management.skills.values()].some(({ catalogIds }) => catalogIds.has(catalog.id));
  if (!isOwned) return { status: 400, body: { message: "The catalog belongs to no skill." } };
  const id = randomUUID();
  catalog.uploads.set(id, { id, body: undefined, isComplete: false, asked: 0 });
  const url = `${management.address}/storage/${catalog.id}/${id}`;
  return { status: 201, body: { id, status: "PENDING", presignedUploadParts: [{ url, partNumber: 1 }] } };
}

function complete(body: string, one: SimulatedUpload): ManagementAnswer {
  const { partETags } = JSON.parse(body) as { partETags: { eTag: string; partNumber: number }[] };
  if (one.body === undefined || partETags[0]?.eTag !== eTag(one.body))
    return { status: 400, body: { message: "The parts do not match what was sent." } };
  one.isComplete = true;
  return { status: 202 };
}

/** Ingestion takes a few looks. What it took in unbinds every skill of the catalog, without a word (12.5). */
function look({ faults, skills }: ManagementBooks, catalog: SimulatedCatalog, one: SimulatedUpload): ManagementAnswer {
  one.asked += 1;
  const step = (name: string, status: string, errors: readonly object[] = []) => ({ name, status, errors });
  const isDone = one.isComplete && one.asked >= SEARCHABLE_AT_LOOK;
  const file = CatalogSchema.safeParse(JSON.parse(one.body ?? "{}"));
  if (isDone && (faults.failedIngestion || !file.success)) {
    const why = [{ message: "object instance has properties which are not allowed by the schema" }];
    return { status: 200, body: { status: "FAILED", ingestionSteps: [step("SCHEMA_VALIDATION", "FAILED", why)] } };
  }
  if (isDone && file.success) {
    for (const entity of file.data.entities) catalog.entities.set(entity.id, entity);
    for (const skill of skills.values()) if (skill.catalogIds.has(catalog.id)) skill.isBound = false;
  }
  const steps = [
    step("UPLOAD", one.isComplete ? "SUCCEEDED" : "PENDING"),
    step("ER_INGESTION", isDone ? "SUCCEEDED" : "IN_PROGRESS"),
    // Stays so for weeks, and keeps the whole from being done.
    step("SLU_MODELING", "PENDING"),
  ];
  return { status: 200, body: { id: one.id, catalogId: catalog.id, status: "PROCESSING", ingestionSteps: steps } };
}

function eTag(body: string): string {
  return `"${createHash("md5").update(body).digest("hex")}"`;
}
