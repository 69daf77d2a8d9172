import type { SetUpStepId } from "@ma-alexa/protocol/admin";

/** The links of the chain, as the page calls them. */
export const STEP_WORDS: Readonly<Record<SetUpStepId, string>> = {
  "music-assistant": "Music Assistant found",
  amazon: "Amazon signed in",
  devices: "Devices found",
  "public-address": "Public address reachable",
  certificate: "Certificate valid",
  skill: "Skill exists",
  "skill-enabled": "Skill enabled",
  "echo-asked": "Echo asked",
  "stream-fetched": "Stream fetched",
  "sound-reported": "Sound reported",
  "volume-reported": "Volume reported",
  stopped: "Stopped",
};
