import { parse, parseJson } from "@ma-alexa/protocol";
import { MediaSessionCommandSchema, TransportCommandSchema } from "@ma-alexa/protocol/amazon";
import { ACCEPTED, json, noRoutes } from "../api-answer.js";
import { forgetsCommand } from "../faults/faulty-answer.js";
import { mediaSession } from "./books.js";
import type { Chapter, Surroundings } from "./web-call.js";

/** The newer view of what plays: sessions of the whole account (Amazon reference 5.3). */
export function mediaSessionsChapter({ effects, faults, failed }: Surroundings): Chapter {
  return {
    "GET /api/np/list-media-sessions": ({ devices }) => {
      const active = devices.filter(({ online, playerState }) => online && playerState !== "IDLE");
      // A member that plays with its group is told through the group's session.
      const leading = active.filter(({ playingInGroup }) => playingInGroup === undefined);
      return json({ mediaSessionList: leading.map(mediaSession) });
    },
    "POST /api/np/control-media-session": ({ request, devices }) => {
      const { command, controllerEndpoint } = parseJson(MediaSessionCommandSchema, request.body, "A session's command");
      const serial = controllerEndpoint.id.deviceSerialNumber;
      const device = devices.find((facts) => facts.serial === serial && facts.online);
      if (device === undefined) return noRoutes(404);
      if (forgetsCommand(faults)) return ACCEPTED;
      const type = BUTTONS[command.type];
      const obeyed =
        type === undefined
          ? effects.stop(device.serial)
          : effects.transport(device.serial, parse(TransportCommandSchema, { type }, "A button"));
      obeyed.catch(failed);
      return ACCEPTED;
    },
  };
}

/** Everything but the stop, which no button does. */
const BUTTONS: Readonly<Record<string, string>> = {
  NPPauseCommand: "PauseCommand",
  NPResumeCommand: "PlayCommand",
  NPPlayCommand: "PlayCommand",
  NPNextCommand: "NextCommand",
  NPPreviousCommand: "PreviousCommand",
};
