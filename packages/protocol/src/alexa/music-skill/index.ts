/** Music skill: what Alexa directs, what the skill answers, and what it uploads to be found by name. */
export {
  musicAnswer,
  checkMusicAnswer,
  type AnswerName,
  type MusicAnswer,
  type MusicAnswerEnvelope,
} from "./answer.js";
export { CATALOG_USAGES, CatalogSchema, type Catalog, type CatalogType } from "./catalog.js";
export {
  parseMusicMessage,
  readDirective,
  type DirectiveName,
  type DirectivePayload,
  type MusicDirective,
  type MusicMessage,
} from "./directive.js";
export { type ErrorPayload, type MusicErrorType } from "./error.js";
export { type SkillEvent } from "./events.js";
export { type Filters, type Header, type RequestContext } from "./header.js";
export { type Item, type PlaybackMethod, type QueueControl } from "./item.js";
export { MusicManifestSchema, type MusicInterface, type MusicManifest } from "./manifest.js";
export { type Art, type Content, type Metadata, type Name } from "./metadata.js";
export { type PlaybackModes } from "./playback.js";
export {
  parseMusicAnswer,
  type ReadAnswer,
  type ReadContent,
  type ReadItem,
  type ReadPlaybackMethod,
} from "./reading.js";
export { type ItemReference } from "./reference.js";
export { type Attribute } from "./search.js";
export { skillKind } from "./skill-kind.js";
