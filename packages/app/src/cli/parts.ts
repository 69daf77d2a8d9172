import type { Clock, Logger } from "@ma-alexa/provider";
import type { Configuration } from "../configuration/configuration.js";

/** What every command is given. */
export interface CommandParts {
  readonly configuration: Configuration;
  readonly clock: Clock;
  readonly logger: Logger;
}
