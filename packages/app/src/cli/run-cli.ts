import { AppError } from "../app-error.js";
import { runSelfTest } from "../demo/self-test.js";
import { createLogger } from "../logging/logger.js";
import { maskSecrets } from "../logging/secrets.js";
import { systemClock } from "../system-clock.js";
import { VERSION } from "../version.js";
import { helpText, readArguments, type Arguments } from "./arguments.js";
import { listAccounts } from "./list-accounts.js";
import { connectMusicAssistant } from "./connect-music-assistant.js";
import { listDevices } from "./list-devices.js";
import { login } from "./login.js";
import { logout } from "./logout.js";
import { makeMusicSkill } from "./make-music-skill.js";
import { configurationOf } from "./read-settings.js";
import { runDemo } from "./run-demo.js";
import { runHousehold } from "./run-household.js";
import { showTotp } from "./show-totp.js";

/** Runs one command of `ma-alexa` to its end and answers with the exit code. What a person must do is said on standard error. */
export async function runCli(typed: readonly string[]): Promise<number> {
  try {
    const given = readArguments(typed);
    if (given.help || given.version) {
      console.log(given.help ? helpText() : VERSION);
      return 0;
    }
    return await run(given);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    console.error(`${error.code}: ${String(maskSecrets(error.message))}`);
    return 1;
  }
}

async function run(given: Arguments): Promise<number> {
  const configuration = configurationOf(given, process.env);
  const logger = createLogger({ level: configuration.logLevel });
  const parts = { configuration, clock: systemClock, logger };
  if (given.options.selfTest) return runSelfTest(parts);
  switch (given.command) {
    case "start":
      return runHousehold(parts);
    case "demo":
      return runDemo(parts);
    case "login":
      return login(parts, given.options);
    case "logout":
      return logout(parts, given.options);
    case "accounts":
      return listAccounts(parts);
    case "totp":
      return showTotp(parts, given.options);
    case "devices":
      return listDevices(parts);
    case "music-skill make":
      return makeMusicSkill(parts);
    case "music-assistant connect":
      return connectMusicAssistant(parts);
  }
}
