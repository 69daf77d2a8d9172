import pino, { type DestinationStream } from "pino";
import pretty from "pino-pretty";
import type { Logger } from "@ma-alexa/provider";
import { maskSecrets } from "./secrets.js";

/** How the program logs: for people on a terminal, as JSON lines elsewhere. */
export interface LoggerOptions {
  readonly level: "debug" | "info" | "warn" | "error" | "silent";
  readonly destination?: DestinationStream;
}

/**
 * The house's logger. Every field and sentence passes `maskSecrets` on its way out. It writes to standard error, since
 * standard output belongs to what a command answers.
 */
export function createLogger({ level, destination }: LoggerOptions): Logger {
  const terminal = () => pretty({ destination: 2, sync: true, ignore: "pid,hostname" });
  const stream = destination ?? (process.stderr.isTTY ? terminal() : pino.destination({ dest: 2, sync: true }));
  return masked(pino({ level, base: null, formatters: { level: (label) => ({ level: label }) } }, stream));
}

function masked(logger: pino.Logger): Logger {
  const at =
    (level: "debug" | "info" | "warn" | "error") =>
    (fields: Readonly<Record<string, unknown>>, message: string): void => {
      if (logger.isLevelEnabled(level)) logger[level](maskSecrets(fields) as object, maskSecrets(message) as string);
    };
  return {
    child: (bindings) => masked(logger.child(maskSecrets(bindings) as pino.Bindings)),
    debug: at("debug"),
    info: at("info"),
    warn: at("warn"),
    error: at("error"),
  };
}
