import { ACCEPTED, json } from "../api-answer.js";
import type { Credentials } from "../sign-in/credentials.js";
import { deviceEntry, phoneEntry, preferenceEntry, wakeWordEntry, withoutArrays } from "./books.js";
import type { Chapter, Surroundings, WebCall } from "./web-call.js";

/** What the household consists of (Amazon reference 5.2). */
export function devicesChapter({ faults }: Surroundings, credentials: Credentials): Chapter {
  const list = ({ customer, devices }: WebCall): object[] => {
    if (faults.deviceListEmpty) return [];
    const phones = credentials.phonesOf(customer).filter(({ isListed }) => isListed);
    const present = devices.filter(({ serial }) => !faults.vanished.includes(serial));
    const own = present.map(deviceEntry).map((entry, index) => broken(entry, index));
    return phones.length === 0 ? own : [...own, phoneEntry(customer, phones)];
  };
  const broken = (entry: Record<string, unknown>, index: number): object => {
    if (index === 0 && faults.deviceWithoutArrays) return withoutArrays(entry);
    return faults.groupsWithoutMembers ? { ...entry, clusterMembers: [] } : entry;
  };
  return {
    "GET /api/devices-v2/device": (call) => json({ devices: list(call) }),
    "GET /api/device-preferences": ({ devices }) => json({ devicePreferences: devices.map(preferenceEntry) }),
    "GET /api/wake-word": ({ devices }) => json({ wakeWords: devices.map(wakeWordEntry) }),
    "DELETE /api/devices/device/:serial": ({ customer, params }) => {
      const phone = credentials.phonesOf(customer).find(({ serial }) => serial === params["serial"]);
      if (phone === undefined) return json({ message: "Not found" }, 404);
      credentials.removePhone(phone);
      return ACCEPTED;
    },
  };
}
