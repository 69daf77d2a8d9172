import {
  LinkingCodeSchema,
  MusicSkillStateSchema,
  type LinkingCode,
  type MusicSkillState,
} from "@ma-alexa/protocol/admin";
import { call, callFor } from "./call.js";

/** Makes the skill at Amazon, which takes about a minute. */
export const makeMusicSkill = (): Promise<MusicSkillState> => callFor(MusicSkillStateSchema, "POST", "api/music-skill");

/** A fresh code; the one before is void. */
export const linkingCode = (): Promise<LinkingCode> =>
  callFor(LinkingCodeSchema, "POST", "api/music-skill/linking-code");

/** Ends every link of an Amazon account with the skill. */
export const unlinkMusicSkill = (): Promise<unknown> => call("DELETE", "api/music-skill/links");
