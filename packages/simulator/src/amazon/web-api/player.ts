import { parseJson } from "@ma-alexa/protocol";
import { TransportCommandSchema } from "@ma-alexa/protocol/amazon";
import { ACCEPTED, type ApiAnswer, json, noRoutes } from "../api-answer.js";
import { forgetsCommand } from "../faults/faulty-answer.js";
import type { DeviceFacts } from "../simulated-device.js";
import { mediaState, playerInfo, playerQueue } from "./books.js";
import { type Chapter, type Surroundings, type WebCall, addressed } from "./web-call.js";

/** What plays, and the remote control of the Alexa app (Amazon reference 5.3 and 5.5). */
export function playerChapter({ effects, faults, failed }: Surroundings): Chapter {
  const read = (call: WebCall, told: (device: DeviceFacts) => object): ApiAnswer => {
    const device = readThroughGroup(call);
    if (device === undefined) return noRoutes(400);
    const isIdle = device.playerState === "IDLE";
    return isIdle && faults.playerRefusedWhenIdle ? QUEUE_EXPIRED : json(told(device));
  };
  return {
    "GET /api/np/player": (call) => read(call, (device) => playerInfo(device, call.devices)),
    "GET /api/np/queue": (call) => read(call, playerQueue),
    "GET /api/media/state": (call) => {
      const device = addressed(call);
      return device?.media === undefined ? json({ message: null }, 400) : json(mediaState(device));
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

/** A member may be read through its group (Amazon reference 5.3): then the group is what is told. */
function readThroughGroup(call: WebCall): DeviceFacts | undefined {
  const groupSerial = call.request.query.get("lemurId");
  const group = call.devices.find(({ serial }) => serial === groupSerial);
  return group ?? addressed(call);
}

/** As measured right after the end of a queue (Amazon reference 5.3). */
const QUEUE_EXPIRED: ApiAnswer = { ...json({ message: null }, 400), headers: { "x-amzn-error": "QUEUE_EXPIRED" } };
