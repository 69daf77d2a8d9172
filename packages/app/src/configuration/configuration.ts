import { isIPv4 } from "node:net";
import { homedir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { AppError } from "../app-error.js";

const port = z.coerce.number().int().min(0).max(65_535);

const webAddress = (protocols: readonly string[]) =>
  z.string().refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol));

interface Setting {
  readonly schema: z.ZodType;
  /** What a person may write, for the error that names a wrong value. */
  readonly remedy: string;
  readonly help: string;
}

/** Every setting: its schema, what it accepts in words, and one line of help. The order is that of `--help`. */
export const SETTINGS = {
  musicAssistant: {
    schema: webAddress(["ws:", "wss:"]).optional(),
    remedy: "an address such as ws://192.168.1.5:8927/sendspin",
    help: "Music Assistant's Sendspin address (found by mDNS when absent)",
  },
  publicUrl: {
    schema: webAddress(["https:"]).optional(),
    remedy: "an address such as https://echo.example.org",
    help: "The https address at which Amazon and the Echos reach this bridge",
  },
  publicPort: {
    schema: port.default(8128),
    remedy: "a port from 0 to 65535",
    help: "Port of the public listener (skill, streams)",
  },
  publicHost: {
    schema: z.string().min(1).default("0.0.0.0"),
    remedy: "an address of this machine",
    help: "Address of the public listener",
  },
  certificateFile: {
    schema: z.string().min(1).optional(),
    remedy: "a path to a PEM file",
    help: "Certificate chain of the public listener",
  },
  keyFile: {
    schema: z.string().min(1).optional(),
    remedy: "a path to a PEM file",
    help: "Private key of the public listener",
  },
  adminPort: {
    schema: port.default(8127),
    remedy: "a port from 0 to 65535",
    help: "Port of the dashboard and its API",
  },
  adminHost: {
    schema: z.string().min(1).default("127.0.0.1"),
    remedy: "an address of this machine",
    help: "Address of the dashboard; any but loopback needs a password",
  },
  adminPassword: {
    schema: z.string().min(8).optional(),
    remedy: "at least 8 characters",
    help: "Password of the dashboard (better by environment or file)",
  },
  state: {
    schema: z.string().min(1).default(join(homedir(), ".ma-alexa")),
    remedy: "a path to a folder",
    help: "Folder of everything that is remembered",
  },
  passphrase: {
    schema: z.string().min(8).optional(),
    remedy: "at least 8 characters",
    help: "Passphrase that seals stored secrets (by environment; a key file in the state folder when absent)",
  },
  signInHost: {
    schema: z.string().min(1).default("127.0.0.1"),
    remedy: "an address of this machine",
    help: "Address on which Amazon's pages are served while you sign in with --way proxy",
  },
  signInAddress: {
    schema: z
      .string()
      .regex(/^[\w.-]+$/)
      .optional(),
    remedy: "a host name or IP address without port, such as 192.168.1.5",
    help: "How your browser reaches that address (the address itself when absent)",
  },
  signInPort: {
    schema: port.default(8129),
    remedy: "a port from 0 to 65535",
    help: "Port on which Amazon's pages are served while you sign in with --way proxy",
  },
  skillId: {
    schema: z
      .string()
      .regex(/^amzn1\.ask\.skill\.[0-9a-z-]+$/i)
      .optional(),
    remedy: "an id such as amzn1.ask.skill.12345678-1234-1234-1234-123456789abc",
    help: "Id of your custom skill",
  },
  invocationName: {
    schema: z.string().min(2).default("music assistant"),
    remedy: "the name you say to Alexa, such as music assistant",
    help: "Invocation name of your custom skill",
  },
  musicSkillAlias: {
    schema: z.string().min(2).default("music assistant"),
    remedy: "the name you say to Alexa after on, such as music assistant",
    help: "What you call the music skill",
  },
  spokenRequests: {
    schema: z.string().min(1).optional(),
    remedy: "the name of an Echo, such as Kitchen",
    help: "The Echo on which a spoken request plays when Amazon does not tell who was spoken to (one that is idle when absent)",
  },
  lwaClientId: {
    schema: z.string().min(1).optional(),
    remedy: "the client id of your security profile at Amazon",
    help: "Skill management: client id of your Login with Amazon profile",
  },
  lwaClientSecret: {
    schema: z.string().min(1).optional(),
    remedy: "the client secret of your security profile at Amazon",
    help: "Skill management: its client secret (better by environment or file)",
  },
  lwaRefreshToken: {
    schema: z.string().min(1).optional(),
    remedy: "a refresh token of your Amazon developer account",
    help: "Skill management: a refresh token (better by environment or file)",
  },
  forwarderSecret: {
    schema: z.string().min(32).optional(),
    remedy: "at least 32 characters, the same as in your Lambda function",
    help: "Shared secret of your own Lambda function (better by environment or file)",
  },
  forwarderArn: {
    schema: z
      .string()
      .regex(/^arn:aws:lambda:/)
      .optional(),
    remedy: "an ARN such as arn:aws:lambda:us-east-1:123456789012:function:forwarder",
    help: "Your own Lambda function, when Alexa shall ask it instead of this bridge",
  },
  wildcardCertificate: {
    schema: z.union([z.boolean(), z.stringbool()]).default(false),
    remedy: "true or false",
    help: "Whether the public certificate names a whole domain (*.example.org)",
  },
  leadSeconds: {
    schema: z.coerce.number().min(2).max(12).default(4),
    remedy: "a number of seconds from 2 to 12",
    help: "How far ahead an Echo is fed",
  },
  bitrate: {
    schema: z.coerce
      .number()
      .pipe(z.union([z.literal(192), z.literal(320)]))
      .default(320),
    remedy: "192 or 320",
    help: "MP3 bit rate in kbit/s",
  },
  skip: {
    schema: z.enum(["seamless", "quick"]).optional(),
    remedy: "seamless or quick",
    help: "How a skip asked in Music Assistant is heard: after what the Echo holds, or at once by launching it again (quick)",
  },
  logLevel: {
    schema: z.enum(["debug", "info", "warn", "error"]).default("info"),
    remedy: "debug, info, warn or error",
    help: "How much is logged",
  },
} as const satisfies Record<string, Setting>;

