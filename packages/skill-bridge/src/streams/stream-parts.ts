import type { AudioSource, Clock, Logger, PlayerControl, PlayerId, PlayId } from "../ports.js";
import type { EncoderPool } from "./mp3/encoder-pool.js";
import type { BitrateKbps } from "./mp3/format.js";
import type { LeadSettings } from "./response-clock.js";

/** How streams are made. */
export interface StreamSettings extends LeadSettings {
  readonly bitrateKbps: BitrateKbps;
}

/** What one player's stream needs. */
export interface EchoStreamParts {
  readonly playerId: PlayerId;
  readonly source: AudioSource;
  readonly control: Pick<PlayerControl, "report">;
  readonly pool: EncoderPool;
  readonly silence: Uint8Array;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly settings: StreamSettings;
}

/** What a GET asks for. */
export interface StreamRequest {
  readonly playId: PlayId;
  readonly afterGeneration?: number | undefined;
}
