import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import type { z } from "zod";
import { CatalogSchema } from "./catalog.js";
import { parseMusicMessage, readDirective } from "./directive.js";
import { HeaderSchema, FiltersSchema, RequestContextSchema } from "./header.js";
import { MusicInterfaceSchema, MusicManifestSchema } from "./manifest.js";
import { ReceiveFeedbackSchema } from "./user-preference.js";
import {
  ReadArtSchema,
  ReadContentSchema,
  ReadControlSchema,
  ReadItemSchema,
  ReadMetadataSchema,
  ReadNameSchema,
  ReadPlaybackMethodSchema,
  parseMusicAnswer,
} from "./reading.js";
import { ItemReferenceSchema } from "./reference.js";
import { GetPlayableContentSchema, SelectionCriteriaSchema } from "./search.js";

const folder = samplesFolder();
const samples = folder === undefined ? [] : readdirSync(folder).filter((name) => name.endsWith(".json"));

/** Which component a file of that name holds. */
const COMPONENTS: Readonly<Record<string, z.ZodType>> = {
  admetadata: ReadMetadataSchema,
  "admetadata-vast": ReadMetadataSchema,
  art: ReadArtSchema,
  artsource: ReadArtSchema.shape.sources.unwrap(),
  basecontrol: ReadControlSchema,
  basemetadata: ReadMetadataSchema,
  content: ReadContentSchema,
  contentactions: ReadContentSchema.shape.metadata.partial(),
  entitymetadata: ReadMetadataSchema.pick({ name: true }),
  feedback: ReceiveFeedbackSchema.shape.feedback,
  filters: FiltersSchema,
  item: ReadItemSchema,
  itemcontrol: ReadControlSchema,
  itemreference: ItemReferenceSchema,
  itemrules: ReadItemSchema.shape.rules.unwrap(),
  location: RequestContextSchema.shape.location.unwrap(),
  mediareference: ItemReferenceSchema,
  metadatanameproperty: ReadNameSchema,
  playbackinfo: ReadItemSchema.shape.playbackInfo,
  playbackmethod: ReadPlaybackMethodSchema,
  "queuecontrol-adjust": ReadControlSchema,
  resolvedselectioncriteria: SelectionCriteriaSchema,
  stream: ReadItemSchema.shape.stream,
};

/** Components that we send and nobody reads. */
const UNREAD = ["queuefeedbackrule", "queuerules"];

describe.skipIf(folder === undefined)("the samples of the reference", () => {
  it.each(samples.filter((name) => /-request(-|\.|$)/.test(name)))("%s is a directive that is understood", (name) => {
    const message = parseMusicMessage(text(name));
    if (message.kind !== "directive") throw new Error("It is an event");
    const directive = readDirective(message.header, message.payload);
    expect(directive.name).toBe(message.header.name);
    expect(name).toContain(directive.name.toLowerCase());
  });

  it.each(samples.filter((name) => /-(response|error)(-|\.)/.test(name)))("%s is an answer", (name) => {
    const { header, payload } = parseMusicAnswer(text(name));
    expect(HeaderSchema.parse(header)).toEqual(header);
    if (header.name === "ErrorResponse") expect(payload.type).toMatch(/^[A-Z_]+$/);
    else expect(header.name).toMatch(/Response$/);
  });

  it.each(samples.filter((name) => name.includes("-component-")))("%s is a component", (name) => {
    const kind = /-component-([a-z-]+)\.json$/.exec(name)?.[1] ?? "";
    const schema = COMPONENTS[kind];
    if (schema === undefined) expect(UNREAD).toContain(kind);
    else expect(() => schema.parse(kind === "artsource" ? [json(name)] : json(name))).not.toThrow();
  });

  it.each(samples.filter((name) => name.includes("-catalog-")))("%s is a catalog", (name) => {
    expect(() => CatalogSchema.parse(json(name))).not.toThrow();
  });

  it.each(samples.filter((name) => name.includes("manifest-") && !name.includes("fragment")))(
    "%s is a manifest",
    (name) => {
      expect(() => MusicManifestSchema.parse(json(name))).not.toThrow();
    },
  );

  it("leaves none out", () => {
    const others = samples.filter(
      (name) => !/-request(-|\.)|-(response|error)(-|\.)|-component-|-catalog-|manifest-/.test(name),
    );
    expect(others.sort()).toEqual([
      "captured-getplayablecontent-payload-artist-2026.json",
      "unproven-event-item-playback-started.json",
    ]);
    expect(() => GetPlayableContentSchema.parse(json(others[0] ?? ""))).not.toThrow();
    expect(parseMusicMessage(text(others[1] ?? ""))).toMatchObject({
      kind: "event",
      event: { request: { body: { item: { itemId: "item-command-123" } } } },
    });
    expect(() => MusicInterfaceSchema.parse(json("amazon-manifest-fragment-userpreference.json"))).not.toThrow();
  });
});

function text(name: string): string {
  return readFileSync(join(folder ?? "", name), "utf8");
}

function json(name: string): unknown {
  return JSON.parse(text(name));
}

/** The folder of samples beside the project; undefined where there is none. */
function samplesFolder(): string | undefined {
  let root = import.meta.dirname;
  while (!existsSync(join(root, "pnpm-workspace.yaml")) && dirname(root) !== root) root = dirname(root);
  const shared = process.env["MA_ALEXA_SHARED"] ?? join(root, "..", "shared");
  const candidate = join(shared, "reference", "music-skill-samples");
  return existsSync(candidate) ? candidate : undefined;
}
