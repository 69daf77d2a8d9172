import type { ApiPlayer } from "./api-player.js";

type Tell = (event: string, objectId: string, data: unknown) => void;

interface Told {
  readonly player: string;
  readonly queue: string;
  readonly items: string;
}

/** Tells clients what changed of players and queues, in the recorded order. The mere passing of time is no change. */
export class ChangeTeller {
  readonly #tell: Tell;
  readonly #told = new Map<ApiPlayer, Told>();

  constructor(tell: Tell) {
    this.#tell = tell;
  }

  /** Nobody is known any more: a restarted server begins anew. */
  forget(): void {
    this.#told.clear();
  }

  look(players: readonly ApiPlayer[]): void {
    for (const one of players) this.#lookAt(one);
  }

  #lookAt(one: ApiPlayer): void {
    const before = this.#told.get(one);
    const now = standing(one);
    this.#told.set(one, now);
    if (before === undefined) {
      this.#introduce(one);
      return;
    }
    if (now.items !== before.items) this.#tell("queue_items_updated", one.id, one.wireQueue());
    if (now.items !== before.items || now.queue !== before.queue) this.#tell("queue_updated", one.id, one.wireQueue());
    if (now.player !== before.player) this.#tell("player_updated", one.id, one.wirePlayer());
  }

  #introduce(one: ApiPlayer): void {
    this.#tell("player_added", one.id, one.wirePlayer());
    this.#tell("queue_updated", one.id, one.wireQueue());
    this.#tell("queue_added", one.id, one.wireQueue());
    this.#tell("player_updated", one.id, one.wirePlayer());
    this.#tell("player_config_updated", one.id, { player_id: one.id, provider: "universal_player", values: {} });
  }
}

function standing(one: ApiPlayer): Told {
  const { queue, state } = one.player.transport;
  const { volume, muted } = one.player.view();
  const { available } = one.player;
  const group = [one.leader?.id, ...one.members.map(({ id }) => id)];
  return {
    player: JSON.stringify([one.name, available, state, volume, muted, one.player.transport.item?.id, group]),
    queue: JSON.stringify([one.name, available, state, one.index, queue.shuffled, queue.repeat, one.leader?.id]),
    items: queue.items.map(({ id }) => id).join(),
  };
}
