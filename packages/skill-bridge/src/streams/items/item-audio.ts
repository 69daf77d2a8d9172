import type { PlaybackFact, TrackMark } from "../../ports.js";
import type { Frame } from "../frame-ring.js";
import type { AnswerHead, Sink } from "../sink.js";
import type { StreamCodec } from "../stream-codec.js";
import type { EchoStreamParts } from "../stream-parts.js";
import { ItemDesk, type ItemRequest } from "./item-desk.js";
import type { ItemResponse } from "./item-response.js";
import { ItemShelf } from "./item-shelf.js";
import { itemStorage } from "./item-storage.js";

/** What one player's items are made of. */
export interface ItemAudioParts extends Pick<
  EchoStreamParts,
  "playerId" | "control" | "clock" | "settings" | "logger" | "blocks"
> {
  /** Of the newest generation. */
  readonly codec: () => StreamCodec;
  /** What is still kept of the newest generation. */
  readonly kept: () => readonly Frame[];
}

/** One player's audio item by item. Nothing is kept before somebody has an item's address, and then from what the stream still has. */
export class ItemAudio {
  readonly #parts: ItemAudioParts;
  /** Of the newest generation, by id. */
  readonly #marks = new Map<number, TrackMark>();
  #shelf: ItemShelf | undefined;
  #desk: ItemDesk | undefined;

  constructor(parts: ItemAudioParts) {
    this.#parts = parts;
  }

  generation(): void {
    this.#marks.clear();
    this.#shelf?.generation(this.#parts.codec());
  }

  mark(mark: TrackMark): void {
    this.#marks.set(mark.id, mark);
    this.#shelf?.mark(mark);
  }

  take(frames: readonly Frame[]): void {
    if (this.#shelf === undefined) return;
    for (const frame of frames) this.#shelf.frame(frame);
  }

  end(isNatural: boolean): void {
    this.#shelf?.end(isNatural);
  }

  /** Its bytes are kept from now on. */
  get isKept(): boolean {
    return this.#shelf !== undefined;
  }

  /** Writes what may be written of every response. */
  pump(): void {
    this.#desk?.pump();
  }

  /** Which item of Music Assistant's queue an item is. */
  bind(item: string, queueItemId: string): void {
    this.#items().bind(item, queueItemId);
  }

  /**
   * A directive has led to this item, so that its fetch is no wish. `isToCome`: Music Assistant is being told to begin it, and what is
   * here already is not its audio.
   */
  expect(item: string, isToCome: boolean): void {
    this.#handing().expect(item);
    if (isToCome) this.#items().awaits(item);
  }

  open(request: ItemRequest, sink: Sink): void {
    this.#handing().open(request, sink);
  }

  /** As `ItemDesk.release`. */
  release(item: string): Sink[] {
    return this.#desk?.release(item) ?? [];
  }

  headOf(request: ItemRequest): AnswerHead {
    return this.#handing().headOf(request);
  }

  hear(fact: PlaybackFact): void {
    this.#desk?.hear(fact);
  }

  /** Ends every running response. */
  silence(): void {
    this.#desk?.silence();
  }

  stop(): void {
    this.#desk?.stop();
    this.#shelf?.stop();
  }

  /** The response that is heard, while one runs. */
  get primary(): ItemResponse | undefined {
    return this.#desk?.primary;
  }

  /** MA's timestamp of what sounds of the last item that was heard, server µs. */
  soundingUs(): number | undefined {
    return this.#desk?.soundingUs();
  }

  #items(): ItemShelf {
    if (this.#shelf !== undefined) return this.#shelf;
    const shelf = new ItemShelf(itemStorage(this.#parts));
    this.#shelf = shelf;
    shelf.generation(this.#parts.codec());
    for (const mark of this.#marks.values()) shelf.mark(mark);
    this.take(this.#parts.kept());
    return shelf;
  }

  #handing(): ItemDesk {
    const { clock, settings, control, playerId, codec } = this.#parts;
    this.#desk ??= new ItemDesk({
      shelf: this.#items(),
      clock,
      lead: settings,
      pads: () => settings().padsWaitingItems === true,
      codec,
      isStreaming: () => control.view(playerId)?.streaming === true,
      report: (fact) => {
        control.report(playerId, fact);
      },
      wish: (wish) => {
        control.wish(playerId, wish);
      },
    });
    return this.#desk;
  }
}
