import { existsSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import { parse as parseYaml } from "yaml";
import { z } from "zod";
import { AppError } from "../app-error.js";
import {
  environmentVariableOf,
  flagOf,
  settingNames,
  type ConfigurationSource,
  type SettingName,
} from "./configuration.js";

/** What was written on the command line, by setting name. */
export function fromFlags(values: Partial<Record<SettingName, unknown>>): ConfigurationSource {
  return { label: flagOf, values };
}

/** `MA_ALEXA_…` variables; an empty variable counts as absent. */
export function fromEnvironment(environment: Readonly<Record<string, string | undefined>>): ConfigurationSource {
  const entries = settingNames().map((name) => [name, environment[environmentVariableOf(name)]] as const);
  return {
    label: environmentVariableOf,
    values: Object.fromEntries(entries.filter(([, value]) => value !== undefined && value !== "")),
  };
}

/**
 * A YAML or JSON file with the settings' names as keys (a file that does not exist counts as empty).
 * @throws AppError CONFIGURATION_UNREADABLE when it is not such a file, CONFIGURATION_INVALID for an unknown key.
 */
export function fromFile(path: string): ConfigurationSource {
  const file = basename(path);
  const label = (name: SettingName): string => `${name} in ${file}`;
  if (!existsSync(path)) return { label, values: {} };
  const values = z.record(z.string(), z.unknown()).nullable().safeParse(parseText(path, file));
  if (!values.success)
    throw new AppError(
      "CONFIGURATION_UNREADABLE",
      `${file} must hold one setting per line, such as "adminPort: 8127".`,
    );
  const known = new Set<string>(settingNames());
  const unknown = Object.keys(values.data ?? {}).filter((key) => !known.has(key));
  if (unknown.length > 0) {
    throw new AppError(
      "CONFIGURATION_INVALID",
      `${file} has settings that do not exist: ${unknown.join(", ")}. Known are: ${[...known].join(", ")}.`,
    );
  }
  return { label, values: values.data ?? {} };
}

function parseText(path: string, file: string): unknown {
  try {
    return parseYaml(readFileSync(path, "utf8")) as unknown;
  } catch (cause) {
    throw new AppError(
      "CONFIGURATION_UNREADABLE",
      `${file} could not be read as YAML or JSON: check its indentation and quotes.`,
      { cause },
    );
  }
}
