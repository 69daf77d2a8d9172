import { json } from "../api-answer.js";
import type { DeviceFacts } from "../simulated-device.js";
import type { Chapter } from "./web-call.js";

/** Speaker groups (Amazon reference 5.2). */
export const groupsChapter: Chapter = {
  "GET /api/wholeHomeAudio/v1/groups": ({ devices }) => {
    const groups = devices.filter(({ family }) => family === "WHA");
    return json({ groups: groups.map((group) => groupEntry(group, devices)) });
  },
};

function groupEntry({ serial, name, clusterMembers }: DeviceFacts, devices: readonly DeviceFacts[]): object {
  const members = devices.filter((device) => clusterMembers.includes(device.serial));
  return {
    id: serial,
    name,
    members: members.map(({ type, serial: dsn }) => ({ deviceType: type, dsn, speakerChannel: "all" })),
  };
}
