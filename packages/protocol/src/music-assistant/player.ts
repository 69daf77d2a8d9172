/** A player of Music Assistant (Sendspin reference 3 and 4.6). */
import { z } from "zod";
import { displayOnly, openEnum, openObject, readableItems } from "../open-schemas.js";
import { PlaybackStateSchema } from "./queue.js";

/** How a player is reached: of a universal player, one entry names the Sendspin client behind it (reference 3.3). */
const OutputProtocolSchema = openObject({
  output_protocol_id: z.string().min(1),
  protocol_domain: displayOnly(z.string()),
  available: displayOnly(z.boolean()),
});

/** Server → client: `player_added`, `player_updated` and results, Sendspin reference 4.6. */
export const PlayerSchema = openObject({
  player_id: z.string().min(1),
  provider: displayOnly(z.string()),
  type: displayOnly(openEnum(["player", "protocol", "group", "stereo_pair", "sync_group"])),
  name: z.string(),
  display_name: displayOnly(z.string()),
  available: z.boolean(),
  enabled: displayOnly(z.boolean()),
  playback_state: displayOnly(PlaybackStateSchema),
  volume_level: displayOnly(z.number().min(0).max(100).nullable()),
  volume_muted: displayOnly(z.boolean().nullable()),
  group_members: displayOnly(z.array(z.string())),
  synced_to: displayOnly(z.string().nullable()),
  active_group: displayOnly(z.string().nullable()),
  active_source: displayOnly(z.string().nullable()),
  /** Absent on Music Assistant 2.7, where the Sendspin client is the player itself. */
  output_protocols: displayOnly(readableItems(OutputProtocolSchema)),
  /** Somebody must act in Music Assistant before this player can be used. */
  needs_setup: displayOnly(z.boolean()),
  setup_reason: displayOnly(z.string().nullable()),
});
export type Player = z.infer<typeof PlayerSchema>;

/** Server → client: result of `players/all`. */
export const PlayersSchema = readableItems(PlayerSchema);
