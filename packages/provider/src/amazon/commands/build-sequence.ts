import { parallel, sequence, skillLaunchNode, stopNode, textCommandNode, volumeNode } from "@ma-alexa/protocol/amazon";
import type { SequenceNode } from "@ma-alexa/protocol/amazon";
import type { EchoDevice } from "../devices/echo-device.js";
import type { Command } from "./command.js";

/** One command together with the device it is for. */
export interface AddressedCommand {
  readonly command: Command;
  readonly device: EchoDevice;
  /** The device's owner, who is not always the account's. */
  readonly customerId: string;
}

/**
 * The sequence that carries the commands: one node, or all of them side by side. Made by ourselves, since the library
 * would speak German to every device and write its texts in lower case (Amazon reference 0.9).
 */
export function buildSequence(addressed: readonly AddressedCommand[]): object {
  const nodes = addressed.map(buildNode);
  const [only] = nodes;
  return sequence(nodes.length === 1 && only !== undefined ? only : parallel(nodes));
}

function buildNode({ command, device, customerId }: AddressedCommand): SequenceNode {
  const target = {
    deviceType: device.deviceType,
    deviceSerialNumber: device.serial,
    customerId,
    locale: device.locale,
  };
  switch (command.kind) {
    case "volume":
      return volumeNode(target, command.level);
    case "stop":
      return stopNode(target);
    case "launch":
      return skillLaunchNode(target, command.skillId);
    case "text":
      return textCommandNode(target, command.text);
  }
}
