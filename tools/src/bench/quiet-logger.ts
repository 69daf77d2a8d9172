import type { Logger } from "@ma-alexa/provider";

const nothing = (): void => undefined;

const complain = (fields: Readonly<Record<string, unknown>>, message: string): void => {
  process.stderr.write(`${message} ${JSON.stringify(fields)}\n`);
};

/** Says only what should not happen in a benchmark, on stderr. */
export const quietLogger: Logger = {
  child: () => quietLogger,
  debug: nothing,
  info: nothing,
  warn: complain,
  error: complain,
};
