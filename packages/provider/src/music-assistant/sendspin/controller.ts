import { parse } from "@ma-alexa/protocol";
import { ControllerCommandSchema } from "@ma-alexa/protocol/sendspin";
import type { ControllerCommand, ControllerState } from "@ma-alexa/protocol/sendspin";

/** What the server lets us ask for, and the volume of the group. */
export interface ControllerView {
  /** Free words: servers add some, and clients with a closed list lost the whole state (Sendspin reference 1.4). */
  readonly commands: readonly string[];
  readonly volume?: number;
  readonly muted?: boolean;
}

/** What some commands need: `seek` a position, `seek_relative` an offset, `volume` a level (0–100), `mute` a boolean. */
export interface ControllerArguments {
  readonly positionMs?: number;
  readonly offsetMs?: number;
  readonly volume?: number;
  readonly muted?: boolean;
}

/** Before the server has said anything, nothing may be asked for. */
export const noController: ControllerView = { commands: [] };

/** The view after `delta`, in which an absent key is unchanged; null takes the controller role away. */
export function withController(view: ControllerView, delta: ControllerState | null): ControllerView {
  if (delta === null) return noController;
  const volume = delta.volume === undefined ? view.volume : (delta.volume ?? undefined);
  const muted = delta.muted === undefined ? view.muted : (delta.muted ?? undefined);
  return {
    commands: delta.supported_commands ?? view.commands,
    ...(volume === undefined ? {} : { volume }),
    ...(muted === undefined ? {} : { muted }),
  };
}

/** Music Assistant holds the player; the library's own bare list is volume, mute and switch (reference 1.11). */
export function offersPlay(view: ControllerView): boolean {
  return view.commands.includes("play");
}

/**
 * The controller object that asks for `name`, or undefined for a word that this dialect does not have. Throws
 * WireError when an argument that the command needs is missing or out of range.
 */
export function controllerCommand(name: string, args: ControllerArguments): ControllerCommand | undefined {
  const wish = {
    command: name,
    position_ms: rounded(args.positionMs),
    offset_ms: rounded(args.offsetMs),
    volume: rounded(args.volume),
    mute: args.muted,
  };
  const needed = Object.fromEntries(Object.entries(wish).filter(([, value]) => value !== undefined));
  const command = parse(ControllerCommandSchema, needed, `The controller command ${name}`);
  return command.command === "unknown" ? undefined : command;
}

function rounded(value: number | undefined): number | undefined {
  return value === undefined ? undefined : Math.round(value);
}
