import type { Logger } from "../ports.js";

const nothing = (): void => undefined;

/** Swallows everything; for tests in which the log is not the subject. */
export const silentLogger: Logger = {
  child: () => silentLogger,
  debug: nothing,
  info: nothing,
  warn: nothing,
  error: nothing,
};
