import type { MediaSession, NowPlayingData } from "@ma-alexa/protocol/amazon";
import type { SoundingMedia } from "./echo-fact.js";

/** One media session on Amazon's books. */
export interface BookedSession {
  /** Serials of the Echos or the group on which it is. */
  readonly serials: readonly string[];
  readonly playing: boolean;
  readonly media: SoundingMedia;
}

/** No track in seconds is that long (2 h 46 min), and hardly one in milliseconds that short. */
const SECONDS_BELOW = 10_000;

/** A session as we believe it. */
export function bookedSession({ endpointList, nowPlayingData }: MediaSession): BookedSession {
  return {
    serials: endpointList.map(({ id }) => id.deviceSerialNumber),
    playing: nowPlayingData?.playerState === "PLAYING",
    media: soundingMedia(nowPlayingData),
  };
}

/** What it plays. The unit of the progress is disputed (Amazon reference 5.3) and decided by the size of the length. */
export function soundingMedia(data: NowPlayingData | null | undefined): SoundingMedia {
  const { title, subText1 } = data?.infoText ?? {};
  const { mediaLength, mediaProgress } = data?.progress ?? {};
  const provider = data?.provider?.providerName;
  const unitMs = (mediaLength ?? 0) < SECONDS_BELOW ? 1_000 : 1;
  // Without a length, as on the radio, nobody can say what the progress counts.
  const hasLength = typeof mediaLength === "number" && mediaLength > 0;
  return {
    ...(isText(title) ? { title } : {}),
    ...(isText(subText1) ? { artist: subText1 } : {}),
    ...(isText(provider) ? { provider } : {}),
    ...(hasLength ? { durationMs: mediaLength * unitMs } : {}),
    ...(hasLength && typeof mediaProgress === "number" ? { positionMs: mediaProgress * unitMs } : {}),
  };
}

function isText(value: string | null | undefined): value is string {
  return typeof value === "string" && value !== "";
}
