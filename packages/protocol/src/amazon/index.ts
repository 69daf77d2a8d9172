/** Amazon's unofficial Alexa web API: devices, states, commands and pushes. */
export {
  AccessTokenSchema,
  CustomerSchema,
  DeregisteredSchema,
  RegistrationSchema,
  StoredAccountSchema,
  StoredAccountsSchema,
  type Customer,
  type Registration,
  type StoredAccount,
} from "./registration.js";
export { CapabilitiesBodySchema, RegisterBodySchema, type CapabilitiesBody, type RegisterBody } from "./registering.js";
export {
  DeviceListSchema,
  DevicePreferenceSchema,
  DevicePreferencesSchema,
  DeviceSchema,
  type Device,
  type DeviceList,
  type DevicePreference,
  type DevicePreferences,
} from "./device.js";
export {
  MediaSessionListSchema,
  MediaSessionSchema,
  NowPlayingDataSchema,
  PlayerInfoSchema,
  TransportCommandSchema,
  type MediaSession,
  type MediaSessionList,
  type NowPlayingData,
  type PlayerInfo,
  type TransportCommand,
} from "./player-state.js";
export { AllDeviceVolumesSchema, DeviceVolumeSchema, type AllDeviceVolumes, type DeviceVolume } from "./volume.js";
export { SpeakerGroupListSchema, SpeakerGroupSchema, type SpeakerGroup } from "./whole-home-audio.js";
export {
  AnnouncementNodeSchema,
  OperationNodeSchema,
  SequenceNodeSchema,
  SequenceSchema,
  SkillLaunchNodeSchema,
  SpeakNodeSchema,
  StopNodeSchema,
  TextCommandNodeSchema,
  VolumeNodeSchema,
  type AnnouncementNode,
  type OperationNode,
  type ParallelNode,
  type Sequence,
  type SequenceNode,
  type SerialNode,
  type SkillLaunchNode,
  type SpeakNode,
  type StopNode,
  type TextCommandNode,
  type VolumeNode,
} from "./sequence.js";
export {
  announcementNode,
  parallel,
  sequence,
  serial,
  skillLaunchNode,
  speakNode,
  stopNode,
  textCommandNode,
  volumeNode,
  type SequenceTarget,
} from "./sequence-nodes.js";
export { PreviewBodySchema, buildPreviewBody, parsePreviewBody, type PreviewBody } from "./preview.js";
export {
  PushAudioPlayerStateSchema,
  PushConnectionChangeSchema,
  PushEqualizerSchema,
  PushNowPlayingUpdatedSchema,
  PushVolumeChangeSchema,
  parsePushEvent,
  type PushAudioPlayerState,
  type PushConnectionChange,
  type PushEqualizer,
  type PushEvent,
  type PushNowPlayingUpdated,
  type PushVolumeChange,
} from "./push.js";
export { PUSH_DELIMITER, PUSH_FRAME_LIMIT_BYTES, encodePushFrame, parsePushFrame } from "./push-frame.js";
export {
  BluetoothBodySchema,
  DoNotDisturbBodySchema,
  EqualizerBodySchema,
  MediaSessionCommandSchema,
  SpeakerVolumeBodySchema,
  ValidateBodySchema,
  type BluetoothBody,
  type DoNotDisturbBody,
  type EqualizerBody,
  type MediaSessionCommand,
  type SpeakerVolumeBody,
  type ValidateBody,
} from "./household-settings.js";
