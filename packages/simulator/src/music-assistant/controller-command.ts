import type { ControllerCommand } from "@ma-alexa/protocol/sendspin";
import type { Transport } from "./transport.js";

/** What a remote can do to a player. */
interface Controllable {
  readonly transport: Pick<Transport, "resume" | "halt" | "press" | "seek" | "positionMs" | "item">;
  setVolume(level: number): void;
  setMuted(muted: boolean): void;
  setRepeat(mode: "off" | "one" | "all"): void;
  setShuffle(isShuffled: boolean): void;
}

/** Does what a client asked with `client/command`; the caller has checked that the command is offered. */
export function obeyController(player: Controllable, asked: ControllerCommand): void {
  const { transport } = player;
  switch (asked.command) {
    case "play":
      transport.resume();
      return;
    case "pause":
      transport.halt("paused");
      return;
    case "stop":
      transport.halt("idle");
      return;
    case "next":
      transport.press(1);
      return;
    case "previous":
      transport.press(-1);
      return;
    case "seek":
      seek(player, asked.position_ms);
      return;
    case "seek_relative":
      seek(player, transport.positionMs + asked.offset_ms);
      return;
    case "volume":
      player.setVolume(asked.volume);
      return;
    case "mute":
      player.setMuted(asked.mute);
      return;
    case "repeat_off":
      player.setRepeat("off");
      return;
    case "repeat_one":
      player.setRepeat("one");
      return;
    case "repeat_all":
      player.setRepeat("all");
      return;
    case "shuffle":
      player.setShuffle(true);
      return;
    case "unshuffle":
      player.setShuffle(false);
      return;
    // A player on its own has no other group to switch to.
    case "switch":
    case "unknown":
      return;
  }
}

/** Music Assistant seeks to whole seconds and clamps (Sendspin reference 1.4). */
function seek({ transport }: Controllable, positionMs: number): void {
  const lastMs = (transport.item?.tune.durationMs ?? 0) - 1_000;
  transport.seek(Math.floor(Math.min(Math.max(0, positionMs), lastMs) / 1_000) * 1_000);
}
