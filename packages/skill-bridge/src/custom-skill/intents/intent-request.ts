import type { IntentRequest, SkillResponseEnvelope } from "@ma-alexa/protocol/alexa/custom-skill";
import { launchRequest } from "../requests/launch-request.js";
import type { Handler, Visit } from "../visit.js";
import { fallback } from "./fallback.js";
import { help } from "./help.js";
import { next } from "./next.js";
import { pause } from "./pause.js";
import { previous } from "./previous.js";
import { resume } from "./resume.js";
import { startOver } from "./start-over.js";
import { stop } from "./stop.js";
import { unsupported } from "./unsupported.js";

const INTENTS: ReadonlyMap<string, Handler> = new Map([
  ["PlayAudio", launchRequest],
  ["AMAZON.PauseIntent", pause],
  ["AMAZON.ResumeIntent", resume],
  ["AMAZON.StopIntent", stop],
  ["AMAZON.CancelIntent", stop],
  ["AMAZON.NavigateHomeIntent", stop],
  ["AMAZON.NextIntent", next],
  ["AMAZON.PreviousIntent", previous],
  ["AMAZON.StartOverIntent", startOver],
  ["AMAZON.LoopOnIntent", unsupported],
  ["AMAZON.LoopOffIntent", unsupported],
  ["AMAZON.ShuffleOnIntent", unsupported],
  ["AMAZON.ShuffleOffIntent", unsupported],
  ["AMAZON.RepeatIntent", unsupported],
  ["AMAZON.HelpIntent", help],
  ["AMAZON.FallbackIntent", fallback],
]);

/** IntentRequest: what a person said, by the intent that Alexa found in it. */
export function intentRequest(visit: Visit<IntentRequest>): SkillResponseEnvelope {
  return (INTENTS.get(visit.request.intent.name) ?? fallback)(visit);
}
