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
  login: "sign in to Amazon",
  logout: "sign out of Amazon",
  accounts: "list the signed-in Amazon accounts",
  totp: "show the current code of an account's authenticator",
  devices: "list the Echos of the signed-in Amazon accounts",
  "music-skill make": "make the household's music skill at Amazon",
  "music-assistant connect": "connect Music Assistant's own API: queue, library, search",
} as const;

export type CommandName = keyof typeof COMMANDS;

/** Options that belong to some commands only: for which, and the line that `--help` shows. */
const COMMAND_OPTIONS = {
  "self-test": {
    of: ["demo"],
    help: "with demo: play, skip, pause and stop without a person, check what was heard, exit",
  },
  marketplace: { of: ["login"], value: true, help: "with login: your Amazon site, such as amazon.de" },
  way: { of: ["login"], value: true, help: "with login: paste (default) or proxy" },
  account: { of: ["login", "logout", "totp"], value: true, help: "with login, logout, totp: which account" },
  "keep-device": { of: ["logout"], help: "with logout: leave ma-alexa on Amazon's list of your devices" },
  set: { of: ["totp"], help: "with totp: ask for the secret of the authenticator and keep it" },
  forget: { of: ["totp"], help: "with totp: forget the secret" },
} as const satisfies Record<string, { of: readonly CommandName[]; value?: true; help: string }>;

type OptionName = keyof typeof COMMAND_OPTIONS;

/** What was said about one command only. */
export interface CommandOptions {
  readonly selfTest: boolean;
  readonly marketplace?: string;
  readonly way?: "paste" | "proxy";
  readonly account?: string;
  readonly keepDevice: boolean;
  readonly set: boolean;
  readonly forget: boolean;
}

/** What was typed, before the settings are checked. */
export interface Arguments {
  readonly command: CommandName;
  readonly settings: Partial<Record<SettingName, string>>;
  readonly configFile?: string;
  readonly options: CommandOptions;
  readonly help: boolean;
  readonly version: boolean;
}

const OPTIONS = {
  ...Object.fromEntries(settingNames().map((name) => [flagOf(name).slice(2), { type: "string" as const }])),
  ...Object.fromEntries(
    Object.entries(COMMAND_OPTIONS).map(([name, option]) => [
      name,
      { type: "value" in option ? ("string" as const) : ("boolean" as const) },
    ]),
  ),
  config: { type: "string" as const },
  help: { type: "boolean" as const, short: "h" },
  version: { type: "boolean" as const },
};

type Values = Readonly<Record<string, string | boolean | undefined>>;

/**
 * Reads the command line.
 * @throws AppError CONFIGURATION_INVALID naming a command or option that does not exist, or lacks its value.
 */
export function readArguments(typed: readonly string[]): Arguments {
  const { values, positionals } = parse(typed);
  const command = positionals.length === 0 ? "start" : positionals.join(" ");
  if (!isCommand(command)) {
    throw new AppError(
      "CONFIGURATION_INVALID",
      `There is no command "${positionals.join(" ")}". Known are: ${Object.keys(COMMANDS).join(", ")}.`,
    );
  }
  const written = settingNames().map((name) => [name, values[flagOf(name).slice(2)]] as const);
  return {
    command,
    settings: Object.fromEntries(written.filter(([, value]) => value !== undefined)),
    ...(typeof values["config"] === "string" ? { configFile: values["config"] } : {}),
    options: readOptions(command, values),
    help: values["help"] === true,
    version: values["version"] === true,
  };
}

function isCommand(word: string): word is CommandName {
  return word in COMMANDS;
}

function readOptions(command: CommandName, values: Values): CommandOptions {
  for (const name of Object.keys(COMMAND_OPTIONS) as OptionName[]) {
    const of: readonly CommandName[] = COMMAND_OPTIONS[name].of;
    if (values[name] === undefined || of.includes(command)) continue;
    throw new AppError(
      "CONFIGURATION_INVALID",
      `--${name} belongs to the command ${of.join(", ")}, not to ${command}.`,
    );
  }
  const { marketplace, account, way } = values;
  if (way !== undefined && way !== "paste" && way !== "proxy")
    throw new AppError("CONFIGURATION_INVALID", "--way is not usable: it must be paste or proxy.");
  return {
    selfTest: values["self-test"] === true,
    keepDevice: values["keep-device"] === true,
    set: values["set"] === true,
    forget: values["forget"] === true,
    ...(way === undefined ? {} : { way }),
    ...(typeof marketplace === "string" ? { marketplace } : {}),
    ...(typeof account === "string" ? { account } : {}),
  };
}

function parse(typed: readonly string[]): { values: Values; positionals: string[] } {
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
  const options = Object.entries(COMMAND_OPTIONS).map(([name, option]) => {
    return `  ${("value" in option ? `--${name} …` : `--${name}`).padEnd(24)} ${option.help}`;
  });
  return [
    "Usage: ma-alexa [command] [options]",
    "",
    "Commands:",
    ...commands,
    "",
    "Options (each also by the environment variable in brackets, or by its camelCase name in the file):",
    ...settings,
    `  ${"--config …".padEnd(24)} YAML or JSON file with settings (default: config.yaml in the state folder)`,
    ...options,
  ].join("\n");
}
