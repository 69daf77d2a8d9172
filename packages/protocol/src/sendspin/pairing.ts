/** Chapter "Activation and pairing" of Sendspin, encrypted dialects only (Sendspin reference 2.6 and 2.9). */
import { z } from "zod";
import { displayOnly, openEnum, openObject } from "../open-schemas.js";
import { KeyTextSchema } from "./noise.js";

/** Server → client: server/activate, Sendspin reference 2.6. Absent `active_roles` means unchanged. */
export const ServerActivateSchema = openObject({
  activities: z.array(openEnum(["playback", "pairing", "management"])),
  active_roles: z.array(z.string()).optional(),
  pairing: openObject({ method: z.string() }).optional(),
  /** Early servers of dialect E9 name the method here. */
  selected_pair_method: displayOnly(z.string()),
});
export type ServerActivate = z.infer<typeof ServerActivateSchema>;

/** Client → server: client/pair-init, dialect E10. The number of pairing activations since the last handshake. */
export const ClientPairInitSchema = openObject({ pairing_index: z.int().positive() });
export type ClientPairInit = z.infer<typeof ClientPairInitSchema>;

/** Client → server: client/pair-finalize; the long-term PSK that the client has made. A secret. */
export const ClientPairFinalizeSchema = openObject({ long_term_psk: KeyTextSchema });
export type ClientPairFinalize = z.infer<typeof ClientPairFinalizeSchema>;

/** Server → client: server/pair-finalize; the server has stored the long-term PSK. */
export const ServerPairFinalizeSchema = openObject({});
export type ServerPairFinalize = z.infer<typeof ServerPairFinalizeSchema>;

/** Both ways: pair/abort; ends one attempt, not the connection. */
export const PairAbortSchema = openObject({ reason: openEnum(["method_not_supported", "attempt_timeout"]) });
export type PairAbort = z.infer<typeof PairAbortSchema>;

/** Server → client: server/unpair; the server has deleted its record of this client. */
export const ServerUnpairSchema = openObject({});
export type ServerUnpair = z.infer<typeof ServerUnpairSchema>;

/** Client → server: client/leave, dialect E10: leaves a playing group and stays available. */
export const ClientLeaveSchema = openObject({});
export type ClientLeave = z.infer<typeof ClientLeaveSchema>;
