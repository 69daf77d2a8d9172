import { isStereoPair } from "../amazon/devices/device-types.js";
import type { EchoDevice } from "../amazon/devices/echo-device.js";

/** A group of speakers, which nothing starts but the hand-off to a music skill (Amazon reference 11). */
export function isStartedByHandOff({ kind, deviceType, members = [] }: EchoDevice): boolean {
  return kind === "group" && !isStereoPair(deviceType) && members.length > 0;
}

/** The device as it can be used: a group is playable as soon as there is a music skill to hand its queue to. */
export function asStartable(device: EchoDevice, canHandOff: boolean): EchoDevice {
  if (!canHandOff || !isStartedByHandOff(device)) return device;
  return { ...withoutReason(device), playable: true };
}

function withoutReason(device: EchoDevice): EchoDevice {
  const copy: { -readonly [Key in keyof EchoDevice]: EchoDevice[Key] } = { ...device };
  delete copy.reason;
  return copy;
}
