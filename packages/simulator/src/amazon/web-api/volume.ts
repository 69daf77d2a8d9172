import { json } from "../api-answer.js";
import { volumeEntry } from "./books.js";
import type { Chapter } from "./web-call.js";

/** How loud it is (Amazon reference 5.4). */
export const volumeChapter: Chapter = {
  "GET /api/devices/deviceType/dsn/audio/v1/allDeviceVolumes": ({ devices }) =>
    json({ volumes: devices.map(volumeEntry) }),
};
