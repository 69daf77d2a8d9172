// Runs every example; each asserts its own result and exits non-zero when it does not hold.
import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const folder = join(dirname(dirname(fileURLToPath(import.meta.url))), "examples");
let passed = 0;
let failed = 0;
for (const name of readdirSync(folder).sort()) {
  console.log(`— ${name}`);
  const done = spawnSync(process.execPath, ["--import", "tsx", "src/main.ts"], {
    cwd: join(folder, name),
    stdio: "inherit",
  });
  if (done.status === 0) passed += 1;
  else failed += 1;
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed > 0 || passed === 0 ? 1 : 0);
