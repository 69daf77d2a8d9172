import type { Device } from "@ma-alexa/protocol/amazon";
import { isAppType, isGroupType, isKnownModel, isStereoPair, modelName } from "./device-types.js";
import type { EchoAbility, EchoDevice, EchoKind } from "./echo-device.js";

const DISPLAY_FAMILIES = new Set(["KNIGHT", "ROOK"]);
const SPEAKER_FAMILIES = new Set(["ECHO"]);

/** Families that are not speakers, and how a person calls them. */
const OTHERS: Readonly<Record<string, string>> = {
  FIRE_TV: "a television, and televisions are not made players",
  TABLET: "a tablet, and tablets are not made players",
  VOX: "the Alexa app, which cannot be made to play",
};

/** What is known of a device besides its entry in the list. */
export interface DeviceContext {
  /** The locale of the device's preferences. */
  readonly locale: string;
  /** Serials of a group's members. */
  readonly members: readonly string[];
}

/** The entry as a device of ours. */
export function describeDevice(device: Device, { locale, members }: DeviceContext): EchoDevice {
  const kind = kindOf(device);
  const reason = whyNotPlayable(device, kind);
  const abilities = abilitiesOf(device, kind);
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
    ...(abilities.length === 0 ? {} : { abilities }),
    ...(kind === "group" ? { members } : {}),
    ...(reason === undefined ? {} : { reason }),
  };
}

/** By what Amazon lists (Amazon reference 5.2). A device that listens can also be spoken to and announce; groups cannot. */
function abilitiesOf({ capabilities }: Device, kind: EchoKind): readonly EchoAbility[] {
  const has = (capability: string): boolean => capabilities.includes(capability);
  const listens = has("MICROPHONE") && kind !== "group";
  const table: readonly (readonly [EchoAbility, boolean])[] = [
    ["streams", has("AUDIO_PLAYER") && kind !== "group"],
    ["music-skill", has("MUSIC_SKILL")],
    ["volume", has("VOLUME_SETTING")],
    ["text-commands", listens],
    ["announcements", listens],
  ];
  return table.flatMap(([ability, isThere]) => (isThere ? [ability] : []));
}

function kindOf(device: Device): EchoKind {
  const isGroup = device.deviceFamily === "WHA" || isGroupType(device.deviceType);
  if (isGroup || device.clusterMembers.length > 0) return "group";
  if (DISPLAY_FAMILIES.has(device.deviceFamily)) return "display";
  return SPEAKER_FAMILIES.has(device.deviceFamily) ? "speaker" : "other";
}

function whyNotPlayable(device: Device, kind: EchoKind): string | undefined {
  if (isStereoPair(device.deviceType)) return "Alexa stereo pairs cannot be started yet";
  // A custom skill cannot start a group (Amazon reference 11).
  if (kind === "group") return "Alexa groups can only be started by the music skill: make it first";
  const other = OTHERS[device.deviceFamily];
  if (other !== undefined && !isAppType(device.deviceType)) return `This is ${other}`;
  if (isAppType(device.deviceType)) return "This is the Alexa app on a phone";
  // The schema repairs a missing list to an empty one; an Echo that can do nothing at all does not exist.
  if (device.capabilities.length === 0) {
    const isEcho = kind !== "other" && isKnownModel(device.deviceType);
    return isEcho ? undefined : "Amazon sent this device without its list of capabilities";
  }
  if (!device.capabilities.includes("AUDIO_PLAYER")) return "This device cannot play audio streams";
  return undefined;
}
