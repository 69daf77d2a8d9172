import {
  announcementNode,
  parallel,
  sequence,
  skillLaunchNode,
  speakNode,
  stopNode,
  textCommandNode,
  volumeNode,
} from "@ma-alexa/protocol/amazon";
import type { SequenceNode, SequenceTarget } from "@ma-alexa/protocol/amazon";
import type { EchoDevice } from "../devices/echo-device.js";
import type { Command } from "./command.js";

/** A device with its owner, who is not always the account's. */
export interface Addressee {
  readonly device: EchoDevice;
  readonly customerId: string;
}

/** One command together with the device it is for, and the others that it reaches. */
export interface AddressedCommand extends Addressee {
  readonly command: Command;
  readonly others?: readonly Addressee[];
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

function buildNode({ command, others = [], ...addressee }: AddressedCommand): SequenceNode {
  const target = targetOf(addressee);
  switch (command.kind) {
    case "volume":
      return volumeNode(target, command.level);
    case "stop":
      return stopNode(target);
    case "launch":
      return skillLaunchNode(target, command.skillId);
    case "text":
      return textCommandNode(target, command.text);
    case "speech":
      return speakNode(target, command.text);
    case "announcement":
      return announcementNode(command, target, ...others.map(targetOf));
  }
}

function targetOf({ device, customerId }: Addressee): SequenceTarget {
  return { deviceType: device.deviceType, deviceSerialNumber: device.serial, customerId, locale: device.locale };
}
