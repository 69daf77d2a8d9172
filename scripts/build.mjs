// Builds the packages whose sources changed since their last build. node: modules only.
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { createHash } from "node:crypto";
import { join } from "node:path";

const FOLDERS = [
  "packages/protocol",
  "packages/simulator",
  "packages/provider",
  "packages/skill-bridge",
  "packages/app",
  "packages/dashboard",
  "tools",
];
const STAMP = ".built";

/** Builds what is stale, two packages at a time; resolves with false when a build failed. */
export async function buildStale(root) {
  const waiting = FOLDERS.map((name) => join(root, name)).filter((folder) => readStamp(folder) !== fingerprint(folder));
  if (waiting.length > 0) console.error(`Building ${waiting.length} of ${FOLDERS.length} packages …`);
  let ok = true;
  const worker = async () => {
    for (let folder = waiting.shift(); folder !== undefined && ok; folder = waiting.shift())
      ok = (await build(root, folder)) && ok;
  };
  await Promise.all([worker(), worker()]);
  return ok;
}

async function build(root, folder) {
  const before = fingerprint(folder);
  const [tool, ...args] = folder.endsWith("dashboard")
    ? [join(folder, "node_modules/.bin/vite"), "build", "--logLevel", "warn"]
    : [join(root, "node_modules/.bin/tsup"), "--silent"];
  const ok = await new Promise((resolve) => {
    const child = spawn(tool, args, { cwd: folder, stdio: ["ignore", 2, 2], shell: process.platform === "win32" });
    child.on("error", () => resolve(false));
    child.on("exit", (code) => resolve(code === 0));
  });
  if (!ok) return false;
  mkdirSync(join(folder, "dist"), { recursive: true });
  writeFileSync(join(folder, "dist", STAMP), before);
  return true;
}

function readStamp(folder) {
  const stamp = join(folder, "dist", STAMP);
  return existsSync(stamp) ? readFileSync(stamp, "utf8") : undefined;
}

/** Names, sizes and times of everything a build of the package reads. */
function fingerprint(folder) {
  const hash = createHash("sha256");
  const visit = (path) => {
    const stat = statSync(path);
    if (stat.isDirectory()) for (const entry of readdirSync(path).sort()) visit(join(path, entry));
    else if (!path.endsWith(".test.ts")) hash.update(`${path.slice(folder.length)} ${stat.size} ${stat.mtimeMs}\n`);
  };
  for (const entry of ["src", "public", "index.html", "package.json", "tsup.config.ts", "vite.config.ts"]) {
    if (existsSync(join(folder, entry))) visit(join(folder, entry));
  }
  return hash.digest("hex");
}
