/** What a device plays (Amazon reference 5.3 and 7.3) and the transport commands (5.5). */
import { z } from "zod";
import { displayOnly, openEnum, openObject, readableItems } from "../open-schemas.js";

const text = displayOnly(z.string().nullable());

/** `IDLE` is also told by null or by absence. */
const PlayerStateWordSchema = openEnum(["PLAYING", "PAUSED", "IDLE"]).nullable().optional();

const InfoTextSchema = openObject({ title: text, subText1: text, subText2: text });

const ProviderSchema = openObject({ providerName: text });

/** Seconds in PlayerInfo, milliseconds in pushes, disputed in media sessions (Amazon reference 5.3). */
const MediaProgressSchema = openObject({
  mediaProgress: displayOnly(z.number().nullable()),
  mediaLength: displayOnly(z.number().nullable()),
});

const MediaVolumeSchema = openObject({
  muted: displayOnly(z.boolean().nullable()),
  volume: displayOnly(z.number().min(0).max(100).nullable()),
});

/** Art has `url` in PlayerInfo and `fullUrl` in pushes and media sessions. */
const ArtSchema = openObject({ url: text, fullUrl: text });

const QueueIdentityShape = {
  /** Told again inside `mediaReferenceId` of the audio player's push. */
  mediaId: displayOnly(z.string().nullable()),
  queueId: displayOnly(z.string().nullable()),
};

/** Amazon → us: answer of GET /api/np/player, Amazon reference 5.3. An idle device has null in every member. */
export const PlayerInfoSchema = openObject({
  playerInfo: openObject({
    state: PlayerStateWordSchema,
    ...QueueIdentityShape,
    infoText: displayOnly(InfoTextSchema.nullable()),
    provider: displayOnly(ProviderSchema.nullable()),
    progress: displayOnly(MediaProgressSchema.nullable()),
    mainArt: displayOnly(ArtSchema.nullable()),
    volume: displayOnly(MediaVolumeSchema.nullable()),
    isPlayingInLemur: displayOnly(z.boolean().nullable()),
    /** Serial of the group through which it plays. */
    playingInLemurId: displayOnly(z.string().nullable()),
  }),
});
export type PlayerInfo = z.infer<typeof PlayerInfoSchema>;

/** Amazon → us: part of media sessions and of NotifyNowPlayingUpdated, Amazon reference 5.3 and 7.3. */
export const NowPlayingDataSchema = openObject({
  playerState: PlayerStateWordSchema,
  ...QueueIdentityShape,
  infoText: displayOnly(InfoTextSchema.nullable()),
  provider: displayOnly(ProviderSchema.nullable()),
  progress: displayOnly(MediaProgressSchema.nullable()),
  mainArt: displayOnly(ArtSchema.nullable()),
  volume: displayOnly(MediaVolumeSchema.nullable()),
});
export type NowPlayingData = z.infer<typeof NowPlayingDataSchema>;

const SessionEndpointSchema = openObject({
  id: openObject({ deviceSerialNumber: z.string().min(1), deviceType: displayOnly(z.string().nullable()) }),
});

/** Amazon → us: one entry of list-media-sessions, Amazon reference 5.3. Endpoints that name no device are left out. */
export const MediaSessionSchema = openObject({
  taskSessionId: displayOnly(z.string().nullable()),
  endpointList: readableItems(SessionEndpointSchema),
  nowPlayingData: NowPlayingDataSchema.nullable().optional(),
});
export type MediaSession = z.infer<typeof MediaSessionSchema>;

/** Amazon → us: answer of GET /api/np/list-media-sessions, Amazon reference 5.3. All sessions of the account. */
export const MediaSessionListSchema = openObject({ mediaSessionList: readableItems(MediaSessionSchema) });
export type MediaSessionList = z.infer<typeof MediaSessionListSchema>;

/** Us → Amazon: body of POST /api/np/command, Amazon reference 5.5. The device stands in the query. */
export const TransportCommandSchema = openObject({
  type: openEnum([
    "PlayCommand",
    "PauseCommand",
    "NextCommand",
    "PreviousCommand",
    "ForwardCommand",
    "RewindCommand",
    "VolumeLevelCommand",
  ]),
  volumeLevel: z.number().min(0).max(100).optional(),
});
export type TransportCommand = z.infer<typeof TransportCommandSchema>;
