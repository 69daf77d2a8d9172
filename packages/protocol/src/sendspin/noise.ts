/** Chapter "Encryption" of Sendspin: what is said in the clear before the Noise transport begins (Sendspin reference 2.1 and 2.2). */
import { z } from "zod";
import { openEnum, openObject, openUnion, type Unknown } from "../open-schemas.js";
import { parseJson } from "../wire.js";
import { ServerErrorSchema } from "./core.js";

/** The two suites of Noise KKpsk2 that servers take; the client chooses one in client/init. */
export const NOISE_SUITES = ["25519_ChaChaPoly_SHA256", "25519_AESGCM_SHA256"] as const;
export type NoiseSuite = (typeof NOISE_SUITES)[number];

/** 32 bytes in base64url without padding: keys, PSKs and their ids. */
export const KeyTextSchema = z.string().regex(/^[\w-]{43}$/);

/** Client → server: client/init, Sendspin reference 2.1. Its exact text is part of the handshake's prologue. */
export const ClientInitSchema = openObject({
  client_id: KeyTextSchema,
  version: z.int(),
  suite: openEnum(NOISE_SUITES),
});
export type ClientInit = z.infer<typeof ClientInitSchema>;

/** Server → client: server/init, Sendspin reference 2.1. Its exact text is part of the handshake's prologue. */
export const ServerInitSchema = openObject({ server_id: KeyTextSchema, version: z.int() });
export type ServerInit = z.infer<typeof ServerInitSchema>;

/** Both ways: noise/handshake, in the clear at first and under the old keys when keys are changed (2.1, 2.9). */
export const NoiseHandshakeSchema = openObject({ data: z.base64url() });
export type NoiseHandshake = z.infer<typeof NoiseHandshakeSchema>;

/** The payload of handshake message 1. `psk_category` is always there from specification 1.0.0-rc1 on and never before. */
export const HandshakePayloadSchema = openObject({
  psk_id: KeyTextSchema,
  psk_category: openEnum(["lt", "pr", "sn"]).optional(),
});
export type HandshakePayload = z.infer<typeof HandshakePayloadSchema>;

/** A message in the clear around the opening handshake. */
export const OpeningMessageSchema = openUnion("type", [
  openObject({ type: z.literal("client/init"), payload: ClientInitSchema }),
  openObject({ type: z.literal("server/init"), payload: ServerInitSchema }),
  openObject({ type: z.literal("noise/handshake"), payload: NoiseHandshakeSchema }),
  openObject({ type: z.literal("server/error"), payload: ServerErrorSchema }),
]);
export type OpeningMessage = z.infer<typeof OpeningMessageSchema> | Unknown<"type">;

/** One text frame before the transport begins. Throws `WireError` for text that is no message, or a malformed one. */
export function parseOpeningMessage(text: string): OpeningMessage {
  return parseJson(OpeningMessageSchema, text, "A message of the opening");
}

/** What handshake message 1 carries. Throws `WireError` when it is malformed. */
export function parseHandshakePayload(text: string): HandshakePayload {
  return parseJson(HandshakePayloadSchema, text, "The payload of handshake message 1");
}
