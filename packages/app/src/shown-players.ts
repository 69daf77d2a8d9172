import type { OtherDevice, Player } from "@ma-alexa/protocol/admin";
import type { EchoDevice, Household } from "@ma-alexa/provider";

type Shown = Pick<Household, "players" | "deviceOf">;

/** Every Echo and group, with the reason where one cannot play; not the phones and televisions that Amazon lists too. */
export function shownPlayers(household: Shown): Player[] {
  const names = new Map(household.players().map(({ id, name }) => [household.deviceOf(id)?.serial, name]));
  return household.players().flatMap((snapshot) => {
    const device = household.deviceOf(snapshot.id);
    if (device === undefined || isOther(device)) return [];
    const { playable, locale, abilities } = device;
    // Told by name: serial numbers stay in the house.
    const members = device.members?.flatMap((serial) => names.get(serial) ?? []);
    return [
      {
        ...snapshot,
        playable,
        ...(locale === "" ? {} : { locale }),
        ...(abilities === undefined ? {} : { abilities: [...abilities] }),
        ...(members === undefined ? {} : { members }),
      },
    ];
  });
}

/** The phones, televisions and whatever else can never be a player, each with the reason. */
export function otherDevices(household: Shown): OtherDevice[] {
  return household.players().flatMap(({ id, name, model, reason }) => {
    const device = household.deviceOf(id);
    if (device === undefined || !isOther(device)) return [];
    return [{ id, name, ...(model === "" ? {} : { model }), ...(reason === undefined ? {} : { reason }) }];
  });
}

function isOther({ kind, playable }: EchoDevice): boolean {
  return !playable && kind === "other";
}
