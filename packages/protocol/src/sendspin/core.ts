/** Chapter "Core messages" of Sendspin (Sendspin reference 1.2 to 1.4; the encrypted dialects 2.5). */
import { z } from "zod";
import { displayOnly, openEnum, openObject } from "../open-schemas.js";
import { ControllerCommandSchema, ControllerStateSchema } from "./controller.js";
import { MetadataSchema } from "./metadata.js";
import {
  AudioFormatSchema,
  PlayerCommandSchema,
  PlayerStateSchema,
  PlayerSupportSchema,
  StreamPlayerSchema,
} from "./player.js";

/** Microseconds on the clock of the side that the field names. */
export const MicrosecondsSchema = z.int();

/** Part of client/hello, Sendspin reference 1.3. */
export const DeviceInfoSchema = openObject({
  product_name: displayOnly(z.string()),
  manufacturer: displayOnly(z.string()),
  software_version: displayOnly(z.string()),
});
export type DeviceInfo = z.infer<typeof DeviceInfoSchema>;

/** Client → server: client/hello, Sendspin reference 1.3. */
export const ClientHelloSchema = openObject({
  client_id: z.string().min(1),
  name: z.string(),
  version: z.int(),
  device_info: displayOnly(DeviceInfoSchema),
  /** Versioned names, `player@v1`; others are for the reader to ignore. */
  supported_roles: z.array(z.string()),
  "player@v1_support": PlayerSupportSchema.optional(),
});
export type ClientHello = z.infer<typeof ClientHelloSchema>;

/** Server → client: server/hello, Sendspin reference 1.4. */
export const ServerHelloSchema = openObject({
  server_id: z.string(),
  name: z.string(),
  version: z.int(),
  active_roles: z.array(z.string()),
  connection_reason: displayOnly(openEnum(["discovery", "playback"])),
});
export type ServerHello = z.infer<typeof ServerHelloSchema>;

/** Client → server: client/hello of the encrypted dialects, Sendspin reference 2.5; who the client is stands in client/init. */
export const SecureClientHelloSchema = openObject({
  name: z.string(),
  device_info: displayOnly(DeviceInfoSchema),
  supported_roles: z.array(z.string()),
  "player@v1_support": PlayerSupportSchema.optional(),
  /** E9 only. */
  trust_level: openEnum(["none", "user"]).optional(),
  /** E9: a list; E10: an object keyed by the method's name. */
  supported_pair_methods: z
    .union([z.array(openObject({ method: z.string() })), z.record(z.string(), z.unknown())])
    .optional(),
  unpaired_access: openObject({ enabled: z.boolean() }).optional(),
});
export type SecureClientHello = z.infer<typeof SecureClientHelloSchema>;

/** Server → client: server/hello of the encrypted dialects, Sendspin reference 2.1; roles come with server/activate. */
export const SecureServerHelloSchema = openObject({ name: z.string() });
export type SecureServerHello = z.infer<typeof SecureServerHelloSchema>;

/** Client → server: client/time, Sendspin reference 1.3. */
export const ClientTimeSchema = openObject({ client_transmitted: MicrosecondsSchema });
export type ClientTime = z.infer<typeof ClientTimeSchema>;

/** Server → client: server/time, Sendspin reference 1.4. The server's clock is monotonic, not the time of day. */
export const ServerTimeSchema = openObject({
  client_transmitted: MicrosecondsSchema,
  server_received: MicrosecondsSchema,
  server_transmitted: MicrosecondsSchema,
});
export type ServerTime = z.infer<typeof ServerTimeSchema>;

/** Client → server: client/state, Sendspin reference 1.3. `available` replaces `state` in newer servers; both are sent. */
export const ClientStateSchema = openObject({
  state: openEnum(["synchronized", "error", "external_source"]).optional(),
  available: z.boolean().optional(),
  player: PlayerStateSchema.optional(),
});
export type ClientState = z.infer<typeof ClientStateSchema>;

/** Client → server: client/command, Sendspin reference 1.3. */
export const ClientCommandSchema = openObject({ controller: ControllerCommandSchema.optional() });
export type ClientCommand = z.infer<typeof ClientCommandSchema>;

/** Server → client: server/state, Sendspin reference 1.4. `null` for a role means that the role was taken away (1.12). */
export const ServerStateSchema = openObject({
  metadata: MetadataSchema.nullable().optional(),
  controller: ControllerStateSchema.nullable().optional(),
});
export type ServerState = z.infer<typeof ServerStateSchema>;

/** Server → client: server/command, Sendspin reference 1.4. */
export const ServerCommandSchema = openObject({ player: PlayerCommandSchema.optional() });
export type ServerCommand = z.infer<typeof ServerCommandSchema>;

/** Client → server: stream/request-format, Sendspin reference 1.3. */
export const StreamRequestFormatSchema = openObject({ player: AudioFormatSchema.partial().optional() });
export type StreamRequestFormat = z.infer<typeof StreamRequestFormatSchema>;

/** Server → client: stream/start, Sendspin reference 1.4. On a running stream it changes the format of what follows. */
export const StreamStartSchema = openObject({
  player: StreamPlayerSchema.optional(),
  server_transmitted: displayOnly(MicrosecondsSchema),
});
export type StreamStart = z.infer<typeof StreamStartSchema>;

/** Server → client: stream/clear, Sendspin reference 1.4. Absent `roles` means all. */
export const StreamClearSchema = openObject({
  roles: z.array(z.string()).optional(),
  server_transmitted: displayOnly(MicrosecondsSchema),
});
export type StreamClear = z.infer<typeof StreamClearSchema>;

/** Server → client: stream/end, Sendspin reference 1.4. Absent `roles` means all. */
export const StreamEndSchema = openObject({
  roles: z.array(z.string()).optional(),
  server_transmitted: displayOnly(MicrosecondsSchema),
});
export type StreamEnd = z.infer<typeof StreamEndSchema>;

/** Server → client: group/update, Sendspin reference 1.4. Absent = unchanged. */
export const GroupUpdateSchema = openObject({
  playback_state: openEnum(["playing", "paused", "stopped"]).optional(),
  group_id: z.string().optional(),
  group_name: displayOnly(z.string().nullable()),
});
export type GroupUpdate = z.infer<typeof GroupUpdateSchema>;

/** Client → server: client/goodbye, Sendspin reference 1.3 and 2.6. Newer servers close on a reason that is not listed. */
export const ClientGoodbyeSchema = openObject({
  reason: openEnum([
    "another_server",
    "shutdown",
    "restart",
    "user_request",
    "pairing_required",
    "unauthorized",
    "unpaired",
  ]),
});
export type ClientGoodbye = z.infer<typeof ClientGoodbyeSchema>;

/** Server → client: server/error, Sendspin reference 1.12; the answer of a server that refuses plaintext. */
export const ServerErrorSchema = openObject({ reason: displayOnly(z.string()) });
export type ServerError = z.infer<typeof ServerErrorSchema>;
