import type { Device, SpeakerGroup } from "@ma-alexa/protocol/amazon";
import { describeDevice } from "./describe.js";
import { withDistinctNames } from "./distinct-names.js";
import type { EchoDevice } from "./echo-device.js";
import { membersOf } from "./group-members.js";

/** Used where nobody's language is known: the one in which most skills are tested. */
const FALLBACK_LOCALE = "en-US";

/** The account's devices by serial number, as last told by Amazon's list and corrected by push in between. */
export class DeviceRegistry {
  readonly #devices = new Map<string, EchoDevice>();
  /** As last listed whole. */
  readonly #entries = new Map<string, Device>();
  /** Apart from the devices, since customer ids are nobody else's business. */
  readonly #owners = new Map<string, string>();

  /** Every device, in the list's order. */
  all(): readonly EchoDevice[] {
    return [...this.#devices.values()];
  }

  get(serial: string): EchoDevice | undefined {
    return this.#devices.get(serial);
  }

  /** The customer whose device it is; sequences that name another one are dropped by Amazon. */
  ownerOf(serial: string): string {
    return this.#owners.get(serial) ?? "";
  }

  /**
   * Takes over a fresh list; devices that are not in it are forgotten. `locales` are the devices' preferences by
   * serial, `groups` the speaker groups where the list does not name members. Returns whether anything a person could see
   * has changed.
   */
  replace(
    list: readonly Device[],
    locales: ReadonlyMap<string, string>,
    groups: readonly SpeakerGroup[] = [],
  ): boolean {
    const before = JSON.stringify([...this.#devices.values()]);
    const former = new Map(this.#devices);
    const entries = list.map((entry) => withLists(entry, this.#entries.get(entry.serialNumber)));
    this.#devices.clear();
    this.#entries.clear();
    this.#owners.clear();
    const known = new Map([...[...former].map(([serial, { locale }]) => [serial, locale] as const), ...locales]);
    const described = entries.map((entry) => {
      this.#entries.set(entry.serialNumber, entry);
      this.#owners.set(entry.serialNumber, entry.deviceOwnerCustomerId ?? "");
      const members = membersOf(entry, entries, groups);
      const locale = known.get(entry.serialNumber) ?? commonest(members, known) ?? commonest(locales.keys(), locales);
      return describeDevice(entry, { locale: locale ?? FALLBACK_LOCALE, members });
    });
    for (const device of withDistinctNames(described)) this.#devices.set(device.serial, device);
    return JSON.stringify([...this.#devices.values()]) !== before;
  }

  /** Notes what push says about a device's connection. Returns whether that was news; unknown devices never are. */
  setOnline(serial: string, online: boolean): boolean {
    const device = this.#devices.get(serial);
    if (device === undefined || device.online === online) return false;
    this.#devices.set(serial, { ...device, online });
    return true;
  }
}

/** The language in which most of the devices listen: a group has none of its own, and listens in that of its members. */
function commonest(serials: Iterable<string>, locales: ReadonlyMap<string, string>): string | undefined {
  const spoken = [...serials].flatMap((serial) => locales.get(serial) ?? []);
  const count = (locale: string): number => spoken.filter((other) => other === locale).length;
  return spoken.toSorted((one, other) => count(other) - count(one))[0];
}

/** Amazon leaves a device's lists out now and then; they are then what they were. */
function withLists(entry: Device, former: Device | undefined): Device {
  if (former === undefined || entry.capabilities.length > 0) return entry;
  const { capabilities, clusterMembers, parentClusters } = former;
  return { ...entry, capabilities, clusterMembers, parentClusters };
}