export type SettingName = keyof typeof SETTINGS;

/** Everything that can be set; absent means that the person said nothing and no default exists. */
export type Configuration = { readonly [Name in SettingName]: z.output<(typeof SETTINGS)[Name]["schema"]> };

/** Text values as written by a person, with where each was written. */
export interface ConfigurationSource {
  /** Such as `--admin-port`, `MA_ALEXA_ADMIN_PORT` or `adminPort in config.yaml`. */
  readonly label: (name: SettingName) => string;
  readonly values: Partial<Record<SettingName, unknown>>;
}

/**
 * Merges the sources, the first one winning, and checks every value.
 * @throws AppError CONFIGURATION_INVALID naming each wrong setting, where it was written and what it accepts; never its value.
 */
export function readConfiguration(sources: readonly ConfigurationSource[]): Configuration {
  const complaints: string[] = [];
  const read = (name: SettingName): unknown => {
    const source = sources.find((candidate) => candidate.values[name] !== undefined);
    const result = SETTINGS[name].schema.safeParse(source?.values[name]);
    if (result.success) return result.data;
    complaints.push(`${source?.label(name) ?? name} is not usable: it must be ${SETTINGS[name].remedy}.`);
    return undefined;
  };
  const configuration = Object.fromEntries(
    settingNames().map((name) => [name, read(name)]),
  ) as unknown as Configuration;
  if (complaints.length === 0) complaints.push(...contradictions(configuration));
  if (complaints.length > 0) throw new AppError("CONFIGURATION_INVALID", complaints.join("\n"));
  return configuration;
}

/** The names of all settings, in the order of the help. */
export function settingNames(): SettingName[] {
  return Object.keys(SETTINGS) as SettingName[];
}

/** `adminPort` → `--admin-port`. */
export function flagOf(name: SettingName): string {
  return `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

/** `adminPort` → `MA_ALEXA_ADMIN_PORT`. */
export function environmentVariableOf(name: SettingName): string {
  return `MA_ALEXA_${name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`;
}

const LOOPBACK = new Set(["127.0.0.1", "::1", "localhost"]);

/** Whether a listener on this address can be reached from this machine only. */
export function isLoopback(host: string): boolean {
  return LOOPBACK.has(host) || (isIPv4(host) && host.startsWith("127."));
}

function contradictions(configuration: Configuration): string[] {
  const complaints: string[] = [];
  if ((configuration.certificateFile === undefined) !== (configuration.keyFile === undefined)) {
    complaints.push("--certificate-file and --key-file belong together: give both, or neither.");
  }
  if (!isLoopback(configuration.adminHost) && configuration.adminPassword === undefined) {
    complaints.push(
      "--admin-host opens the dashboard to others: set MA_ALEXA_ADMIN_PASSWORD too, or leave it on 127.0.0.1.",
    );
  }
  const fixed = configuration.adminPort !== 0 && configuration.adminPort === configuration.publicPort;
  if (fixed)
    complaints.push(
      "--admin-port and --public-port are the same: the dashboard must not be public, choose another port for one of them.",
    );
  return complaints;
}
