import type { ControllerArguments } from "../music-assistant/sendspin/controller.js";

import type { PlaybackWish } from "./neighbours.js";

/** A command of Music Assistant's controller. */
export interface ControllerWish {
  readonly name: string;
  readonly args: ControllerArguments;
}

const CANDIDATES: Readonly<Record<PlaybackWish, readonly ControllerWish[]>> = {
  play: [{ name: "play", args: {} }],
  pause: [
    { name: "pause", args: {} },
    { name: "stop", args: {} },
  ],
  stop: [
    { name: "stop", args: {} },
    { name: "pause", args: {} },
  ],
  next: [{ name: "next", args: {} }],
  previous: [{ name: "previous", args: {} }],
  // "previous" restarts the track when it is five seconds in (Sendspin reference 1.8).
  startOver: [
    { name: "seek", args: { positionMs: 0 } },
    { name: "previous", args: {} },
  ],
};

/** How a wish is said to a controller that offers `commands`; undefined when it cannot be said. */
export function controllerWish(wish: PlaybackWish, commands: readonly string[]): ControllerWish | undefined {
  return CANDIDATES[wish].find(({ name }) => commands.includes(name));
}
