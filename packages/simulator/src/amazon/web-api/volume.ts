import { parseJson } from "@ma-alexa/protocol";
import { SpeakerVolumeBodySchema } from "@ma-alexa/protocol/amazon";
import { ACCEPTED, type ApiAnswer, json, noRoutes } from "../api-answer.js";
import { forgetsCommand } from "../faults/faulty-answer.js";
import type { DeviceFacts } from "../simulated-device.js";
import { volumeEntry } from "./books.js";
import type { Chapter, Surroundings, WebCall } from "./web-call.js";

/** How loud it is (Amazon reference 5.4): for all devices at once, and the app's newer way for one. */
export function volumeChapter({ effects, faults, failed }: Surroundings): Chapter {
  return {
    "GET /api/devices/deviceType/dsn/audio/v1/allDeviceVolumes": ({ devices }) => {
      const told = devices.filter(({ serial }) => !faults.withoutVolume.includes(serial));
      return json({ volumes: told.map(volumeEntry) });
    },
    "GET /api/devices/:type/:dsn/audio/v2/volume": (call) => {
      const device = named(call);
      return device === undefined ? noRoutes(404) : json(newerEntry(device));
    },
    "POST /api/devices/:type/:dsn/audio/v2/speakerVolume": (call): ApiAnswer => {
      const { volume } = parseJson(SpeakerVolumeBodySchema, call.request.body, "A speaker's volume");
      const device = named(call);
      if (device === undefined) return noRoutes(404);
      if (!forgetsCommand(faults)) effects.setVolume(device.serial, volume).catch(failed);
      return ACCEPTED;
    },
  };
}

function named({ devices, params }: WebCall): DeviceFacts | undefined {
  return devices.find(({ serial, online }) => serial === params["dsn"] && online);
}

function newerEntry({ volume, muted }: DeviceFacts): object {
  return { speakerVolume: volume, speakerMuted: muted, alertVolume: null, associatedDeviceVolumes: null, error: null };
}
