/** Sendspin, plaintext dialect: what a player and Music Assistant say to each other. */
export * from "./core.js";
export * from "./player.js";
export * from "./controller.js";
export * from "./metadata.js";
export * from "./audio-frame.js";
export * from "./message.js";
