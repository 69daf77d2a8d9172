/** Sequences: what POST /api/behaviors/preview carries (Amazon reference 6). */
import { z } from "zod";
import { openObject, openUnion, type Unknown } from "../open-schemas.js";

const MODEL = "com.amazon.alexa.behaviors.model";

const AddressSchema = openObject({ deviceSerialNumber: z.string().min(1), deviceType: z.string() });

const AddressedPayloadShape = {
  deviceSerialNumber: z.string().min(1),
  deviceType: z.string(),
  customerId: z.string().optional(),
  locale: z.string().optional(),
};

/** Others write the level as a string, and Amazon takes both. */
const LevelSchema = z
  .union([z.number(), z.string().regex(/^\d+$/).transform(Number)])
  .pipe(z.number().int().min(0).max(100));

const operation = z.literal(`${MODEL}.OpaquePayloadOperationNode`);

/** Us → Amazon: set the volume, Amazon reference 6. */
export const VolumeNodeSchema = openObject({
  "@type": operation,
  type: z.literal("Alexa.DeviceControls.Volume"),
  /** Not every client names it, and Amazon does without. */
  skillId: z.string().optional(),
  operationPayload: openObject({ ...AddressedPayloadShape, value: LevelSchema }),
});
export type VolumeNode = z.infer<typeof VolumeNodeSchema>;

/** Us → Amazon: stop whatever plays, Amazon reference 6. */
export const StopNodeSchema = openObject({
  "@type": operation,
  type: z.literal("Alexa.DeviceControls.Stop"),
  skillId: z.string().optional(),
  operationPayload: openObject({
    customerId: z.string().optional(),
    devices: z.array(AddressSchema),
    isAssociatedDevice: z.boolean().optional(),
  }),
});
export type StopNode = z.infer<typeof StopNodeSchema>;

/** Us → Amazon: launch a skill on a device, Amazon reference 6. `skillId` is the skill to launch. */
export const SkillLaunchNodeSchema = openObject({
  "@type": operation,
  type: z.literal("Alexa.Operation.SkillConnections.Launch"),
  skillId: z.string().min(1),
  name: z.null().optional(),
  operationPayload: openObject({
    customerId: z.string().optional(),
    locale: z.string().optional(),
    targetDevice: AddressSchema,
    connectionRequest: openObject({ uri: z.string(), input: z.unknown().optional() }),
  }),
});
export type SkillLaunchNode = z.infer<typeof SkillLaunchNodeSchema>;

/** Us → Amazon: make a device act as if a person had said `text`, Amazon reference 6. */
export const TextCommandNodeSchema = openObject({
  "@type": operation,
  type: z.literal("Alexa.TextCommand"),
  skillId: z.string().optional(),
  operationPayload: openObject({ ...AddressedPayloadShape, text: z.string() }),
});
export type TextCommandNode = z.infer<typeof TextCommandNodeSchema>;

/** Us → Amazon: speak a text on one Echo, Amazon reference 6; groups cannot. */
export const SpeakNodeSchema = openObject({
  "@type": operation,
  type: z.literal("Alexa.Speak"),
  skillId: z.string(),
  operationPayload: openObject({ ...AddressedPayloadShape, textToSpeak: z.string().min(1).max(250) }),
});
export type SpeakNode = z.infer<typeof SpeakNodeSchema>;

/** Us → Amazon: one announcement on several devices, Amazon reference 6. */
export const AnnouncementNodeSchema = openObject({
  "@type": operation,
  type: z.literal("AlexaAnnouncement"),
  skillId: z.string(),
  operationPayload: openObject({
    expireAfter: z.string(),
    content: z.array(
      openObject({
        locale: z.string(),
        display: openObject({ title: z.string(), body: z.string() }),
        speak: openObject({ type: z.enum(["text", "ssml"]), value: z.string() }),
      }),
    ),
    target: openObject({
      customerId: z.string(),
      devices: z.array(openObject({ deviceSerialNumber: z.string().min(1), deviceTypeId: z.string() })),
    }),
  }),
});
export type AnnouncementNode = z.infer<typeof AnnouncementNodeSchema>;

/** Us → Amazon: one operation; those we never send come back as unknown. */
export const OperationNodeSchema = openUnion("type", [
  VolumeNodeSchema,
  StopNodeSchema,
  SkillLaunchNodeSchema,
  TextCommandNodeSchema,
  SpeakNodeSchema,
  AnnouncementNodeSchema,
]);
/** One operation that we send. */
export type OperationNode = VolumeNode | StopNode | SkillLaunchNode | TextCommandNode | SpeakNode | AnnouncementNode;

// The three types below are written out because a type cannot be inferred from a schema that contains itself.
/** Nodes that run one after the other. */
export interface SerialNode {
  readonly "@type": `${typeof MODEL}.SerialNode`;
  readonly name?: string | null | undefined;
  readonly nodesToExecute: readonly SequenceNode[];
}
/** Nodes that run at the same time. */
export interface ParallelNode {
  readonly "@type": `${typeof MODEL}.ParallelNode`;
  readonly name?: string | null | undefined;
  readonly nodesToExecute: readonly SequenceNode[];
}
/** Any node, including an operation (`type`) that is not known here. Told apart by `"nodesToExecute" in node`. */
export type SequenceNode = SerialNode | ParallelNode | OperationNode | Unknown<"type">;

const nested = z.array(z.lazy((): z.ZodType<SequenceNode> => SequenceNodeSchema));
const SerialNodeSchema = openObject({
  "@type": z.literal(`${MODEL}.SerialNode`),
  name: z.string().nullable().optional(),
  nodesToExecute: nested,
});
const ParallelNodeSchema = openObject({
  "@type": z.literal(`${MODEL}.ParallelNode`),
  name: z.string().nullable().optional(),
  nodesToExecute: nested,
});

/** Us → Amazon: any node, Amazon reference 6. */
export const SequenceNodeSchema: z.ZodType<SequenceNode> = openObject({ "@type": z.string() }).transform(
  (node, context): SequenceNode => {
    const result = nodeSchema(node["@type"]).safeParse(node);
    if (result.success) return result.data;
    for (const issue of result.error.issues) context.issues.push({ ...issue, input: undefined });
    return z.NEVER;
  },
);

function nodeSchema(type: string): z.ZodType<SequenceNode> {
  if (type === `${MODEL}.SerialNode`) return SerialNodeSchema;
  if (type === `${MODEL}.ParallelNode`) return ParallelNodeSchema;
  return OperationNodeSchema;
}

/** Us → Amazon: the document inside `sequenceJson`, Amazon reference 6. */
export const SequenceSchema = openObject({
  "@type": z.literal(`${MODEL}.Sequence`),
  startNode: SequenceNodeSchema,
});
export type Sequence = z.infer<typeof SequenceSchema>;
