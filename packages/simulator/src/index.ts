export { systemClock, TestClock, settle, type Clock, type Timer } from "./clock.js";
export { createSimulatedMusicAssistant, SimulatedMusicAssistant } from "./music-assistant/simulated-music-assistant.js";
export type { MusicAssistantOptions } from "./music-assistant/music-assistant-options.js";
export type { SimulatedApi, SimulatedApiOptions } from "./music-assistant/api/simulated-api.js";
export type { MusicAssistantPlayer, QueueEntry } from "./music-assistant/player-view.js";
export { SimulatedMusicAssistantError, type MusicAssistantErrorCode } from "./music-assistant/music-assistant-error.js";
export { SERVER_PROFILES, type ServerProfile, type ServerVersion } from "./music-assistant/server-profile.js";
export { createAnnouncement, createTunes, type Tune } from "./music-assistant/tunes.js";
export type { Pcm } from "./listening/pcm.js";
export { locate, type Located, type LocateOptions } from "./listening/locate.js";
export type { Cut, ExpectedCut, HeardStretch, Segment, Verdict } from "./listening/verdict.js";
export type { KnownSource } from "./listening/source.js";
export { decodeWav, encodeWav } from "./listening/wav.js";
export { sineCheck, type SineVerdict } from "./listening/sine-check.js";
export { ListeningError, type ListeningErrorCode } from "./listening/listening-error.js";
export {
  createSkillCertificates,
  type SignatureHeaders,
  type SkillCertificates,
  type SkillCertificatesOptions,
} from "./certificates/skill-certificates.js";
export { createServerCertificate, type ServerCertificate } from "./certificates/server-certificate.js";
export { CertificateNotFoundError } from "./certificates/certificate-error.js";
export {
  createSimulatedAmazon,
  SimulatedAmazon,
  type SecureEndpoint,
  type SimulatedAmazonEndpoint,
  type SimulatedAmazonOptions,
} from "./amazon/simulated-amazon.js";
export { listedEcho } from "./amazon/listed-echo.js";
export type { AmazonEffects, DeviceFacts, DeviceMedia, SimulatedDevice } from "./amazon/simulated-device.js";
export type { AmazonFaults, FaultyPaths, StatusFault } from "./amazon/faults/faults.js";
export type { AmazonCall, CallLog } from "./amazon/call-log.js";
export { SimulatedCustomer, type CustomerOptions } from "./amazon/people/customer.js";
export type { BluetoothPartner, Notebook, Routine, Tone, Utterance } from "./amazon/people/notebook.js";
export type { PushedPlayerState } from "./amazon/push/payloads.js";
export { totp } from "./amazon/people/totp.js";
export { Person, type SeenPage } from "./amazon/people/person.js";
export { UnknownCustomerError, UnknownDeviceError } from "./amazon/amazon-error.js";
export type { GroupQuirks } from "./effects.js";
export type { Elsewhere, ForeignSound } from "./echo/elsewhere.js";
export { createStreet, type Street, type StreetOptions } from "./street.js";
export type { EchoButton, EchoOptions } from "./echo/echo-options.js";
export { SimulatedEcho } from "./echo/simulated-echo.js";
export type { EchoModelName } from "./echo/echo-models.js";
export type { Habits } from "./echo/habits.js";
export { ListeningRoom } from "./echo/listening-room.js";
export type { Stretch } from "./echo/heard.js";
export { SimulatedAlexa, type RegisteredSkill, type SkillExchange } from "./alexa/simulated-alexa.js";
export { MusicEcho, type MusicEchoParts, type NamedEntity, type PrefetchHabit } from "./alexa/music-echo.js";
export { MusicSpeakers, type SpokenMusicSkill } from "./alexa/music-speakers.js";
export { MusicLine, type MusicExchange, type MusicLineParts, type MusicSkillAddress } from "./alexa/music-line.js";
export { SimulatedSkillManagement } from "./skill-management/simulated-skill-management.js";
export type { SkillManagementFaults } from "./skill-management/skill-management-faults.js";
export type { SimulatedCatalog, SimulatedSkill } from "./skill-management/simulated-skill.js";
export {
  newNoiseKey,
  NoiseInitiator,
  type NoiseKey,
  type NoiseTransport,
} from "./music-assistant/noise/noise-initiator.js";
