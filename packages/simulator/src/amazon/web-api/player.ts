import { parseJson } from "@ma-alexa/protocol";
import { TransportCommandSchema } from "@ma-alexa/protocol/amazon";
import { ACCEPTED, json, noRoutes } from "../api-answer.js";
import { forgetsCommand } from "../faults/faults.js";
import { mediaSession, playerInfo } from "./books.js";
import { type Chapter, type Surroundings, addressed } from "./web-call.js";

/** What plays, and the remote control of the Alexa app (Amazon reference 5.3 and 5.5). */
export function playerChapter({ effects, faults, failed }: Surroundings): Chapter {
  return {
    "GET /api/np/player": (call) => {
      const device = addressed(call);
      return device === undefined ? noRoutes(400) : json(playerInfo(device));
    },
    "GET /api/np/list-media-sessions": ({ devices }) => {
      const active = devices.filter(({ online, playerState }) => online && playerState !== "IDLE");
      return json({ mediaSessionList: active.map(mediaSession) });
    },
    "POST /api/np/command": (call) => {
      const command = parseJson(TransportCommandSchema, call.request.body, "A transport command");
      const device = addressed(call);
      if (device === undefined) return noRoutes(404);
      // On a device that plays nothing a volume is accepted and ignored (Amazon reference 5.4).
      const isIgnored = command.type === "VolumeLevelCommand" && device.playerState === "IDLE";
      if (!isIgnored && !forgetsCommand(faults)) effects.transport(device.serial, command).catch(failed);
      return ACCEPTED;
    },
  };
}
