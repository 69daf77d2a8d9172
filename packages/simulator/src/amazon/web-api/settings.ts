import { parseJson } from "@ma-alexa/protocol";
import { DoNotDisturbBodySchema, EqualizerBodySchema } from "@ma-alexa/protocol/amazon";
import { json, noRoutes } from "../api-answer.js";
import { type Chapter, addressed } from "./web-call.js";

/** Do not disturb, tone, network and what is set to sound later (Amazon reference 5.6). */
export const settingsChapter: Chapter = {
  "GET /api/dnd/device-status-list": ({ devices, notebook }) =>
    json({
      doNotDisturbDeviceStatusList: devices.map(({ serial, type }) => ({
        deviceSerialNumber: serial,
        deviceType: type,
        enabled: notebook.undisturbed.has(serial),
      })),
    }),
  "PUT /api/dnd/status": ({ request, notebook }) => {
    const body = parseJson(DoNotDisturbBodySchema, request.body, "A do-not-disturb status");
    if (body.enabled) notebook.undisturbed.add(body.deviceSerialNumber);
    else notebook.undisturbed.delete(body.deviceSerialNumber);
    return json(body);
  },
  "GET /api/equalizer/enabled/:dsn/:type": () => json({ enabled: true }),
  "GET /api/devices/:dsn/:type/audio/v1/getEQRange": () => json({ max: 6, min: -6 }),
  "GET /api/equalizer/:dsn/:type": ({ params, notebook }) => json(notebook.toneOf(params["dsn"] ?? "")),
  "POST /api/equalizer/:dsn/:type": ({ params, request, notebook }) => {
    const { bass, mid, treble } = parseJson(EqualizerBodySchema, request.body, "An equalizer");
    notebook.setTone(params["dsn"] ?? "", { bass, mid, treble });
    return json({ bass, mid, treble });
  },
  "GET /api/device-wifi-details": (call) => {
    const device = addressed(call);
    if (device === undefined) return noRoutes(404);
    const { serial, type } = device;
    return json({ deviceSerialNumber: serial, deviceType: type, essid: "Street", macAddress: "0A:00:00:00:00:01" });
  },
  // Nothing here sounds by itself; alarms are people's, who set them at the Echo.
  "GET /api/notifications": () => json({ notifications: [] }),
  "GET /api/ping": () => json({}),
};
