/** Chapter "Metadata messages" of Sendspin, plaintext dialect (Sendspin reference 1.4 and 1.9). */
import { z } from "zod";
import { displayOnly, openEnum, openObject, withoutUndefined } from "../open-schemas.js";

/** Part of server/state, Sendspin reference 1.4. */
export const ProgressSchema = openObject({
  /** Milliseconds, true at the metadata's `timestamp`. */
  track_progress: z.number().min(0),
  /** Milliseconds; 0 = unknown or live. */
  track_duration: z.number().min(0),
  /** Thousandths of the normal speed; 0 = standing still. */
  playback_speed: z.number().min(0),
});
export type Progress = z.infer<typeof ProgressSchema>;

/**
 * Server → client: server/state metadata object, Sendspin reference 1.4. A delta: an absent key (also one that was
 * malformed) leaves the value unchanged, `null` clears it.
 */
export const MetadataSchema = openObject({
  /** Server µs at which this became true. */
  timestamp: z.int(),
  title: displayOnly(z.string().nullable()),
  artist: displayOnly(z.string().nullable()),
  album_artist: displayOnly(z.string().nullable()),
  album: displayOnly(z.string().nullable()),
  artwork_url: displayOnly(z.string().nullable()),
  year: displayOnly(z.int().nullable()),
  track: displayOnly(z.int().nullable()),
  progress: ProgressSchema.nullable().optional(),
  repeat: displayOnly(openEnum(["off", "one", "all"]).nullable()),
  shuffle: displayOnly(z.boolean().nullable()),
}).transform(withoutUndefined);
export type Metadata = z.infer<typeof MetadataSchema>;
