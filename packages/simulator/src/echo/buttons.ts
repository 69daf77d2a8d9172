/** How much one press of a volume button changes. */
export const VOLUME_STEP = 10;

/** What a skill is asked when somebody presses a button of the player. */
export const BUTTON_REQUESTS = {
  next: "PlaybackController.NextCommandIssued",
  previous: "PlaybackController.PreviousCommandIssued",
  play: "PlaybackController.PlayCommandIssued",
  pause: "PlaybackController.PauseCommandIssued",
} as const;
