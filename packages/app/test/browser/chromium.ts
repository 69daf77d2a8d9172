import { existsSync } from "node:fs";
import { chromium, type Browser } from "playwright-core";

const KNOWN = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** A Chromium of this machine, or undefined; `CHROMIUM_PATH` names one outright. */
export const chromiumPath = [process.env["CHROMIUM_PATH"], ...KNOWN].find(
  (path) => path !== undefined && existsSync(path),
);

/** Nothing that looks things up on the internet by itself. */
const QUIET = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--autoplay-policy=no-user-gesture-required",
];

export function launchChromium(...more: readonly string[]): Promise<Browser> {
  if (chromiumPath === undefined)
    throw new Error("There is no Chromium on this machine: install it, or name it with CHROMIUM_PATH");
  return chromium.launch({ executablePath: chromiumPath, headless: true, args: [...QUIET, ...more] });
}
