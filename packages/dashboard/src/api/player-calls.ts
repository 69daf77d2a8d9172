import {
  PairingTokenSchema,
  PlayerSettingsSchema,
  type PairingToken,
  type PlayerSettings,
  type PlayerSettingsChange,
} from "@ma-alexa/protocol/admin";
import { callFor, path } from "./call.js";

export const playerSettings = (playerId: string): Promise<PlayerSettings> =>
  callFor(PlayerSettingsSchema, "GET", path`api/players/${playerId}/settings`);

export const changePlayerSettings = (playerId: string, change: PlayerSettingsChange): Promise<PlayerSettings> =>
  callFor(PlayerSettingsSchema, "PUT", path`api/players/${playerId}/settings`, change);

/** What pairs the player with Music Assistant: a secret. */
export const pairingToken = (playerId: string): Promise<PairingToken> =>
  callFor(PairingTokenSchema, "GET", path`api/players/${playerId}/pairing-token`);
