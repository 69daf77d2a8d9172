import type { Clock, Logger } from "../ports.js";
import type { HandOffs } from "./hand-offs.js";
import type { MetadataWriter } from "./metadata.js";
import type {
  BearerCheck,
  Catalogue,
  EntityBook,
  ItemAudio,
  MusicPlayers,
  PlayQueues,
  QueueSteering,
} from "./ports.js";
import type { QueueBook } from "./queue-book.js";

/** Everything that the handlers of directives know. */
export interface MusicHouse {
  readonly queues: PlayQueues;
  readonly steering: QueueSteering;
  readonly catalogue: Catalogue;
  readonly entities: EntityBook;
  readonly audio: ItemAudio;
  readonly players: MusicPlayers;
  readonly bearer: BearerCheck;
  readonly book: QueueBook;
  readonly handOffs: HandOffs;
  readonly metadata: MetadataWriter;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** What is to be done once Alexa has her answer: nothing that takes time may stand before it. */
export type Afterwards = (task: () => void) => void;

/** One directive being answered. */
export interface Visit<Payload> {
  readonly house: MusicHouse;
  readonly payload: Payload;
  readonly afterwards: Afterwards;
}
