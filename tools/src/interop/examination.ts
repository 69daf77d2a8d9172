import { CHECK_NAMES, type CheckName, type Finding, type ServerFindings } from "./check.js";
import { flac, pcm } from "./checks/exactness.js";
import { approval, connect, playable } from "./checks/joining.js";
import { pauseResume, seek, skip, skipByClear } from "./checks/jumping.js";
import { mute, volume } from "./checks/loudness.js";
import { external, naturalEnd, play, reconnect } from "./checks/playing.js";
import { legacyRefused, pairing } from "./checks/protection.js";
import type { House } from "./house.js";
import { bounded, pass } from "./waiting.js";

const CHECKS: Readonly<Record<CheckName, (house: House) => Promise<Finding>>> = {
  connect,
  approval,
  playable,
  volume,
  mute,
  play,
  skip,
  skipByClear,
  seek,
  pauseResume,
  naturalEnd,
  external,
  pairing,
  reconnect,
  pcm,
  flac,
  legacyRefused,
};

const CHECK_LIMIT_MS = 90_000;
/** Judging keeps the whole process busy for a second or more; the Echo catches up before the next check begins. */
const SETTLE_MS = 500;

/** Runs every check one after the other in a house that was started; a check that fails does not keep others from running. */
export async function examine(house: House, version: string): Promise<ServerFindings> {
  const checks: ServerFindings["checks"] = {};
  for (const name of CHECK_NAMES) checks[name] = await run(name, house);
  return { version, checks };
}

async function run(name: CheckName, house: House): Promise<Finding> {
  const refusals = house.partner.count("failed");
  await pass(SETTLE_MS);
  try {
    const finding = await bounded(`the check ${name}`, CHECKS[name](house), CHECK_LIMIT_MS);
    return house.partner.count("failed") === refusals ? finding : failed(finding, refusalOf(house));
  } catch (error) {
    return failed({}, `${error instanceof Error ? error.message : String(error)}${refusalOf(house)}`);
  }
}

function failed(finding: Partial<Finding>, reason: string): Finding {
  return { ...finding, ok: false, reason };
}

/** What the server's program complained of, when it did. */
function refusalOf({ partner }: House): string {
  const refusal = partner.last("failed")?.["error"];
  return typeof refusal === "string" ? ` (the server: ${refusal})` : "";
}
