import type { Device } from "@ma-alexa/protocol/amazon";
import { isAppType, isGroupType, modelName } from "./device-types.js";
import type { EchoDevice, EchoKind } from "./echo-device.js";

const DISPLAY_FAMILIES = new Set(["KNIGHT", "ROOK"]);
const SPEAKER_FAMILIES = new Set(["ECHO"]);

/** The entry as a device of ours; `locale` is the one of the device's preferences. */
export function describeDevice(device: Device, locale: string): EchoDevice {
  const kind = kindOf(device);
  const reason = whyNotPlayable(device, kind);
  return {
    serial: device.serialNumber,
    name: device.accountName,
    family: device.deviceFamily,
    deviceType: device.deviceType,
    model: modelName(device.deviceType, device.deviceFamily),
    locale,
    online: device.online,
    kind,
    playable: reason === undefined,
    ...(reason === undefined ? {} : { reason }),
  };
}

function kindOf(device: Device): EchoKind {
  const isGroup = device.deviceFamily === "WHA" || isGroupType(device.deviceType);
  if (isGroup || device.clusterMembers.length > 0) return "group";
  if (DISPLAY_FAMILIES.has(device.deviceFamily)) return "display";
  return SPEAKER_FAMILIES.has(device.deviceFamily) ? "speaker" : "other";
}

function whyNotPlayable(device: Device, kind: EchoKind): string | undefined {
  if (kind === "group") return "Alexa groups cannot be started yet";
  if (isAppType(device.deviceType)) return "This is the Alexa app on a phone";
  // The schema repairs a missing list to an empty one; an Echo that can do nothing at all does not exist.
  if (device.capabilities.length === 0) return "Amazon sent this device without its list of capabilities";
  if (!device.capabilities.includes("AUDIO_PLAYER")) return "This device cannot play audio streams";
  return undefined;
}
