import type { SimulatedPlayer } from "../simulated-player.js";
import type { QueueItem } from "../tune-queue.js";
import { imageOf, type SimulatedLibrary } from "./library.js";
import type { WireObject } from "./wire.js";

export interface ApiPlayerContext {
  readonly schema: number;
  readonly library: SimulatedLibrary;
  readonly epochSeconds: () => number;
}

const UNIVERSAL_SINCE_SCHEMA = 29;
const AUTOPLAY_SINCE_SCHEMA = 36;

/** One player as Music Assistant's API shows it, with its queue. Its sound is the Sendspin player's. */
export class ApiPlayer {
  readonly id: string;
  readonly player: SimulatedPlayer;
  readonly #context: ApiPlayerContext;
  /** The name that a person gave it in Music Assistant; it wins over the client's. */
  givenName: string | undefined;
  /** Whose group this player has joined. */
  leader: ApiPlayer | undefined;
  members: readonly ApiPlayer[] = [];

  constructor(player: SimulatedPlayer, context: ApiPlayerContext) {
    this.player = player;
    this.#context = context;
    // Up to 2.7 the Sendspin client is the player; later a universal player stands before it (reference 3.1, 3.2).
    this.id = context.schema < UNIVERSAL_SINCE_SCHEMA ? player.id : `up${player.id.toLowerCase().replace(/[:-]/g, "")}`;
  }

  get name(): string {
    return this.givenName ?? this.player.name;
  }

  /** The place that the queue shows: the one that presses of next have chosen, before the sound follows. */
  get index(): number | undefined {
    const { skip, queue } = this.player.transport;
    return queue.items.length === 0 ? undefined : (skip.chosen ?? queue.index);
  }

  wirePlayer(): WireObject {
    const { volume, muted } = this.player.view();
    const { player } = this;
    const isPlaying = player.transport.state === "playing";
    const isUniversal = this.id !== player.id;
    return {
      player_id: this.id,
      provider: isUniversal ? "universal_player" : "sendspin",
      type: "player",
      name: this.name,
      display_name: this.name,
      available: player.available,
      device_info: { model: "Echo", manufacturer: "Amazon", software_version: null, identifiers: {} },
      supported_features: ["set_members", "volume_set", "volume_mute"],
      playback_state: isPlaying ? "playing" : "idle",
      elapsed_time: isPlaying ? this.#elapsed() : null,
      elapsed_time_last_updated: isPlaying ? this.#context.epochSeconds() : null,
      powered: true,
      volume_level: volume,
      volume_muted: muted,
      group_members: this.members.length === 0 ? [] : [this.id, ...this.members.map(({ id }) => id)],
      static_group_members: [],
      can_group_with: [],
      synced_to: this.leader?.id ?? null,
      active_source: (this.leader ?? this).id,
      source_list: [
        {
          id: this.id,
          name: "Music Assistant Queue",
          passive: false,
          can_play_pause: true,
          can_seek: true,
          can_next_previous: true,
        },
      ],
      active_group: null,
      current_media: this.#currentMedia(),
      enabled: true,
      hide_in_ui: false,
      expose_to_ha: true,
      icon: "mdi-speaker",
      group_volume: volume,
      extra_attributes: {},
      power_control: "none",
      volume_control: player.id,
      mute_control: player.id,
      ...(isUniversal ? { output_protocols: [this.#output()] } : {}),
      active_output_protocol: isUniversal && isPlaying ? player.id : null,
      needs_setup: false,
    };
  }

  wireQueue(): WireObject {
    const { queue, state } = this.player.transport;
    const { schema } = this.#context;
    const { index } = this;
    const following = index === undefined ? undefined : queue.step(index, 1);
    const autoplay = schema < AUTOPLAY_SINCE_SCHEMA ? "dont_stop_the_music_enabled" : "autoplay_enabled";
    return {
      queue_id: this.id,
      active: this.leader === undefined,
      display_name: this.name,
      available: this.player.available,
      items: queue.items.length,
      shuffle_enabled: queue.shuffled,
      repeat_mode: queue.repeat,
      [autoplay]: false,
      current_index: index ?? null,
      index_in_buffer: index ?? null,
      elapsed_time: this.#elapsed(),
      elapsed_time_last_updated: this.#context.epochSeconds(),
      state: state === "playing" ? "playing" : "idle",
      current_item: index === undefined ? null : this.#wireItem(queue.items[index], index),
      next_item: following === undefined ? null : this.#wireItem(queue.items[following], following),
      flow_mode: state === "playing",
      resume_pos: 0,
      extra_attributes: {},
    };
  }

  wireItems(offset: number, limit: number): readonly (WireObject | null)[] {
    return this.player.transport.queue.items
      .slice(offset, offset + limit)
      .map((item, at) => this.#wireItem(item, offset + at));
  }

  #wireItem(item: QueueItem | undefined, index: number): WireObject | null {
    if (item === undefined) return null;
    const { library, schema } = this.#context;
    const track = library.track(item.tune);
    return {
      queue_id: this.id,
      queue_item_id: item.id,
      name: `${item.tune.artist} - ${item.tune.title}`,
      duration: item.tune.durationMs / 1_000,
      sort_index: index,
      index,
      streamdetails: null,
      media_item: library.wire(track, schema),
      image: imageOf(track, schema),
      available: true,
      extra_attributes: {},
    };
  }

  #currentMedia(): WireObject | null {
    const { item } = this.player.transport;
    if (item === undefined) return null;
    const { title, artist, album, durationMs } = item.tune;
    return {
      uri: `library://track/${this.#context.library.track(item.tune).id}`,
      media_type: "track",
      title,
      artist,
      album,
      image_url: null,
      duration: durationMs / 1_000,
      source_id: this.id,
      queue_item_id: item.id,
      custom_data: null,
      elapsed_time: this.#elapsed(),
      elapsed_time_last_updated: this.#context.epochSeconds(),
    };
  }

  #output(): WireObject {
    return {
      output_protocol_id: this.player.id,
      name: "Sendspin",
      protocol_domain: "sendspin",
      is_native: false,
      priority: 10,
      available: this.player.available,
    };
  }

  /** Whole seconds, as the real server tells them (reference 1.11). */
  #elapsed(): number {
    const { skip, positionMs } = this.player.transport;
    return skip.isWaiting ? 0 : Math.floor(positionMs / 1_000);
  }
}
