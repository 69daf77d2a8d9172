import type { PlayerCommand as WirePlayerCommand } from "@ma-alexa/protocol/sendspin";

import type { PlayerCommand } from "./events.js";
import type { PlayerReport } from "./player-report.js";

/** What the server asks of the player, or undefined for a command of a newer server. */
export function playerCommandOf(wire: WirePlayerCommand): PlayerCommand | undefined {
  switch (wire.command) {
    case "volume":
      return { kind: "volume", volume: wire.volume };
    case "mute":
      return { kind: "mute", muted: wire.mute };
    case "set_static_delay":
      return { kind: "delay", delayMs: wire.static_delay_ms };
    case "set_output_delay":
      return { kind: "delay", delayMs: wire.output_delay_ms };
    case "unknown":
      return undefined;
  }
}

/** What our report says once the command is obeyed; without this echo Music Assistant's slider jumps back. */
export function reportAfter(command: PlayerCommand): Partial<PlayerReport> {
  switch (command.kind) {
    case "volume":
      return { volume: command.volume };
    case "mute":
      return { muted: command.muted };
    case "delay":
      return { staticDelayMs: command.delayMs };
  }
}
