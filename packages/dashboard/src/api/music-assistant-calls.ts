import { MusicAssistantSchema, type MusicAssistant, type MusicAssistantConnect } from "@ma-alexa/protocol/admin";
import { call, callFor } from "./call.js";

export const connectMusicAssistant = (connect: MusicAssistantConnect): Promise<MusicAssistant> =>
  callFor(MusicAssistantSchema, "POST", "api/music-assistant", connect);

export const forgetMusicAssistant = (): Promise<unknown> => call("DELETE", "api/music-assistant");
