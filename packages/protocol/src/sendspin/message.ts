/** The JSON messages of Sendspin: `type` and `payload`, in either order (Sendspin reference 1.2 and 2.4). */
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
  SecureClientHelloSchema,
  SecureServerHelloSchema,
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
import { NoiseHandshakeSchema, type OpeningMessage } from "./noise.js";
import {
  ClientLeaveSchema,
  ClientPairFinalizeSchema,
  ClientPairInitSchema,
  PairAbortSchema,
  ServerActivateSchema,
  ServerPairFinalizeSchema,
  ServerUnpairSchema,
} from "./pairing.js";

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

const secureClientPayloads = {
  ...clientPayloads,
  "client/hello": SecureClientHelloSchema,
  "noise/handshake": NoiseHandshakeSchema,
  "client/pair-init": ClientPairInitSchema,
  "client/pair-finalize": ClientPairFinalizeSchema,
  "pair/abort": PairAbortSchema,
  "client/leave": ClientLeaveSchema,
} as const;

const secureServerPayloads = {
  ...serverPayloads,
  "server/hello": SecureServerHelloSchema,
  "server/activate": ServerActivateSchema,
  "noise/handshake": NoiseHandshakeSchema,
  "server/pair-finalize": ServerPairFinalizeSchema,
  "pair/abort": PairAbortSchema,
  "server/unpair": ServerUnpairSchema,
} as const;

type MessageOf<Payloads extends Readonly<Record<string, z.ZodType>>> = {
  [Type in keyof Payloads]: { readonly type: Type; readonly payload: z.output<Payloads[Type]> };
}[keyof Payloads];

/** Everything a client says, before unknown messages. What we send is one of these. */
export type KnownClientMessage = MessageOf<typeof clientPayloads>;
/** Everything a server says, before unknown messages. What the simulator sends is one of these. */
export type KnownServerMessage = MessageOf<typeof serverPayloads>;
/** Everything a client says inside an encrypted connection, before unknown messages. */
export type KnownSecureClientMessage = MessageOf<typeof secureClientPayloads>;
/** Everything a server says inside an encrypted connection, before unknown messages. */
export type KnownSecureServerMessage = MessageOf<typeof secureServerPayloads>;
/** A message of a type that this dialect does not have; to be logged at debug and ignored. */
export type UnknownMessage = Unknown<"type">;
export type ClientMessage = KnownClientMessage | UnknownMessage;
export type ServerMessage = KnownServerMessage | UnknownMessage;
export type SecureClientMessage = KnownSecureClientMessage | UnknownMessage;
export type SecureServerMessage = KnownSecureServerMessage | UnknownMessage;

/** One text frame from a client. Throws `WireError` for text that is no message, or a known one that is malformed. */
export function parseClientMessage(text: string): ClientMessage {
  return readMessage(clientPayloads, text) as ClientMessage;
}

/** One text frame from the server. Throws `WireError` for text that is no message, or a known one that is malformed. */
export function parseServerMessage(text: string): ServerMessage {
  return readMessage(serverPayloads, text) as ServerMessage;
}

/** One decrypted JSON message from a client. Throws `WireError` like `parseClientMessage`. */
export function parseSecureClientMessage(text: string): SecureClientMessage {
  return readMessage(secureClientPayloads, text) as SecureClientMessage;
}

/** One decrypted JSON message from the server. Throws `WireError` like `parseServerMessage`. */
export function parseSecureServerMessage(text: string): SecureServerMessage {
  return readMessage(secureServerPayloads, text) as SecureServerMessage;
}

/** The JSON text for a message of either side, and of the opening of an encrypted connection. */
export function encodeMessage(
  message:
    | KnownClientMessage
    | KnownServerMessage
    | KnownSecureClientMessage
    | KnownSecureServerMessage
    | Exclude<OpeningMessage, UnknownMessage>,
): string {
  return JSON.stringify({ type: message.type, payload: message.payload });
}

function readMessage(payloads: Readonly<Record<string, z.ZodType>>, text: string): unknown {
  const { type, payload } = parseJson(EnvelopeSchema, text, "A Sendspin message");
  const schema = Object.hasOwn(payloads, type) ? payloads[type] : undefined;
  if (schema === undefined) return { type: "unknown", name: type.slice(0, 80) };
  return { type, payload: parse(schema, payload, type) };
}
