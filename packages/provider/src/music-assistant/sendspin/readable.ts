import { WireError } from "@ma-alexa/protocol";

import type { Logger } from "../../ports.js";

/** What `read` returns, or undefined for a malformed message, which is logged with the place of its error. */
export function readable<Value>(logger: Logger, read: () => Value): Value | undefined {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof WireError)) throw error;
    logger.warn({ what: error.what, path: error.path }, "A malformed message was ignored");
    return undefined;
  }
}
