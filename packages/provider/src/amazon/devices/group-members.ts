import type { Device, SpeakerGroup } from "@ma-alexa/protocol/amazon";

/**
 * Which speakers make up a group. Amazon says it in up to three places, and the first is sometimes empty (Amazon reference
 * 5.2): the group's own list, the members' word, the groups of whole-home audio.
 */
export function membersOf(
  group: Device,
  list: readonly Device[],
  groups: readonly SpeakerGroup[] = [],
): readonly string[] {
  if (group.clusterMembers.length > 0) return group.clusterMembers;
  const told = list.filter((device) => device.parentClusters.includes(group.serialNumber));
  if (told.length > 0) return told.map((device) => device.serialNumber);
  const booked =
    groups.find(({ id }) => id === group.serialNumber) ?? groups.find(({ name }) => name === group.accountName);
  return booked?.members.map(({ dsn }) => dsn) ?? [];
}
