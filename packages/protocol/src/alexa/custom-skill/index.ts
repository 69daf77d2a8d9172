/** Custom skill: what Alexa asks and what the skill answers. */
export * from "./request.js";
export * from "./response.js";
export * from "./audio-player.js";
export * from "./playback-controller.js";
