import type { Logger } from "../ports.js";

/** One line of a log. */
export interface LogLine {
  readonly level: "debug" | "info" | "warn" | "error";
  readonly fields: Readonly<Record<string, unknown>>;
  readonly message: string;
}

/** A logger that keeps what it was told, with the bindings of its children. */
export function recordingLogger(lines: LogLine[] = [], bindings: Readonly<Record<string, unknown>> = {}): Logger {
  const at = (level: LogLine["level"]) => (fields: Readonly<Record<string, unknown>>, message: string) => {
    lines.push({ level, fields: { ...bindings, ...fields }, message });
  };
  return {
    child: (more) => recordingLogger(lines, { ...bindings, ...more }),
    debug: at("debug"),
    info: at("info"),
    warn: at("warn"),
    error: at("error"),
  };
}
