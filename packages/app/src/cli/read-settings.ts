import { join } from "node:path";
import { readConfiguration, SETTINGS, type Configuration } from "../configuration/configuration.js";
import { fromEnvironment, fromFile, fromFlags } from "../configuration/sources.js";
import type { Arguments } from "./arguments.js";

const FILE = "config.yaml";

/**
 * The configuration of one command: the command line before the environment before the file before the defaults.
 * @throws AppError CONFIGURATION_INVALID or CONFIGURATION_UNREADABLE.
 */
export function configurationOf(
  given: Arguments,
  environment: Readonly<Record<string, string | undefined>>,
): Configuration {
  const said = [fromFlags(given.settings), fromEnvironment(environment)];
  const state =
    said.map((source) => source.values.state).find((value) => typeof value === "string") ??
    SETTINGS.state.schema.parse(undefined);
  return readConfiguration([...said, fromFile(given.configFile ?? join(state, FILE))]);
}
