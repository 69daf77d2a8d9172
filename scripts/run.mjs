// The one door for people who have nothing but Node and npm: installs what is missing, builds what is stale, runs.
// Imports node: modules only, since nothing else is there on a fresh clone.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildStale } from "./build.mjs";

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const PNPM = "pnpm@12.21.0";
const NODE_FLOOR = [20, 19];

const bin = (name) => join(ROOT, "node_modules", ".bin", name);
const node = (...args) => [process.execPath, ...args];
const typescript7 = join(ROOT, "node_modules", "typescript7", "bin", "tsc");
const tool = (path) => node("--import", "tsx", join(ROOT, "tools", "src", path));

/** Every command: what it runs, one after the other, and whether the packages must be built before. */
const COMMANDS = {
  start: {
    built: true,
    run: (args) => [node(join(ROOT, "packages/app/dist/cli.js"), ...(args.length > 0 ? args : ["start"]))],
  },
  simulator: { built: true, run: (args) => [node(join(ROOT, "packages/simulator/dist/cli.js"), ...args)] },
  build: { built: true, run: () => [node(typescript7, "-b", "tsconfig.build.json")] },
  test: {
    built: true,
    run: (args) => [[bin("vitest"), "run", "--reporter=default", "--reporter=./scripts/closing-line.mjs", ...args]],
  },
  browser: {
    built: true,
    run: (args) => [
      [
        bin("vitest"),
        "run",
        "--config",
        "vitest.browser.config.ts",
        "--reporter=default",
        "--reporter=./scripts/closing-line.mjs",
        ...args,
      ],
    ],
  },
  interop: { built: true, cwd: "tools", run: (args) => [tool("interop/main.ts").concat(args)] },
  bench: { built: true, cwd: "tools", run: (args) => [tool("bench/main.ts").concat(args)] },
  examples: { built: true, run: () => [node(join(ROOT, "scripts/examples.mjs"))] },
  types: {
    built: false,
    run: () => [
      node(typescript7, "-p", "tsconfig.json"),
      [join(ROOT, "packages/dashboard/node_modules/.bin/vue-tsc"), "--noEmit", "-p", "packages/dashboard"],
    ],
  },
  lint: { built: false, run: () => [[bin("eslint"), ".", "--max-warnings", "0"]] },
  format: { built: false, run: () => [[bin("prettier"), "--check", "."]] },
  "format:fix": { built: false, run: () => [[bin("prettier"), "--write", "."]] },
  architecture: {
    built: false,
    run: () => [[bin("depcruise"), "--config", ".dependency-cruiser.cjs", "packages", "examples", "tools"]],
  },
  "dead-code": { built: false, run: () => [[bin("knip")]] },
  packages: {
    built: true,
    run: () => [node(typescript7, "-b", "tsconfig.build.json"), node(join(ROOT, "scripts/publint.mjs"))],
  },
};

function requireNode() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major > NODE_FLOOR[0] || (major === NODE_FLOOR[0] && minor >= NODE_FLOOR[1])) return;
  fail(
    `Node ${NODE_FLOOR.join(".")} or newer is needed, this is ${process.versions.node}. Install a newer Node and run the command again.`,
  );
}

/** Installs with the lockfile when nothing is installed, or the lockfile is not the one that was installed from. */
function installIfNeeded() {
  const installed = join(ROOT, "node_modules", ".pnpm", "lock.yaml");
  const wanted = join(ROOT, "pnpm-lock.yaml");
  if (existsSync(installed) && statSync(installed).mtimeMs >= statSync(wanted).mtimeMs) return;
  if (existsSync(installed) && readFileSync(installed, "utf8") === readFileSync(wanted, "utf8")) return;
  console.error("Installing what is needed (once) …");
  // The caller is npm: its own npm_config_* variables would reach pnpm and be reported as unknown settings.
  const env = Object.fromEntries(
    Object.entries(process.env).filter(
      ([key]) => !/^npm_(config_(?!registry|cafile|.*proxy)|package_|lifecycle_)/i.test(key),
    ),
  );
  const done = spawnSync("npx", ["-y", PNPM, "install", "--frozen-lockfile"], {
    cwd: ROOT,
    stdio: ["ignore", 2, 2],
    env,
    shell: process.platform === "win32",
  });
  if (done.status !== 0)
    fail("The installation failed; the lines above say why. Check the network and run the command again.");
}

/** Runs one program to its end, passing signals on, and resolves with its exit code. */
function run([command, ...args], cwd) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd,
      stdio: "inherit",
      shell: process.platform === "win32" && !command.endsWith(".exe"),
    });
    const forward = (signal) => child.kill(signal);
    process.on("SIGINT", forward).on("SIGTERM", forward);
    child.on("error", (error) => fail(`${command} could not be started: ${error.message}`));
    child.on("exit", (code, signal) => {
      process.off("SIGINT", forward).off("SIGTERM", forward);
      resolve(code ?? (signal === "SIGINT" || signal === "SIGTERM" ? 0 : 1));
    });
  });
}

function fail(message) {
  console.error(message);
  process.exit(1);
}

const [name = "start", ...args] = process.argv.slice(2);
const command = COMMANDS[name];
if (command === undefined) fail(`There is no command "${name}". Known commands: ${Object.keys(COMMANDS).join(", ")}.`);
requireNode();
installIfNeeded();
if (command.built && !(await buildStale(ROOT))) fail("The build failed; the lines above say why.");
for (const step of command.run(args)) {
  const code = await run(step, join(ROOT, command.cwd ?? "."));
  if (code !== 0) process.exit(code);
}
