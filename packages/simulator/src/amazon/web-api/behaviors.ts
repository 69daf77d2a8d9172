import { parseJson } from "@ma-alexa/protocol";
import { ValidateBodySchema, parsePreviewBody } from "@ma-alexa/protocol/amazon";
import { ACCEPTED, type ApiAnswer, json } from "../api-answer.js";
import { forgetsCommand } from "../faults/faulty-answer.js";
import type { Routine } from "../people/notebook.js";
import { runSequence } from "../run-sequence.js";
import type { Chapter, Surroundings } from "./web-call.js";

/** Sequences and routines (Amazon reference 6 and 5.6). */
export function behaviorsChapter({ effects, faults, devicesOf, failed }: Surroundings): Chapter {
  return {
    "POST /api/behaviors/preview": ({ request, customer, notebook }) => {
      const { startNode } = parsePreviewBody(request.body);
      const devices = () => devicesOf(customer);
      const isUndisturbed = (serial: string) => notebook.undisturbed.has(serial);
      const mayRun = () => !forgetsCommand(faults);
      void runSequence(startNode, { effects, devices, failed, isUndisturbed, mayRun });
      return ACCEPTED;
    },
    "POST /api/behaviors/operation/validate": ({ request }) => {
      const { operationPayload } = parseJson(ValidateBodySchema, request.body, "An operation");
      return json({ result: "VALID", operationPayload });
    },
    "GET /api/behaviors/entities": ({ request }): ApiAnswer => {
      // Without its version header the real one answers nothing of use (Amazon reference 5.6).
      const isKnown = request.headers["routines-version"] !== undefined && request.query.get("skillId") === MUSIC;
      return { ...json(isKnown ? PROVIDERS : []), contentType: "application/octet-stream" };
    },
    "GET /api/behaviors/v2/automations": ({ notebook }) => json(notebook.routines.map(automation)),
  };
}

const MUSIC = "amzn1.ask.1p.music";

const PROVIDERS = [
  ["AMAZON_MUSIC", "Amazon Music"],
  ["SPOTIFY", "Spotify"],
  ["TUNEIN", "TuneIn"],
].map(([id, displayName], index) => ({
  id,
  displayName,
  description: displayName,
  availability: "AVAILABLE",
  icon: null,
  providerData: { isDefaultMusicProvider: index === 0 },
  supportedOperations: ["Alexa.Music.PlaySearchPhrase"],
  supportedProperties: ["Alexa.Music.PlaySearchPhrase"],
  supportedTriggers: [],
  supportedParameters: [],
}));

function automation({ automationId, name, utterance, locale, startNode }: Routine): object {
  const sequenceId = `amzn1.alexa.sequence.${automationId}`;
  return {
    automationId,
    name,
    status: "ENABLED",
    triggers: [{ type: "CustomUtterance", payload: { utterance, locale } }],
    sequence: { "@type": "com.amazon.alexa.behaviors.model.Sequence", sequenceId, startNode },
    creationTimeEpochMillis: 1_767_225_600_000,
    lastUpdatedTimeEpochMillis: 1_767_225_600_000,
  };
}
