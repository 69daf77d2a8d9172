/** Music Assistant's own API at `/ws`: what a client and the server say to each other. */
export {
  encodeApiCommand,
  parseApiCommand,
  parseApiMessage,
  ServerInfoSchema,
  type ApiCommand,
  type ApiEvent,
  type ApiMessage,
  type KnownApiEvent,
  type ServerInfo,
} from "./message.js";
export { apiErrorNumber, type ApiErrorCode } from "./error-code.js";
export {
  AuthenticatedSchema,
  LoginResultSchema,
  LongLivedTokenSchema,
  type Authenticated,
  type LoginResult,
} from "./auth.js";
export { imageProxyPath, MediaImageSchema, sizedImagePath, type MediaImage } from "./image.js";
export {
  MediaItemSchema,
  MediaItemsSchema,
  MediaTypeSchema,
  SearchResultsSchema,
  thumbnailOf,
  type MediaItem,
  type MediaType,
  type SearchResults,
} from "./media.js";
export { PlayerSchema, PlayersSchema, type Player } from "./player.js";
export {
  PlaybackStateSchema,
  PlayerQueueSchema,
  PlayerQueuesSchema,
  QueueItemSchema,
  QueueItemsSchema,
  RepeatModeSchema,
  type PlaybackState,
  type PlayerQueue,
  type QueueItem,
  type RepeatMode,
} from "./queue.js";
