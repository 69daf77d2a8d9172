import type { EchoDevice } from "./echo-device.js";

/**
 * The devices with names that tell them apart: Amazon lets two speakers have one name, Music Assistant's users would not
 * know which is which. The model is said where it differs, else a number in the order of the serials, so that a name stays.
 */
export function withDistinctNames(devices: readonly EchoDevice[]): readonly EchoDevice[] {
  return devices.map((device) => {
    const namesakes = devices.filter((other) => isNamesake(device, other));
    if (device.kind === "other" || namesakes.length < 2) return device;
    return { ...device, name: distinctName(device, namesakes), spokenName: device.name };
  });
}

function isNamesake(device: EchoDevice, other: EchoDevice): boolean {
  return other.kind !== "other" && other.name.toLowerCase() === device.name.toLowerCase();
}

function distinctName(device: EchoDevice, namesakes: readonly EchoDevice[]): string {
  const isOnlyOfModel = namesakes.filter(({ model }) => model === device.model).length === 1;
  if (isOnlyOfModel) return `${device.name} (${device.model})`;
  const place =
    namesakes
      .map(({ serial }) => serial)
      .sort()
      .indexOf(device.serial) + 1;
  return `${device.name} ${place}`;
}
