import type { Player } from "@ma-alexa/protocol/admin";
import type { Household } from "@ma-alexa/provider";

/** Every Echo and group, with the reason where one cannot play; not the phones and televisions that Amazon lists too. */
export function shownPlayers(household: Pick<Household, "players" | "deviceOf">): Player[] {
  const names = new Map(household.players().map(({ id, name }) => [household.deviceOf(id)?.serial, name]));
  return household.players().flatMap((snapshot) => {
    const device = household.deviceOf(snapshot.id);
    if (device === undefined || (!device.playable && device.kind === "other")) return [];
    const { playable, locale } = device;
    // Told by name: serial numbers stay in the house.
    const members = device.members?.flatMap((serial) => names.get(serial) ?? []);
    return [
      { ...snapshot, playable, ...(locale === "" ? {} : { locale }), ...(members === undefined ? {} : { members }) },
    ];
  });
}
