#!/usr/bin/env node
import { once } from "node:events";
import { systemClock } from "./clock.js";
import { createStreet } from "./street.js";

/** Starts the usual street, tells where everything is, and ends with ctrl-c. */
const street = await createStreet({ clock: systemClock });
const { host, port, pushPort } = street.amazon.endpoint;
const lines = [
  "The street is open.",
  "",
  `  Amazon           http://${host}:${port} (push over HTTP/2: ${host}:${pushPort})`,
  `  Music Assistant  ${street.musicAssistant?.url ?? "none"}`,
  ...street.echos.map((echo) => `  Echo             ${echo.name} (${echo.locale}, ${echo.volume} %)`),
  "",
  "Press ctrl-c to end it.",
];
process.stdout.write(`${lines.join("\n")}\n`);
await Promise.race([once(process, "SIGINT"), once(process, "SIGTERM")]);
await street.stop();
