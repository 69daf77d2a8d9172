import { PlayerSettingsSchema, type PlayerSettings, type PlayerSettingsChange } from "@ma-alexa/protocol/admin";
import { callFor, path } from "./call.js";

export const playerSettings = (playerId: string): Promise<PlayerSettings> =>
  callFor(PlayerSettingsSchema, "GET", path`api/players/${playerId}/settings`);

export const changePlayerSettings = (playerId: string, change: PlayerSettingsChange): Promise<PlayerSettings> =>
  callFor(PlayerSettingsSchema, "PUT", path`api/players/${playerId}/settings`, change);
