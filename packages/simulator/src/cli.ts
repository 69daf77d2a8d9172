#!/usr/bin/env node
import { once } from "node:events";
import { createInterface } from "node:readline";
import { parseArgs } from "node:util";
import { noFaults } from "./amazon/faults/faults.js";
import { FAULT_NAMES, readFault } from "./amazon/faults/read-fault.js";
import { systemClock } from "./clock.js";
import { createStreet, type Street } from "./street.js";

const HELP = [
  "Type a fault to give Amazon a bad day, `off` and its name to end it, `good day` to end them all:",
  "",
  ...FAULT_NAMES.map((name) => `  ${name}`),
].join("\n");

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** Does what a line says; answers with a sentence. */
function obey({ amazon }: Street, line: string): string {
  if (line.trim() === "help") return HELP;
  if (line.trim() === "good day") {
    Object.assign(amazon.faults, noFaults());
    return "Amazon has a good day.";
  }
  const { fault, sentence } = readFault(line);
  if (fault === undefined) return `${sentence} Type help to see all faults.`;
  Object.assign(amazon.faults, fault);
  return sentence;
}

/** Starts the usual street, tells where everything is, listens for faults, and ends with ctrl-c. */
const { values } = parseArgs({ options: { fault: { type: "string", multiple: true, default: [] } } });
const street = await createStreet({ clock: systemClock });
const { host, port, pushPort } = street.amazon.endpoint;
const lines = [
  "The street is open.",
  "",
  `  Amazon           http://${host}:${port} (push over HTTP/2: ${host}:${pushPort})`,
  `  Music Assistant  ${street.musicAssistant?.url ?? "none"}`,
  ...street.echos.map((echo) => `  Echo             ${echo.name} (${echo.locale}, ${echo.volume} %)`),
  "",
  "Press ctrl-c to end it. Type a fault such as always401 to give Amazon a bad day, or help.",
];
say(lines.join("\n"));
for (const fault of values.fault) say(obey(street, fault));
const typed = createInterface({ input: process.stdin });
typed.on("line", (line) => {
  if (line.trim() !== "") say(obey(street, line));
});
await Promise.race([once(process, "SIGINT"), once(process, "SIGTERM")]);
typed.close();
process.stdin.unref();
await street.stop();
