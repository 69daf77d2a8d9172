/** One item of Music Assistant's queue, as the timeline needs it. */
export interface QueuedItem {
  /** `queue_item_id`. */
  readonly itemId: string;
  readonly title?: string;
  /** Whole seconds rounded down, in ms; absent when unknown or live. */
  readonly durationMs?: number;
}

/** What Music Assistant's API says about a player's queue (`queue_updated`, `queue_items_updated`). */
export interface QueueKnowledge {
  /** The item that sounds by Music Assistant's clock. */
  readonly current?: QueuedItem;
  /** What follows it. */
  readonly next?: QueuedItem;
  /** Nothing follows the current item. */
  readonly isLast: boolean;
}
