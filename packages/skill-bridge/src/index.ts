export type {
  AudioSource,
  BlockStore,
  EchoLauncher,
  LaunchSent,
  LaunchStrategy,
  PlaybackFact,
  PlaybackWish,
  PlayerControl,
  PlayerView,
  SourceEvent,
} from "./ports.js";
export { EchoStreams, type EchoStreamsParts } from "./streams/echo-streams.js";
export type { StreamSettings } from "./streams/stream-parts.js";
export { StreamUrls, type StreamClaims, type StreamRefusal } from "./streams/signed-url.js";
export { createSkill, type Skill, type SkillParts } from "./custom-skill/create-skill.js";
export {
  interactionModel,
  SKILL_LOCALES,
  type InteractionModel,
  type SkillLocale,
} from "./custom-skill/interaction-model.js";
export { AccountLinking, type AccountLinkingParts } from "./account-linking/account-linking.js";
export { LinkBook } from "./account-linking/link-book.js";
export { linkingClient, type LinkingClient } from "./account-linking/linking-client.js";
export { CatalogStore } from "./catalogs/catalog-store.js";
export { entities } from "./catalogs/entity-id.js";
export { CATALOG_TYPES, type LibraryListing } from "./catalogs/library-entities.js";
export { VoiceByName, type VoiceState } from "./catalogs/voice-by-name.js";
export { createMusicSkill, type MadeMusicSkill } from "./skill-management/create-music-skill.js";
export { musicManifest, type MusicSkillOptions } from "./skill-management/music-manifest.js";
export { SkillManagementError, type SkillManagement } from "./skill-management/skill-management.js";
export { Smapi, type SmapiCredentials } from "./skill-management/smapi.js";
export { ForwarderCheck } from "./http/verification/forwarder-check.js";
export type { ArtSource, Picture } from "./http/art-route.js";
export { SignedArtUrls } from "./http/signed-art-urls.js";
export { PublicDoor, type PublicDoorParts } from "./http/public-door.js";
export type { FetchCertificate } from "./http/verification/fetch-certificate.js";
export { answerForwarded, type MusicRouteParts } from "./http/music-route.js";
export { MusicVerifier } from "./http/verification/music-verifier.js";
export { RequestRefused, type RefusalCode } from "./http/verification/request-refused.js";
export { RequestVerifier, type RequestVerifierParts } from "./http/verification/request-verifier.js";
export { bundledRoots, type TrustedRoots } from "./http/verification/trusted-roots.js";
export { DeviceBook, type DeviceBookParts } from "./launch-desk/device-book.js";
export { LaunchDesk, type Claim, type LaunchDeskParts } from "./launch-desk/launch-desk.js";
export type { LaunchVerdict } from "./launch-desk/launch-verdict.js";
export { StrategyRecord, type LaunchCapabilities, type StrategyRecordParts } from "./launch-desk/strategy-record.js";
export { MusicSkill, type MusicReply, type MusicSkillParts } from "./music-skill/music-skill.js";
export type {
  BearerCheck,
  Catalogue,
  EntityBook,
  ItemAudio,
  MediaFacts,
  MediaKind,
  MusicPlayers,
  PlayOrder,
  PlayQueue,
  PlayQueues,
  QueueItem,
  QueueSteering,
  RepeatMode,
} from "./music-skill/ports.js";
