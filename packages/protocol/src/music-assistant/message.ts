/** The text frames of Music Assistant's API at `/ws` (Sendspin reference 4.1, 4.2 and 4.5). */
import { z } from "zod";
import { displayOnly, openObject } from "../open-schemas.js";
import { parse, parseJson } from "../wire.js";
import { ApiErrorCodeSchema, type ApiErrorCode } from "./error-code.js";
import { PlayerSchema } from "./player.js";
import { PlayerQueueSchema } from "./queue.js";

/** Server → client: the first frame, Sendspin reference 4.1. */
export const ServerInfoSchema = openObject({
  server_id: z.string().min(1),
  server_version: displayOnly(z.string()),
  schema_version: z.int().min(1),
  /** The oldest schema that the server still speaks. */
  min_supported_schema_version: z.int().min(1),
  base_url: displayOnly(z.string().nullable()),
  onboard_done: displayOnly(z.boolean()),
  /** From schema 29. */
  name: displayOnly(z.string().nullable()),
});
export type ServerInfo = z.infer<typeof ServerInfoSchema>;

const MessageIdSchema = z.union([z.string(), z.int().transform(String)]);

const ResultSchema = openObject({
  message_id: MessageIdSchema,
  result: z.unknown(),
  /** More blocks of the same list follow. */
  partial: z.boolean().default(false),
});

const ErrorResultSchema = openObject({
  message_id: MessageIdSchema,
  error_code: ApiErrorCodeSchema,
  details: displayOnly(z.string().nullable()),
});

const EventEnvelopeSchema = openObject({
  event: z.string(),
  object_id: displayOnly(z.string().nullable()),
  data: z.unknown(),
});

/** What is read of each event that we act on (Sendspin reference 4.5). */
const eventData = {
  player_added: PlayerSchema,
  player_updated: PlayerSchema,
  player_removed: z.unknown(),
  queue_added: PlayerQueueSchema,
  queue_updated: PlayerQueueSchema,
  /** The queue as `queue_updated` tells it: the items have changed, and must be asked for. */
  queue_items_updated: PlayerQueueSchema,
  /** Seconds. */
  queue_time_updated: z.number(),
  media_item_added: z.unknown(),
  media_item_updated: z.unknown(),
  media_item_deleted: z.unknown(),
} as const;

type EventData = typeof eventData;

/** An event that we act on: which, about what (a player, a queue, a uri), and what is said of it. */
export type KnownApiEvent = {
  [Name in keyof EventData]: {
    readonly event: Name;
    readonly objectId: string;
    readonly data: z.output<EventData[Name]>;
  };
}[keyof EventData];

/** An event that is of no concern, or of a newer server. */
export interface UnknownApiEvent {
  readonly event: "unknown";
  readonly name: string;
}

export type ApiEvent = KnownApiEvent | UnknownApiEvent;

/** One frame of the server, told apart by what stands in it. */
export type ApiMessage =
  | { readonly kind: "info"; readonly info: ServerInfo }
  | { readonly kind: "result"; readonly id: string; readonly result: unknown; readonly partial: boolean }
  | { readonly kind: "error"; readonly id: string; readonly code: ApiErrorCode; readonly details?: string }
  | { readonly kind: "event"; readonly event: ApiEvent }
  | { readonly kind: "unknown" };

const FrameSchema = z.looseObject({});

/** One text frame of the server. Throws `WireError` for text that is no message, or one that matters and is malformed. */
export function parseApiMessage(text: string): ApiMessage {
  const frame = parseJson(FrameSchema, text, "A message of Music Assistant");
  if ("event" in frame) return { kind: "event", event: readEvent(frame) };
  if ("error_code" in frame) return readError(frame);
  if ("server_version" in frame || "schema_version" in frame)
    return { kind: "info", info: parse(ServerInfoSchema, frame, "The server info") };
  if (!("message_id" in frame)) return { kind: "unknown" };
  const { message_id: id, result, partial } = parse(ResultSchema, frame, "A result of Music Assistant");
  return { kind: "result", id, result, partial };
}

/** Client → server: a command with its arguments by name, Sendspin reference 4.2. Absent arguments are left out. */
export interface ApiCommand {
  readonly message_id: string;
  readonly command: string;
  readonly args: Readonly<Record<string, unknown>>;
}

/** The text frame of a command. */
export function encodeApiCommand(command: ApiCommand): string {
  return JSON.stringify(command);
}

const CommandSchema = openObject({
  message_id: MessageIdSchema,
  command: z.string().min(1),
  args: z.record(z.string(), z.unknown()).nullable().optional(),
});

/** One text frame of a client, for the one who plays the server. Throws `WireError`. */
export function parseApiCommand(text: string): ApiCommand {
  const { message_id, command, args } = parseJson(CommandSchema, text, "A command of a client");
  return { message_id, command, args: args ?? {} };
}

function readError(frame: object): ApiMessage {
  const { message_id: id, error_code: code, details } = parse(ErrorResultSchema, frame, "An error of Music Assistant");
  return { kind: "error", id, code, ...(details ? { details } : {}) };
}

function readEvent(frame: object): ApiEvent {
  const { event, object_id, data } = parse(EventEnvelopeSchema, frame, "An event of Music Assistant");
  const schema: z.ZodType | undefined = Object.hasOwn(eventData, event)
    ? eventData[event as keyof EventData]
    : undefined;
  if (schema === undefined) return { event: "unknown", name: event.slice(0, 80) };
  return { event, objectId: object_id ?? "", data: parse(schema, data, event) } as KnownApiEvent;
}
