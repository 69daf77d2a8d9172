/**
 * The bridge against real Sendspin servers, and the simulated Amazon and Music Assistant against real clients of theirs:
 * `npm run interop [-- --json] [-- --only 6.1.1|amazon|music-assistant] [-- --verbose]`. Every server version runs in a process of its
 * own, three at a time, since the judgement of what was heard keeps a processor busy; the clients take their turns afterwards.
 */
import { parseArgs } from "node:util";
import { examineClients } from "./amazon/clients.js";
import { clientMatrix, countClients } from "./amazon/findings.js";
import type { ServerFindings } from "./check.js";
import { count, matrix } from "./matrix.js";
import { examineOfficialClient } from "./official-client/official-client.js";
import { countChecks, officialMatrix } from "./official-client/official-matrix.js";
import { findPython } from "./python.js";
import { lookAgain } from "./second-look.js";
import { ENVIRONMENTS, examineVersion, VERSIONS } from "./versions.js";
import { inOwnProcess } from "./own-process.js";

const { values } = parseArgs({
  options: { json: { type: "boolean" }, only: { type: "string" }, verbose: { type: "boolean" } },
  // npm 7 and later pass a second "--" on.
  args: process.argv.slice(2).filter((argument) => argument !== "--"),
});

const AMAZON = "amazon";
const MUSIC_ASSISTANT = "music-assistant";
const NO_PYTHON =
  "Skipped: the real servers need Python 3.12 or newer and none was found. Install one, or name it in MA_ALEXA_PYTHON.";

/** All six at once would keep two processor cores from judging in time what they hear. */
async function inTwoWaves(verbose: boolean): Promise<ServerFindings[]> {
  const half = Math.ceil(VERSIONS.length / 2);
  const findings: ServerFindings[] = [];
  for (const wave of [VERSIONS.slice(0, half), VERSIONS.slice(half)])
    findings.push(...(await Promise.all(wave.map((version) => inOwnProcess(version, verbose)))));
  return await lookAgain(findings, (version) => inOwnProcess(version, verbose));
}

async function main(): Promise<number> {
  const python = findPython();
  const servers = python === undefined || isClientOnly() ? [] : await examineServers(python);
  const clients = isChild() || values.only === MUSIC_ASSISTANT ? [] : await examineClients(python);
  const official = isChild() || values.only === AMAZON ? [] : await examineOfficialClient(ENVIRONMENTS);
  const [found, seen, used] = [count(servers), countClients(clients), countChecks(official)];
  const failed = found.failed + seen.failed + used.failed;
  if (values.json === true) console.log(JSON.stringify(isChild() ? { servers } : { servers, clients, official }));
  else {
    const skipped = seen.skipped + (python === undefined ? 1 : 0);
    const shown = python === undefined ? NO_PYTHON : servers.length === 0 ? undefined : matrix(servers);
    console.log(
      [shown, clientMatrix(clients), officialMatrix(official)].filter((part) => part !== undefined).join("\n\n"),
    );
    console.log(`\n${closingLine(found.passed + seen.passed + used.passed, failed, skipped)}`);
  }
  return failed === 0 ? 0 : 1;
}

/** One server version is asked for: then nothing else is examined. */
function isChild(): boolean {
  return values.only !== undefined && !isClientOnly();
}

function isClientOnly(): boolean {
  return values.only === AMAZON || values.only === MUSIC_ASSISTANT;
}

async function examineServers(python: string): Promise<ServerFindings[]> {
  const verbose = values.verbose === true;
  return values.only === undefined ? inTwoWaves(verbose) : [await examineVersion(python, values.only, verbose)];
}

function closingLine(passed: number, failed: number, skipped: number): string {
  const line = `${String(passed)} passed, ${String(failed)} failed`;
  return skipped === 0 ? line : `${line}, ${String(skipped)} skipped`;
}

process.exitCode = await main();
