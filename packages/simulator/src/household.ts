import type { SimulatedDevice } from "./amazon/simulated-device.js";
import { phoneApp, speakerGroup } from "./echo/passive-device.js";
import type { EchoOptions, EchoSurroundings } from "./echo/echo-options.js";
import { SimulatedEcho } from "./echo/simulated-echo.js";
import type { SeededRandom } from "./music-assistant/random.js";

/** The devices of one account. */
export interface StreetHousehold {
  readonly echos: readonly SimulatedEcho[];
  /** Everything that Amazon lists, the Echos first. */
  readonly devices: readonly SimulatedDevice[];
  /** Serials of the members of the group with this serial, if it is one. */
  members(serial: string): readonly string[] | undefined;
}

/** Who lives here when nobody says otherwise: a Dot, a Studio and a Show; the first two also form a group. */
const DEFAULT_ECHOS: readonly EchoOptions[] = [
  { name: "Kitchen", model: "echo-dot-4", locale: "en-US" },
  { name: "Living Room", model: "echo-studio", locale: "de-DE", volume: 40 },
  { name: "Bedroom Show", model: "echo-show-8", locale: "en-US", volume: 20 },
];

/** The given Echos, or the usual ones with a group, and a phone that is no Echo. */
export function createHousehold(echos: readonly EchoOptions[] | undefined, around: EchoSurroundings): StreetHousehold {
  const { random } = around;
  const groupSerial = random.hex(32);
  const grouped = echos === undefined ? DEFAULT_ECHOS.map((echo, index) => inGroup(echo, index, groupSerial)) : echos;
  const built = grouped.map((options) => new SimulatedEcho(options, around));
  const members = built.slice(0, 2).map(({ serial }) => serial);
  const groups = echos === undefined ? [speakerGroup("Downstairs", groupSerial, members, "en-US")] : [];
  return {
    echos: built,
    devices: [...built, ...groups, phone(random)],
    members: (serial) => groups.find((group) => group.serial === serial)?.members,
  };
}

function inGroup(echo: EchoOptions, index: number, groupSerial: string): EchoOptions {
  return index < 2 ? { ...echo, parentClusters: [groupSerial] } : echo;
}

function phone(random: SeededRandom): SimulatedDevice {
  return phoneApp("Alexa on a phone", random.hex(32), "en-US");
}
