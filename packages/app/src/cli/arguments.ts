import { parseArgs } from "node:util";
import { AppError } from "../app-error.js";
import {
  environmentVariableOf,
  flagOf,
  SETTINGS,
  settingNames,
  type SettingName,
} from "../configuration/configuration.js";

/** The commands of `ma-alexa`, with the line that `--help` shows. */
export const COMMANDS = {
  start: "run the bridge (the demo household when nothing is configured)",
  demo: "run a simulated household: Amazon, Echos and Music Assistant on this machine",
  devices: "list the Echos of the signed-in Amazon account",
} as const;

export type CommandName = keyof typeof COMMANDS;

/** What was typed, before the values are checked. */
export interface Arguments {
  readonly command: CommandName;
  readonly settings: Partial<Record<SettingName, string>>;
  readonly configFile?: string;
  readonly selfTest: boolean;
  readonly help: boolean;
  readonly version: boolean;
}

const OPTIONS = {
  ...Object.fromEntries(settingNames().map((name) => [flagOf(name).slice(2), { type: "string" as const }])),
  config: { type: "string" as const },
  "self-test": { type: "boolean" as const },
  help: { type: "boolean" as const, short: "h" },
  version: { type: "boolean" as const },
};

/**
 * Reads the command line.
 * @throws AppError CONFIGURATION_INVALID naming a command or option that does not exist, or lacks its value.
 */
export function readArguments(typed: readonly string[]): Arguments {
  const { values, positionals } = parse(typed);
  const command = positionals[0] ?? "start";
  if (positionals.length > 1 || !(command in COMMANDS)) {
    throw new AppError(
      "CONFIGURATION_INVALID",
      `There is no command "${positionals.join(" ")}". Known are: ${Object.keys(COMMANDS).join(", ")}.`,
    );
  }
  const written = settingNames().map((name) => [name, values[flagOf(name).slice(2)]] as const);
  const selfTest = values["self-test"] === true;
  if (selfTest && command !== "demo")
    throw new AppError("CONFIGURATION_INVALID", "--self-test belongs to the command demo: ma-alexa demo --self-test.");
  return {
    command: command as CommandName,
    settings: Object.fromEntries(written.filter(([, value]) => value !== undefined)),
    ...(typeof values["config"] === "string" ? { configFile: values["config"] } : {}),
    selfTest,
    help: values["help"] === true,
    version: values["version"] === true,
  };
}

function parse(typed: readonly string[]): {
  values: Record<string, string | boolean | undefined>;
  positionals: string[];
} {
  try {
    const parsed = parseArgs({ args: [...typed], options: OPTIONS, allowPositionals: true, strict: true });
    return { values: parsed.values, positionals: parsed.positionals };
  } catch (cause) {
    const sentence = cause instanceof Error ? (cause.message.split(". ")[0] ?? "") : "";
    throw new AppError("CONFIGURATION_INVALID", `${sentence}. Run ma-alexa --help for what there is.`, { cause });
  }
}

/** The text of `--help`. */
export function helpText(): string {
  const commands = Object.entries(COMMANDS).map(([name, help]) => `  ${name.padEnd(10)} ${help}`);
  const settings = settingNames().map(
    (name) => `  ${`${flagOf(name)} …`.padEnd(24)} ${SETTINGS[name].help} [${environmentVariableOf(name)}]`,
  );
  return [
    "Usage: ma-alexa [command] [options]",
    "",
    "Commands:",
    ...commands,
    "",
    "Options (each also by the environment variable in brackets, or by its camelCase name in the file):",
    ...settings,
    `  ${"--config …".padEnd(24)} YAML or JSON file with settings (default: config.yaml in the state folder)`,
    `  ${"--self-test".padEnd(24)} with demo: play, skip, pause and stop without a person, check what was heard, exit`,
  ].join("\n");
}
