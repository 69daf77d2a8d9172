import type { Clock, PlayId } from "../ports.js";
import type { FrameRing } from "./frame-ring.js";
import type { LeadSettings } from "./response-clock.js";
import type { Sink } from "./sink.js";
import type { StreamCodec } from "./stream-codec.js";

/** What a response reads of its player's stream. */
export interface StreamView {
  readonly ring: FrameRing;
  /** Of the newest generation. */
  readonly codec: StreamCodec;
  /** The newest generation; 0 before the first. */
  readonly generation: number;
  /** The newest generation is to be heard after all of the one before, which ended naturally; otherwise it replaces it. */
  readonly isAppended: boolean;
  /** How the newest generation ended, once all of its frames are in the ring. */
  readonly ended: "no" | "natural" | "void";
  /** House time at which audio last came: into the encoder, unasked out of it, or with the beginning of a generation. */
  readonly lastAudioMs: number;
  /** MA's present, server µs. */
  presentUs(): number | undefined;
  /** Brings out what the encoder still holds; false when it holds nothing. */
  flush(): boolean;
}

/** Why a response ended by itself. */
export type ResponseEnd = "played" | "starved" | "closed" | "silenced" | "recoded";

/** Everything a response needs. */
export interface ResponseParts {
  readonly playId: PlayId;
  readonly sink: Sink;
  readonly stream: StreamView;
  readonly clock: Clock;
  readonly lead: LeadSettings;
  /** Told once. */
  readonly onEnd: (why: ResponseEnd) => void;
}
