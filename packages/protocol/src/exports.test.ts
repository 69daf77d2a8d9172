import { describe, expect, it } from "vitest";
import * as customSkill from "./alexa/custom-skill/index.js";
import * as musicSkill from "./alexa/music-skill/index.js";
import * as amazon from "./amazon/index.js";
import * as musicAssistant from "./music-assistant/index.js";
import * as root from "./index.js";
import * as sendspin from "./sendspin/index.js";

const words = (list: string): string[] => list.trim().split(/\s+/);

/** Whatever is added to or taken from an entry shows in this list. */
const entries: [string, object, string[]][] = [
  [
    "@ma-alexa/protocol",
    root,
    words(`
      WireError displayOnly openEnum openObject openUnion parse parseJson readableItems withoutUndefined
    `),
  ],
  [
    "@ma-alexa/protocol/sendspin",
    sendspin,
    words(`
      AudioFormatSchema ClientCommandSchema ClientGoodbyeSchema ClientHelloSchema ClientInitSchema
      ClientLeaveSchema ClientPairFinalizeSchema ClientPairInitSchema ClientStateSchema ClientTimeSchema
      ControllerCommandSchema ControllerStateSchema DeviceInfoSchema GroupUpdateSchema HandshakePayloadSchema
      JSON_TYPE KeyTextSchema LONG_AUDIO_HEADER MAX_TRANSPORT_PLAINTEXT MetadataSchema MicrosecondsSchema
      NOISE_SUITES NoiseHandshakeSchema OpeningMessageSchema PAIRING_METHOD PLAIN_CONTROLLER_COMMANDS
      PairAbortSchema PlayerCommandSchema PlayerStateSchema PlayerSupportSchema ProgressSchema Reassembly
      SHORT_AUDIO_HEADER SecureClientHelloSchema SecureServerHelloSchema ServerActivateSchema ServerCommandSchema
      ServerErrorSchema ServerHelloSchema ServerInitSchema ServerPairFinalizeSchema ServerStateSchema
      ServerTimeSchema ServerUnpairSchema StreamClearSchema StreamEndSchema StreamPlayerSchema
      StreamRequestFormatSchema StreamStartSchema VolumeSchema cutIntoFragments decodeAudioFrame
      decodeFlacHeader decodePairingToken e10 e10Fragmentation e9 e9Fragmentation encodeAudioFrame encodeMessage
      encodePairingToken flacCrc8 flacFrameNumber flacSamples parseClientMessage parseHandshakePayload
      parseOpeningMessage parseSecureClientMessage parseSecureServerMessage parseServerMessage plaintext
      readFlacHeader
    `),
  ],
  [
    "@ma-alexa/protocol/music-assistant",
    musicAssistant,
    words(`
      AuthenticatedSchema LoginResultSchema LongLivedTokenSchema MediaImageSchema MediaItemSchema MediaItemsSchema
      MediaTypeSchema PlaybackStateSchema PlayerQueueSchema PlayerQueuesSchema PlayerSchema PlayersSchema
      QueueItemSchema QueueItemsSchema RepeatModeSchema SearchResultsSchema ServerInfoSchema apiErrorNumber
      encodeApiCommand imageProxyPath parseApiCommand parseApiMessage sizedImagePath thumbnailOf
    `),
  ],
  [
    "@ma-alexa/protocol/amazon",
    amazon,
    words(`
      AccessTokenSchema AllDeviceVolumesSchema AnnouncementNodeSchema BluetoothBodySchema BluetoothStateSchema
      BluetoothStatesSchema CapabilitiesBodySchema
      CustomerSchema DeregisteredSchema DeviceListSchema DevicePreferenceSchema DevicePreferencesSchema
      DeviceSchema DeviceVolumeSchema DoNotDisturbBodySchema EqualizerBodySchema MediaSessionCommandSchema
      MediaSessionListSchema MediaSessionSchema NowPlayingDataSchema OperationNodeSchema PUSH_DELIMITER
      PUSH_FRAME_LIMIT_BYTES PlayerInfoSchema PreviewBodySchema PushAudioPlayerStateSchema
      PushBluetoothSchema
      PushConnectionChangeSchema PushEqualizerSchema PushNowPlayingUpdatedSchema PushVolumeChangeSchema
      RegisterBodySchema RegistrationSchema SequenceNodeSchema SequenceSchema SkillLaunchNodeSchema
      SpeakNodeSchema SpeakerGroupListSchema SpeakerGroupSchema SpeakerVolumeBodySchema StopNodeSchema
      StoredAccountSchema StoredAccountsSchema TextCommandNodeSchema TransportCommandSchema ValidateBodySchema
      VolumeNodeSchema announcementNode buildPreviewBody encodePushFrame parallel parsePreviewBody
      parsePushEvent parsePushFrame sequence serial skillLaunchNode speakNode stopNode textCommandNode
      volumeNode
    `),
  ],
  [
    "@ma-alexa/protocol/alexa/custom-skill",
    customSkill,
    words(`
      AudioPlayerRequestSchema AudioPlayerStateSchema CardSchema ClearQueueDirectiveSchema ContextSchema
      DirectiveSchema ExceptionEncounteredRequestSchema IntentRequestSchema LaunchRequestSchema
      OutputSpeechSchema PlayDirectiveSchema PlaybackControllerRequestSchema PlaybackFailedRequestSchema
      SessionEndedRequestSchema SessionSchema SkillRequestEnvelopeSchema SkillRequestSchema
      SkillResponseEnvelopeSchema SkillResponseSchema StopDirectiveSchema parseSkillRequest parseSkillResponse
      plainText skillResponse
    `),
  ],
  [
    "@ma-alexa/protocol/alexa/music-skill",
    musicSkill,
    words(`
      CATALOG_USAGES CatalogSchema MusicManifestSchema checkMusicAnswer musicAnswer parseMusicAnswer
      parseMusicMessage readDirective skillKind
    `),
  ],
];

describe("the exports", () => {
  it.each(entries)("of %s are those of the list", (_, entry, names) => {
    expect(Object.keys(entry).sort()).toEqual(names);
  });
});
