/** The AudioPlayer interface of a custom skill: its directives, its requests and its state in the context. */
import { z } from "zod";
import { displayOnly, openEnum, openObject } from "../../open-schemas.js";
import { requestHeaderShape } from "./request-header.js";

/** Alexa → skill: context.AudioPlayer, "AudioPlayer Interface Reference", section "AudioPlayer state". */
export const AudioPlayerStateSchema = openObject({
  token: displayOnly(z.string()),
  offsetInMilliseconds: displayOnly(z.number().min(0)),
  playerActivity: displayOnly(openEnum(["IDLE", "PLAYING", "PAUSED", "STOPPED", "FINISHED", "BUFFER_UNDERRUN"])),
});
export type AudioPlayerState = z.infer<typeof AudioPlayerStateSchema>;

const StreamSchema = openObject({
  url: z.string().min(1),
  /** Comes back in every request about this stream. */
  token: z.string().min(1),
  /** Only with `ENQUEUE`, and then required. */
  expectedPreviousToken: z.string().optional(),
  offsetInMilliseconds: z.number().min(0),
});

const ImageSchema = openObject({
  contentDescription: displayOnly(z.string()),
  sources: z.array(
    openObject({
      url: z.string(),
      size: displayOnly(openEnum(["X_SMALL", "SMALL", "MEDIUM", "LARGE", "X_LARGE"])),
      widthPixels: displayOnly(z.number()),
      heightPixels: displayOnly(z.number()),
    }),
  ),
});

const AudioItemMetadataSchema = openObject({
  title: displayOnly(z.string()),
  subtitle: displayOnly(z.string()),
  art: displayOnly(ImageSchema),
  backgroundImage: displayOnly(ImageSchema),
});

/** Skill → Alexa: directive AudioPlayer.Play, "AudioPlayer Interface Reference", section "Play directive". */
export const PlayDirectiveSchema = openObject({
  type: z.literal("AudioPlayer.Play"),
  playBehavior: openEnum(["REPLACE_ALL", "ENQUEUE", "REPLACE_ENQUEUED"]),
  audioItem: openObject({ stream: StreamSchema, metadata: displayOnly(AudioItemMetadataSchema) }),
});
export type PlayDirective = z.infer<typeof PlayDirectiveSchema>;

/** Skill → Alexa: directive AudioPlayer.Stop, "AudioPlayer Interface Reference", section "Stop directive". */
export const StopDirectiveSchema = openObject({ type: z.literal("AudioPlayer.Stop") });
export type StopDirective = z.infer<typeof StopDirectiveSchema>;

/** Skill → Alexa: directive AudioPlayer.ClearQueue, "AudioPlayer Interface Reference", section "ClearQueue directive". */
export const ClearQueueDirectiveSchema = openObject({
  type: z.literal("AudioPlayer.ClearQueue"),
  clearBehavior: openEnum(["CLEAR_ENQUEUED", "CLEAR_ALL"]),
});
export type ClearQueueDirective = z.infer<typeof ClearQueueDirectiveSchema>;

/** Alexa → skill: AudioPlayer.PlaybackStarted, .PlaybackFinished, .PlaybackStopped and .PlaybackNearlyFinished. */
export const AudioPlayerRequestSchema = openObject({
  type: z.literal([
    "AudioPlayer.PlaybackStarted",
    "AudioPlayer.PlaybackFinished",
    "AudioPlayer.PlaybackStopped",
    "AudioPlayer.PlaybackNearlyFinished",
  ]),
  ...requestHeaderShape,
  token: z.string(),
  /** Position in the stream that `token` names. */
  offsetInMilliseconds: z.number(),
});
export type AudioPlayerRequest = z.infer<typeof AudioPlayerRequestSchema>;

/** Alexa → skill: AudioPlayer.PlaybackFailed. `token` is the stream that failed, not always the one that played. */
export const PlaybackFailedRequestSchema = openObject({
  type: z.literal("AudioPlayer.PlaybackFailed"),
  ...requestHeaderShape,
  token: z.string(),
  error: openObject({
    /** Such as `MEDIA_ERROR_SERVICE_UNAVAILABLE`. */
    type: z.string().catch("MEDIA_ERROR_UNKNOWN"),
    message: displayOnly(z.string()),
  }),
  currentPlaybackState: displayOnly(AudioPlayerStateSchema),
});
export type PlaybackFailedRequest = z.infer<typeof PlaybackFailedRequestSchema>;
