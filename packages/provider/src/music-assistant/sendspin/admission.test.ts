import { expect, test } from "vitest";

import { admission, type Admission } from "./admission.js";
import type { PskKind } from "./noise/psk.js";

/** Sendspin reference 2.6: dialect, PSK, unpaired access, activities (+ roles), what comes of it. */
const TABLE: readonly [("e9" | "e10")[], PskKind, boolean, string, Admission][] = [
  [["e9", "e10"], "long-term", false, "", "admitted"],
  [["e9", "e10"], "long-term", false, "+roles", "admitted"],
  [["e9", "e10"], "long-term", false, "playback+roles", "admitted"],
  [["e10"], "long-term", true, "pairing", "unauthorized"],
  [["e9"], "long-term", true, "pairing", "admitted"],
  [["e9"], "long-term", true, "playback,management", "admitted"],
  [["e9"], "long-term", true, "playback,pairing", "unauthorized"],
  [["e10"], "long-term", true, "management", "unauthorized"],
  [["e10"], "long-term", true, "playback,pairing", "unauthorized"],
  [["e10"], "pairing", false, "", "admitted"],
  [["e9"], "pairing", true, "", "unauthorized"],
  [["e9", "e10"], "pairing", false, "pairing", "admitted"],
  [["e10"], "pairing", true, "playback,pairing+roles", "admitted"],
  [["e10"], "pairing", false, "playback", "pairing_required"],
  [["e9"], "pairing", true, "playback", "unauthorized"],
  [["e9"], "pairing", true, "pairing+roles", "unauthorized"],
  [["e9", "e10"], "sentinel", true, "", "admitted"],
  [["e9", "e10"], "sentinel", true, "pairing", "admitted"],
  [["e9", "e10"], "sentinel", true, "playback+roles", "admitted"],
  [["e9", "e10"], "sentinel", true, "+roles", "admitted"],
  [["e9", "e10"], "sentinel", false, "+roles", "pairing_required"],
  [["e9", "e10"], "sentinel", false, "playback", "pairing_required"],
  [["e10"], "sentinel", true, "playback,pairing", "admitted"],
  [["e9"], "sentinel", true, "playback,pairing", "unauthorized"],
  [["e9", "e10"], "sentinel", true, "management", "unauthorized"],
  [["e9", "e10"], "sentinel", true, "unknown", "admitted"],
];

test.each(TABLE.flatMap(([dialects, ...rest]) => dialects.map((dialect) => [dialect, ...rest] as const)))(
  "%s, %s PSK, unpaired access %s: “%s” is %s",
  (dialect, trust, unpairedAccess, wanted, expected) => {
    const [activities = "", roles] = wanted.split("+");
    const request = {
      activities: activities.split(",").filter((word) => word !== "") as "playback"[],
      activeRoles: roles === undefined ? [] : ["player@v1"],
    };
    expect(admission({ dialect, trust, unpairedAccess, ...request })).toBe(expected);
  },
);
