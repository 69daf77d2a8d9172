/** Chapter "Controller messages" of Sendspin, plaintext dialect (Sendspin reference 1.3 and 1.4). */
import { z } from "zod";
import { displayOnly, openEnum, openObject, openUnion } from "../open-schemas.js";
import { VolumeSchema } from "./player.js";

/** The commands that need nothing but their name. */
export const PLAIN_CONTROLLER_COMMANDS = [
  "play",
  "pause",
  "stop",
  "next",
  "previous",
  "repeat_off",
  "repeat_one",
  "repeat_all",
  "shuffle",
  "unshuffle",
  "switch",
] as const;

/** Client → server: client/command controller object, Sendspin reference 1.3. */
export const ControllerCommandSchema = openUnion("command", [
  openObject({ command: z.literal(PLAIN_CONTROLLER_COMMANDS) }),
  openObject({ command: z.literal("volume"), volume: VolumeSchema }),
  openObject({ command: z.literal("mute"), mute: z.boolean() }),
  openObject({ command: z.literal("seek"), position_ms: z.int().min(0) }),
  openObject({ command: z.literal("seek_relative"), offset_ms: z.int() }),
]);
export type ControllerCommand = z.infer<typeof ControllerCommandSchema>;

/** Server → client: server/state controller object, Sendspin reference 1.4. Absent = unchanged. */
export const ControllerStateSchema = openObject({
  /** Free words, because clients with a closed list lost the whole state when a command was added (1.4). */
  supported_commands: z.array(z.string()).optional(),
  volume: displayOnly(VolumeSchema.nullable()),
  muted: displayOnly(z.boolean().nullable()),
  repeat: displayOnly(openEnum(["off", "one", "all"]).nullable()),
  shuffle: displayOnly(z.boolean().nullable()),
  seek_max_ms: displayOnly(z.int().min(0).nullable()),
});
export type ControllerState = z.infer<typeof ControllerStateSchema>;
