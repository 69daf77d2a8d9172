/** Chapter "Player messages" of Sendspin, all dialects (Sendspin reference 1.3, 1.4, 1.6 and 2.7). */
import { z } from "zod";
import { openEnum, openObject, openUnion } from "../open-schemas.js";

/** Loudness, 0 to 100. */
export const VolumeSchema = z.int().min(0).max(100);

/** Part of client/hello and stream/request-format, Sendspin reference 1.3. */
export const AudioFormatSchema = openObject({
  codec: openEnum(["pcm", "flac", "opus"]),
  channels: z.int().positive(),
  sample_rate: z.int().positive(),
  bit_depth: z.int().positive(),
});
export type AudioFormat = z.infer<typeof AudioFormatSchema>;

/** Client → server: client/hello player@v1_support object, Sendspin reference 1.3. */
export const PlayerSupportSchema = openObject({
  supported_formats: z.array(AudioFormatSchema),
  /** Bytes of encoded audio that the client holds unplayed; servers obey it to the byte. */
  buffer_capacity: z.int().positive(),
  /** Plaintext and E9, which need volume and mute here; E10 has them in client/state. */
  supported_commands: z.array(z.string()).optional(),
});
export type PlayerSupport = z.infer<typeof PlayerSupportSchema>;

/** Client → server: client/state player object, Sendspin reference 1.3. Reported also when the server asked for the change. */
export const PlayerStateSchema = openObject({
  volume: VolumeSchema.optional(),
  muted: z.boolean().optional(),
  static_delay_ms: z.int().min(0).max(5000).optional(),
  /** What E10 calls the static delay. */
  output_delay_ms: z.int().min(0).max(5000).optional(),
  required_lead_time_ms: z.int().min(0).max(30_000).optional(),
  min_buffer_ms: z.int().min(0).max(30_000).optional(),
  /**
   * Plaintext and E9: only `set_static_delay` may stand here, and volume and mute belong in the hello (some servers
   * close on them, 1.12). E10: everything.
   */
  supported_commands: z.array(z.string()).optional(),
  /** E10: the wish for one of the formats of the hello. */
  format: AudioFormatSchema.optional(),
});
export type PlayerState = z.infer<typeof PlayerStateSchema>;

/** Server → client: stream/start player object, Sendspin reference 1.4. */
export const StreamPlayerSchema = openObject({
  codec: openEnum(["pcm", "flac", "opus"]),
  sample_rate: z.int().positive(),
  channels: z.int().positive(),
  bit_depth: z.int().positive(),
  /** Base64; for FLAC the `fLaC` marker with STREAMINFO (1.6). */
  codec_header: z.string().nullable().optional(),
});
export type StreamPlayer = z.infer<typeof StreamPlayerSchema>;

/** Server → client: server/command player object, Sendspin reference 1.4. */
export const PlayerCommandSchema = openUnion("command", [
  openObject({ command: z.literal("volume"), volume: VolumeSchema }),
  openObject({ command: z.literal("mute"), mute: z.boolean() }),
  openObject({ command: z.literal("set_static_delay"), static_delay_ms: z.int().min(0).max(5000) }),
  openObject({ command: z.literal("set_output_delay"), output_delay_ms: z.int().min(0).max(5000) }),
]);
export type PlayerCommand = z.infer<typeof PlayerCommandSchema>;
