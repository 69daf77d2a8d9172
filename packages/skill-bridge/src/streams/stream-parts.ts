import type { AudioSource, BlockStore, Clock, Logger, PlayerControl, PlayerId, PlayId } from "../ports.js";
import type { EncoderPool } from "./mp3/encoder-pool.js";
import type { BitrateKbps } from "./mp3/format.js";
import type { LeadSettings } from "./response-clock.js";
import type { ByteRange } from "./sink.js";

/** How streams are made. */
export interface StreamSettings extends LeadSettings {
  readonly bitrateKbps: BitrateKbps;
  /** Bytes that decoders skip are sent while the next item is waited for. */
  readonly padsWaitingItems?: boolean;
}

/** What one player's stream needs. */
export interface EchoStreamParts {
  readonly playerId: PlayerId;
  readonly source: AudioSource;
  readonly control: Pick<PlayerControl, "report" | "view" | "wish">;
  readonly pool: EncoderPool;
  /** One frame of encoded silence at a bit rate. */
  readonly silence: (bitrateKbps: BitrateKbps) => Uint8Array;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Where the older bytes of long items go; without it they are forgotten. */
  readonly blocks?: BlockStore | undefined;
  /** As they are now; a generation and a response keep those that they began with. */
  readonly settings: () => StreamSettings;
}

/** What a GET asks for. */
export interface StreamRequest {
  readonly playId: PlayId;
  readonly afterGeneration?: number | undefined;
  /** It is one item's address (per-track): `playId` names the item. */
  readonly isItem?: boolean | undefined;
  readonly range?: ByteRange | undefined;
}
