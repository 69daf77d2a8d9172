import type { Tune } from "../tunes.js";
import type { ApiPlayer } from "./api-player.js";
import { playerOf, queueOf, type ApiHouse, type Command } from "./house.js";
import { ApiRefusal, numberOr, required, type WireObject } from "./wire.js";

/** `player_queues/*` (reference 4.7). */
export const QUEUE_COMMANDS: Readonly<Record<string, Command>> = {
  "player_queues/all": (_args, { players }) => players().map((one) => one.wireQueue()),
  "player_queues/get": (args, { players }) => {
    const id = required(args, "queue_id", "string");
    return (
      players()
        .find((one) => one.id === id)
        ?.wireQueue() ?? null
    );
  },
  "player_queues/get_active_queue": (args, house) => {
    const one = playerOf(args, house);
    return (one.leader ?? one).wireQueue();
  },
  "player_queues/items": (args, house) =>
    queueOf(args, house).wireItems(numberOr(args, "offset", 0), numberOr(args, "limit", 500)),
  "player_queues/play": steer(resume),
  "player_queues/resume": steer(resume),
  "player_queues/pause": steer(({ player }) => {
    player.transport.halt("paused");
  }),
  "player_queues/stop": steer(({ player }) => {
    player.transport.halt("idle");
  }),
  "player_queues/play_pause": steer((one) => {
    if (one.player.transport.state === "playing") one.player.transport.halt("paused");
    else resume(one);
  }),
  "player_queues/next": steer(({ player }) => {
    player.transport.press(1);
  }),
  "player_queues/previous": steer(({ player }) => {
    player.transport.press(-1);
  }),
  "player_queues/seek": steer((one, args, { tell }) => {
    const seconds = required(args, "position", "number");
    const { item } = one.player.transport;
    if (item === undefined) throw new ApiRefusal(8, "Queue is empty");
    if (seconds < 0 || seconds * 1_000 >= item.tune.durationMs)
      throw new ApiRefusal(12, "Can not seek beyond the duration of the item.");
    one.player.transport.seek(seconds * 1_000);
    tell("queue_time_updated", one.id, seconds);
  }),
  "player_queues/play_index": steer(({ player }, args) => {
    const { queue } = player.transport;
    const { index } = args;
    const place = typeof index === "number" ? index : queue.items.findIndex(({ id }) => id === index);
    if (place < 0 || place >= queue.items.length) throw new ApiRefusal(2, `Item ${String(index)} not found in queue`);
    queue.moveTo(place);
    player.transport.playCurrent();
  }),
  "player_queues/play_media": steer(playMedia),
  "player_queues/shuffle": steer(({ player }, args) => {
    player.setShuffle(required(args, "shuffle_enabled", "boolean"));
  }),
  "player_queues/repeat": steer(({ player }, args) => {
    const mode = required(args, "repeat_mode", "string");
    if (mode !== "off" && mode !== "one" && mode !== "all")
      throw new ApiRefusal(999, `'${mode}' is not a valid RepeatMode`);
    player.setRepeat(mode);
  }),
  "player_queues/clear": steer(({ player }) => {
    player.transport.halt("idle");
    player.transport.queue.remove(() => true);
  }),
  "player_queues/delete_item": steer((one, args) => {
    const { item_id_or_index: which } = args;
    const { queue } = one.player.transport;
    const place = typeof which === "number" ? which : queue.items.findIndex(({ id }) => id === which);
    refuseIfLoaded(one, place);
    queue.remove((_item, index) => index === place);
  }),
  "player_queues/move_item": steer((one, args) => {
    const id = required(args, "queue_item_id", "string");
    const shift = numberOr(args, "pos_shift", 1);
    const { queue } = one.player.transport;
    const place = queue.items.findIndex((item) => item.id === id);
    refuseIfLoaded(one, place);
    // 0 makes it the next one.
    queue.move(id, shift === 0 ? queue.index + 1 : Math.max(queue.index + 1, place + shift));
  }),
  "player_queues/transfer": transfer,
};

function steer(task: (one: ApiPlayer, args: WireObject, house: ApiHouse) => void): Command {
  return (args, house) => {
    const one = queueOf(args, house);
    if (!one.player.available) throw new ApiRefusal(10, `Player ${one.name} is not available`);
    task(one, args, house);
    house.tellChanges();
    return null;
  };
}

function resume({ player }: ApiPlayer): void {
  if (player.transport.queue.current === undefined) throw new ApiRefusal(8, "Queue is empty");
  player.transport.resume();
}

/** An item that sounds or has sounded cannot be moved or taken out. */
function refuseIfLoaded({ player }: ApiPlayer, place: number): void {
  if (place < 0) throw new ApiRefusal(2, "Item not found in queue");
  if (place <= player.transport.queue.index) throw new ApiRefusal(12, "Item is already played or buffered");
}

function playMedia(one: ApiPlayer, args: WireObject, house: ApiHouse): void {
  const tunes = mediaOf(args["media"]).flatMap((uri) => house.library.find(uri).tunes);
  if (tunes.length === 0) throw new ApiRefusal(2, "No playable items found");
  const { transport } = one.player;
  const { queue } = transport;
  const isEmpty = queue.items.length === 0;
  switch (args["option"] ?? "replace") {
    case "add":
      queue.insert(tunes, queue.items.length);
      break;
    case "next":
      queue.insert(tunes, isEmpty ? 0 : queue.index + 1);
      break;
    case "replace_next":
      queue.remove((_item, index) => index > queue.index);
      queue.insert(tunes, queue.items.length);
      break;
    case "play":
      queue.insert(tunes, isEmpty ? 0 : queue.index + 1);
      if (!isEmpty) queue.moveTo(queue.index + 1);
      transport.playCurrent();
      break;
    default:
      replace(one, tunes, startOf(args, house), house);
  }
}

/** The old queue is told empty before the new one is told (recorded order). */
function replace({ player }: ApiPlayer, tunes: readonly Tune[], start: Tune | undefined, house: ApiHouse): void {
  const { transport } = player;
  transport.queue.remove(() => true);
  house.tellChanges();
  transport.queue.replace(tunes);
  const place = start === undefined ? 0 : transport.queue.items.findIndex(({ tune }) => tune === start);
  transport.queue.moveTo(Math.max(0, place));
  house.tellChanges();
  transport.playCurrent();
}

function startOf(args: WireObject, { library }: ApiHouse): Tune | undefined {
  const start = args["start_item"];
  return typeof start === "string" && start.includes("://") ? library.find(start).tunes[0] : undefined;
}

function mediaOf(media: unknown): readonly string[] {
  const list: readonly unknown[] = Array.isArray(media) ? media : [media];
  return list.map((one) => {
    const uri = typeof one === "object" && one !== null && "uri" in one ? one.uri : one;
    if (typeof uri === "string") return uri;
    throw new ApiRefusal(999, '"`media` is required."');
  });
}

function transfer(args: WireObject, house: ApiHouse): unknown {
  const from = queueOf(args, house, "source_queue_id");
  const to = queueOf(args, house, "target_queue_id");
  const { queue, state, positionMs } = from.player.transport;
  const plays = args["auto_play"] === true || (args["auto_play"] !== false && state === "playing");
  const target = to.player.transport;
  target.queue.replace(queue.items.map(({ tune }) => tune));
  target.queue.moveTo(queue.index);
  target.queue.repeat = queue.repeat;
  from.player.transport.halt("idle");
  queue.remove(() => true);
  if (plays) target.playCurrent();
  target.seek(Math.floor(positionMs / 1_000) * 1_000);
  house.tellChanges();
  return null;
}
