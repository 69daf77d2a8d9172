/** The PlaybackController interface: buttons on the Echo, its screen or its remote. Answers may carry no speech. */
import { z } from "zod";
import { openObject } from "../../open-schemas.js";
import { requestHeaderShape } from "./request-header.js";

/** Alexa → skill: PlaybackController.*CommandIssued, "Playback Controller Interface Reference". */
export const PlaybackControllerRequestSchema = openObject({
  type: z.literal([
    "PlaybackController.NextCommandIssued",
    "PlaybackController.PauseCommandIssued",
    "PlaybackController.PlayCommandIssued",
    "PlaybackController.PreviousCommandIssued",
  ]),
  ...requestHeaderShape,
});
export type PlaybackControllerRequest = z.infer<typeof PlaybackControllerRequestSchema>;
