/** The text frames of Sendspin, plaintext dialect: `type` and `payload`, in either order (Sendspin reference 1.2). */
import { z } from "zod";
import type { Unknown } from "../open-schemas.js";
import { parse, parseJson } from "../wire.js";
import {
  ClientCommandSchema,
  ClientGoodbyeSchema,
  ClientHelloSchema,
  ClientStateSchema,
  ClientTimeSchema,
  GroupUpdateSchema,
  ServerCommandSchema,
  ServerErrorSchema,
  ServerHelloSchema,
  ServerStateSchema,
  ServerTimeSchema,
  StreamClearSchema,
  StreamEndSchema,
  StreamRequestFormatSchema,
  StreamStartSchema,
} from "./core.js";

const EnvelopeSchema = z.looseObject({ type: z.string(), payload: z.unknown().optional() });

const clientPayloads = {
  "client/hello": ClientHelloSchema,
  "client/time": ClientTimeSchema,
  "client/state": ClientStateSchema,
  "client/command": ClientCommandSchema,
  "stream/request-format": StreamRequestFormatSchema,
  "client/goodbye": ClientGoodbyeSchema,
} as const;

const serverPayloads = {
  "server/hello": ServerHelloSchema,
  "server/time": ServerTimeSchema,
  "server/state": ServerStateSchema,
  "server/command": ServerCommandSchema,
  "stream/start": StreamStartSchema,
  "stream/clear": StreamClearSchema,
  "stream/end": StreamEndSchema,
  "group/update": GroupUpdateSchema,
  "server/error": ServerErrorSchema,
} as const;

type MessageOf<Payloads extends Readonly<Record<string, z.ZodType>>> = {
  [Type in keyof Payloads]: { readonly type: Type; readonly payload: z.output<Payloads[Type]> };
}[keyof Payloads];

/** Everything a client says, before unknown messages. What we send is one of these. */
export type KnownClientMessage = MessageOf<typeof clientPayloads>;
/** Everything a server says, before unknown messages. What the simulator sends is one of these. */
export type KnownServerMessage = MessageOf<typeof serverPayloads>;
/** A message of a type that this dialect does not have; to be logged at debug and ignored. */
export type UnknownMessage = Unknown<"type">;
export type ClientMessage = KnownClientMessage | UnknownMessage;
export type ServerMessage = KnownServerMessage | UnknownMessage;

/** One text frame from a client. Throws `WireError` for text that is no message, or a known one that is malformed. */
export function parseClientMessage(text: string): ClientMessage {
  return readMessage(clientPayloads, text) as ClientMessage;
}

/** One text frame from the server. Throws `WireError` for text that is no message, or a known one that is malformed. */
export function parseServerMessage(text: string): ServerMessage {
  return readMessage(serverPayloads, text) as ServerMessage;
}

/** The text frame for a message of either side. */
export function encodeMessage(message: KnownClientMessage | KnownServerMessage): string {
  return JSON.stringify({ type: message.type, payload: message.payload });
}

function readMessage(payloads: Readonly<Record<string, z.ZodType>>, text: string): unknown {
  const { type, payload } = parseJson(EnvelopeSchema, text, "A Sendspin message");
  const schema = Object.hasOwn(payloads, type) ? payloads[type] : undefined;
  if (schema === undefined) return { type: "unknown", name: type.slice(0, 80) };
  return { type, payload: parse(schema, payload, type) };
}
