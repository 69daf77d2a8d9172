import { parsePreviewBody } from "@ma-alexa/protocol/amazon";
import { ACCEPTED } from "../api-answer.js";
import { forgetsCommand } from "../faults/faults.js";
import { runSequence } from "../run-sequence.js";
import type { Chapter, Surroundings } from "./web-call.js";

/** Sequences (Amazon reference 6). */
export function behaviorsChapter({ effects, faults, devicesOf, failed }: Surroundings): Chapter {
  return {
    "POST /api/behaviors/preview": ({ request, customer }) => {
      const { startNode } = parsePreviewBody(request.body);
      const devices = () => devicesOf(customer);
      void runSequence(startNode, { effects, devices, failed, mayRun: () => !forgetsCommand(faults) });
      return ACCEPTED;
    },
  };
}
