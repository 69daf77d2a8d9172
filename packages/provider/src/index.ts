export {};
export type { Clock, DocumentStore, LaunchDesk, LaunchStrategy, LaunchVerdict, Logger, PlayerId, StreamControl, Timer } from "./ports.js";
