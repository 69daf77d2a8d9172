export type {
  Clock,
  DocumentStore,
  LaunchDesk,
  LaunchStrategy,
  LaunchVerdict,
  Logger,
  PlayerId,
  StreamControl,
  Timer,
} from "./ports.js";
export { AmazonAccount } from "./amazon/account.js";
export type { AmazonAccountEvents, AmazonAccountParts, AmazonCall } from "./amazon/account.js";
export { AmazonError } from "./amazon/amazon-error.js";
export type { AmazonErrorCode } from "./amazon/amazon-error.js";
export type { CommandOutcome } from "./amazon/commands/command.js";
export type { AmazonCounters } from "./amazon/counters.js";
export type { EchoDevice, EchoKind } from "./amazon/devices/echo-device.js";
export type { EchoFact } from "./amazon/facts/echo-fact.js";
export { AccountBook, type AccountBookEvents, type NewLogin } from "./amazon/accounts/account-book.js";
export { AmazonAccounts, type AccountStanding, type AmazonAccountsParts } from "./amazon/accounts/amazon-accounts.js";
export { amazonSite, amazonSites, type AmazonSite } from "./amazon/accounts/marketplaces.js";
export {
  SignInDesk,
  SignInRefused,
  type SignInDeskParts,
  type SignInView,
  type SignInWish,
} from "./amazon/sign-in/sign-in-desk.js";
export type { SignInFailure, SignInFailureCode } from "./amazon/sign-in/sign-in-failure.js";
export type { SignInPages } from "./amazon/worker/sign-in-messages.js";
export type { AccountState } from "./amazon/session/session-machine.js";
export type { AmazonEndpoint } from "./amazon/worker/messages.js";
export type { ApiCredentials } from "./music-assistant/api/login.js";
export type { ApiState } from "./music-assistant/api/api-state.js";
export { ImageRelay } from "./music-assistant/api/image-relay.js";
export { Library } from "./music-assistant/api/library.js";
export type { MediaFacts, MediaKind } from "./music-assistant/api/media-facts.js";
export { MusicAssistantError, type MusicAssistantErrorCode } from "./music-assistant/api/music-assistant-error.js";
export {
  API_TOKEN_DOCUMENT,
  MusicAssistantServer,
  type ApiAccess,
  type MusicAssistantServerParts,
} from "./music-assistant/api/music-assistant-server.js";
export type { QueueEntry } from "./music-assistant/api/queue-entry.js";
export { QueueView, type QueueViewParts } from "./music-assistant/api/queue-view.js";
export { ServerClock } from "./music-assistant/api/server-clock.js";
export { QueueSteerer, type SteeringParts } from "./music-assistant/api/steering.js";
export { mdnsBrowser } from "./music-assistant/browse-mdns.js";
export {
  ServerDiscovery,
  type AnnouncedServer,
  type BrowseServers,
  type Browsing,
} from "./music-assistant/discovery.js";
export { ServerAddressError, serverUrl } from "./music-assistant/server-address.js";
export type { PlayerCredentials } from "./music-assistant/sendspin/credentials.js";
export { EncryptionBook } from "./music-assistant/sendspin/encryption-book.js";
export type { Encryption } from "./music-assistant/sendspin/encryption.js";
export type { SecurityState } from "./music-assistant/sendspin/security.js";
export type { ServerMemory } from "./music-assistant/sendspin/server-memory.js";
export { SendspinClient, type SendspinClientOptions } from "./music-assistant/sendspin/client.js";
export type { ControllerArguments, ControllerView } from "./music-assistant/sendspin/controller.js";
export type {
  AudioChunk,
  PlayerCommand,
  SendspinEvents,
  ServerGreeting,
  StreamFormat,
} from "./music-assistant/sendspin/events.js";
export { DEFAULT_BUFFER_CAPACITY_BYTES, type AudioFormat } from "./music-assistant/sendspin/hello.js";
export type { GoodbyeReason } from "./music-assistant/sendspin/link.js";
export type { LinkState } from "./music-assistant/sendspin/link-state.js";
export {
  positionMsAt,
  type NowPlaying,
  type RepeatMode,
  type TrackProgress,
} from "./music-assistant/sendspin/now-playing.js";
export type { PlayerReport } from "./music-assistant/sendspin/player-report.js";
export type { OpenSocket, Socket, SocketListener } from "./music-assistant/sendspin/socket.js";
export type { Activity, Party } from "./bridge/activity.js";
export type { LaunchSettings } from "./bridge/amazon-launcher.js";
export { Household, type HouseholdEvents, type HouseholdParts } from "./bridge/household.js";
export { IDENTITIES_DOCUMENT, playerIdOf, type PlayerIdentity } from "./bridge/identity.js";
export { launchLocales, launchPhrase } from "./bridge/launch-phrases.js";
export type {
  AudioSource,
  EchoAccount,
  EchoLauncher,
  LaunchSent,
  PlaybackFact,
  PlaybackWish,
  PlayerClient,
  PlayerControl,
  PlayerView,
  SourceEvent,
} from "./bridge/neighbours.js";
export type { QueueKnowledge } from "./bridge/timeline/queue-knowledge.js";
export type { PlayerSnapshot, SoundingNow } from "./bridge/player-snapshot.js";
