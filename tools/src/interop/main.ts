/**
 * The bridge against real Sendspin servers: `npm run interop [-- --json] [-- --only 6.1.1] [-- --verbose]`. Every version runs in a
 * process of its own, all at the same time, since the judgement of what was heard keeps a processor busy.
 */
import { parseArgs } from "node:util";
import { count, matrix } from "./matrix.js";
import { findPython } from "./python.js";
import { examineVersion, VERSIONS } from "./versions.js";
import { inOwnProcess } from "./own-process.js";

const { values } = parseArgs({
  options: { json: { type: "boolean" }, only: { type: "string" }, verbose: { type: "boolean" } },
  // npm 7 and later pass a second "--" on.
  args: process.argv.slice(2).filter((argument) => argument !== "--"),
});

async function main(): Promise<number> {
  const python = findPython();
  if (python === undefined) {
    console.log(
      "Skipped: the real servers need Python 3.12 or newer and none was found. Install one, or name it in MA_ALEXA_PYTHON.",
    );
    console.log(values.json === true ? JSON.stringify({ servers: [] }) : "0 passed, 0 failed, 1 skipped");
    return 0;
  }
  const verbose = values.verbose === true;
  const servers =
    values.only === undefined
      ? await Promise.all(VERSIONS.map((version) => inOwnProcess(version, verbose)))
      : [await examineVersion(python, values.only, verbose)];
  const { passed, failed } = count(servers);
  if (values.json === true) console.log(JSON.stringify({ servers }));
  else console.log(`${matrix(servers)}\n\n${String(passed)} passed, ${String(failed)} failed`);
  return failed === 0 ? 0 : 1;
}

process.exitCode = await main();
