import { playerOf, type ApiHouse, type Command } from "./house.js";
import type { ApiPlayer } from "./api-player.js";
import { ApiRefusal, required } from "./wire.js";

/** `players/*` and the settings of players (reference 4.7). */
export const PLAYER_COMMANDS: Readonly<Record<string, Command>> = {
  "players/all": (args, { players }) => {
    const isWanted = args["return_unavailable"] === false ? (one: ApiPlayer) => one.player.available : () => true;
    return players()
      .filter(isWanted)
      .map((one) => one.wirePlayer());
  },
  "players/get": (args, { players }) => {
    const id = required(args, "player_id", "string");
    return (
      players()
        .find((one) => one.id === id)
        ?.wirePlayer() ?? null
    );
  },
  "players/get_by_name": (args, { players }) => {
    const name = required(args, "name", "string");
    return (
      players()
        .find((one) => one.name === name)
        ?.wirePlayer() ?? null
    );
  },
  "players/cmd/play": act(({ player }) => {
    if (player.transport.queue.current === undefined) throw new ApiRefusal(8, "Queue is empty");
    player.transport.resume();
  }),
  "players/cmd/pause": act(({ player }) => {
    player.transport.halt("paused");
  }),
  "players/cmd/stop": act(({ player }) => {
    player.transport.halt("idle");
  }),
  "players/cmd/next": act(({ player }) => {
    player.transport.press(1);
  }),
  "players/cmd/previous": act(({ player }) => {
    player.transport.press(-1);
  }),
  "players/cmd/volume_set": (args, house) => {
    const { player } = reach(playerOf(args, house));
    player.setVolume(required(args, "volume_level", "number"));
    return null;
  },
  "players/cmd/volume_mute": (args, house) => {
    reach(playerOf(args, house)).player.setMuted(required(args, "muted", "boolean"));
    return null;
  },
  "players/cmd/play_announcement": act(({ player }, args) => {
    const level = args["volume_level"];
    player.announce(typeof level === "number" ? level : 60);
  }),
  "players/cmd/set_members": (args, house) => {
    const leader = playerOf(args, house, "target_player");
    const named = (key: string): ApiPlayer[] => house.players().filter(({ id }) => listOf(args[key]).includes(id));
    for (const member of named("player_ids_to_remove")) leave(member);
    for (const member of named("player_ids_to_add")) join(member, leader);
    house.tellChanges();
    return null;
  },
  "players/cmd/ungroup": (args, house) => {
    leave(playerOf(args, house));
    house.tellChanges();
    return null;
  },
  "config/players/get_value": (args, { settings }) =>
    settings.get(`${required(args, "player_id", "string")} ${required(args, "key", "string")}`) ?? null,
  "config/players/save": saveSettings,
};

function act(task: (one: ApiPlayer, args: Parameters<Command>[0]) => void): Command {
  return (args, house) => {
    task(reach(playerOf(args, house)), args);
    house.tellChanges();
    return null;
  };
}

function reach(one: ApiPlayer): ApiPlayer {
  if (one.player.available) return one;
  throw new ApiRefusal(10, `Player ${one.name} is not available`);
}

function join(member: ApiPlayer, leader: ApiPlayer): void {
  if (member === leader) return;
  leave(member);
  member.player.transport.halt("idle");
  member.leader = leader;
  leader.members = [...leader.members, member];
}

function leave(member: ApiPlayer): void {
  const { leader } = member;
  if (leader === undefined) return;
  leader.members = leader.members.filter((one) => one !== member);
  member.leader = undefined;
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function saveSettings(args: Parameters<Command>[0], house: ApiHouse): unknown {
  const one = playerOf(args, house);
  for (const [key, value] of Object.entries(args["values"] ?? {})) {
    house.settings.set(`${one.id} ${key}`, value);
    if (key === "name") one.givenName = typeof value === "string" && value !== "" ? value : undefined;
  }
  const config = { player_id: one.id, provider: "universal_player", name: one.givenName ?? null, values: {} };
  house.tell("player_config_updated", one.id, config);
  house.tellChanges();
  return config;
}
