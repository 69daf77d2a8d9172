/** Push events (Amazon reference 7.3): `command` and `payload` as the library's event `command` hands them out. */
import { z } from "zod";
import { displayOnly, openEnum, openObject } from "../open-schemas.js";
import { parse } from "../wire.js";
import { NowPlayingDataSchema } from "./player-state.js";

const DopplerIdSchema = openObject({ deviceSerialNumber: z.string().min(1), deviceType: displayOnly(z.string()) });

/** Amazon → us: PUSH_AUDIO_PLAYER_STATE, Amazon reference 7.3. INTERRUPTED means paused or stopped (7.4). */
export const PushAudioPlayerStateSchema = openObject({
  dopplerId: DopplerIdSchema,
  audioPlayerState: openEnum(["PLAYING", "FINISHED", "INTERRUPTED"]),
  mediaReferenceId: displayOnly(z.string().nullable()),
  error: displayOnly(z.boolean().nullable()),
});
export type PushAudioPlayerState = z.infer<typeof PushAudioPlayerStateSchema>;

/** Amazon → us: PUSH_VOLUME_CHANGE, Amazon reference 7.3. Also comes unchanged when somebody speaks to the Echo (7.4). */
export const PushVolumeChangeSchema = openObject({
  dopplerId: DopplerIdSchema,
  volumeSetting: z.number().min(0).max(100),
  isMuted: z.boolean().catch(false),
});
export type PushVolumeChange = z.infer<typeof PushVolumeChangeSchema>;

/** Amazon → us: PUSH_DOPPLER_CONNECTION_CHANGE, Amazon reference 7.3. */
export const PushConnectionChangeSchema = openObject({
  dopplerId: DopplerIdSchema,
  dopplerConnectionState: openEnum(["ONLINE", "OFFLINE"]),
});
export type PushConnectionChange = z.infer<typeof PushConnectionChangeSchema>;

/** Amazon → us: PUSH_EQUALIZER_STATE_CHANGE, Amazon reference 7.3. With a volume event: somebody spoke to the Echo (7.4). */
export const PushEqualizerSchema = openObject({
  dopplerId: DopplerIdSchema,
  bass: displayOnly(z.number()),
  midrange: displayOnly(z.number()),
  treble: displayOnly(z.number()),
});
export type PushEqualizer = z.infer<typeof PushEqualizerSchema>;

/** Amazon → us: PUSH_BLUETOOTH_STATE_CHANGE, Amazon reference 7.3. Says that streaming changed, not whether it goes on. */
export const PushBluetoothSchema = openObject({
  dopplerId: DopplerIdSchema,
  bluetoothEvent: openEnum(["DEVICE_CONNECTED", "DEVICE_DISCONNECTED", "STREAMING_STATE_CHANGED"]),
});
export type PushBluetooth = z.infer<typeof PushBluetoothSchema>;

/** Amazon → us: NotifyNowPlayingUpdated, Amazon reference 7.3. Names no device; milliseconds. */
export const PushNowPlayingUpdatedSchema = openObject({
  update: openObject({
    taskSessionId: displayOnly(z.string().nullable()),
    update: openObject({
      /** Such as `PLAYBACK_STARTED`. */
      cause: displayOnly(z.string().nullable()),
      nowPlayingData: NowPlayingDataSchema.nullable().optional(),
    }),
  }),
});
export type PushNowPlayingUpdated = z.infer<typeof PushNowPlayingUpdatedSchema>;

/** One push event. `other` is any command that we do not act on. */
export type PushEvent =
  | { readonly kind: "audioPlayerState"; readonly payload: PushAudioPlayerState }
  | { readonly kind: "volumeChange"; readonly payload: PushVolumeChange }
  | { readonly kind: "connectionChange"; readonly payload: PushConnectionChange }
  | { readonly kind: "equalizer"; readonly payload: PushEqualizer }
  | { readonly kind: "bluetooth"; readonly payload: PushBluetooth }
  | { readonly kind: "nowPlayingUpdated"; readonly payload: PushNowPlayingUpdated }
  /** Something changed in the account's media sessions: a reason to list them. */
  | { readonly kind: "mediaSessionsUpdated" }
  | { readonly kind: "other"; readonly command: string };

/** Reads one event. A command that we act on with a malformed payload is a `WireError`. */
export function parsePushEvent(command: string, payload: unknown): PushEvent {
  switch (command) {
    case "PUSH_AUDIO_PLAYER_STATE":
      return { kind: "audioPlayerState", payload: parse(PushAudioPlayerStateSchema, payload, command) };
    case "PUSH_VOLUME_CHANGE":
      return { kind: "volumeChange", payload: parse(PushVolumeChangeSchema, payload, command) };
    case "PUSH_DOPPLER_CONNECTION_CHANGE":
      return { kind: "connectionChange", payload: parse(PushConnectionChangeSchema, payload, command) };
    case "PUSH_EQUALIZER_STATE_CHANGE":
      return { kind: "equalizer", payload: parse(PushEqualizerSchema, payload, command) };
    case "PUSH_BLUETOOTH_STATE_CHANGE":
      return { kind: "bluetooth", payload: parse(PushBluetoothSchema, payload, command) };
    case "NotifyNowPlayingUpdated":
      return { kind: "nowPlayingUpdated", payload: parse(PushNowPlayingUpdatedSchema, payload, command) };
    case "NotifyMediaSessionsUpdated":
      return { kind: "mediaSessionsUpdated" };
    default:
      return { kind: "other", command: command.slice(0, 80) };
  }
}
