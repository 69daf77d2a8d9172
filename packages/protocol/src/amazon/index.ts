/** Amazon's unofficial Alexa web API: devices, states, commands and pushes. */
export * from "./registration.js";
export * from "./device.js";
export * from "./player-state.js";
export * from "./volume.js";
export * from "./sequence.js";
export * from "./sequence-nodes.js";
export * from "./preview.js";
export * from "./push.js";
export * from "./push-frame.js";
