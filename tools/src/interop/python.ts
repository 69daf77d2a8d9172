import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

const FLOOR_MINOR = 12;

/** A Python of this machine of 3.`floorMinor` or newer, or undefined. `MA_ALEXA_PYTHON` names one outright. */
export function findPython(floorMinor = FLOOR_MINOR): string | undefined {
  return candidates().find((path) => {
    const answer = spawnSync(path, ["-c", "import sys; print(sys.version_info[0], sys.version_info[1])"], {
      encoding: "utf8",
    });
    const [major, minor] = answer.status === 0 ? answer.stdout.trim().split(" ").map(Number) : [];
    return major === 3 && (minor ?? 0) >= floorMinor;
  });
}

function candidates(): string[] {
  const named = process.env["MA_ALEXA_PYTHON"];
  const pyenv = join(process.env["PYENV_ROOT"] ?? join(homedir(), ".pyenv"), "versions");
  const installed = existsSync(pyenv)
    ? readdirSync(pyenv)
        .sort()
        .reverse()
        .map((name) => join(pyenv, name, "bin", "python3"))
    : [];
  return [...(named === undefined ? [] : [named]), "python3.14", "python3.13", "python3.12", "python3", ...installed];
}

/**
 * A virtual environment with one version of the Sendspin server library, made once under `folder`; the path of its Python.
 * From 6.1.1 on the library imports Pillow and numpy without declaring them.
 * @throws Error with pip's last words when the packages cannot be had.
 */
export function virtualEnvironment(python: string, folder: string, version: string): string {
  return packagesFor(python, folder, `aiosendspin-${version}`, [`aiosendspin==${version}`, "av", "pillow", "numpy"]);
}

/**
 * A virtual environment called `name` with these packages, made once under `folder`; the path of its Python.
 * @throws Error with pip's last words when the packages cannot be had.
 */
export function packagesFor(python: string, folder: string, name: string, packages: readonly string[]): string {
  const home = join(folder, name);
  const inside = join(home, "bin", "python");
  const done = join(home, ".complete");
  if (existsSync(done)) return inside;
  mkdirSync(folder, { recursive: true });
  run(python, ["-m", "venv", "--clear", home]);
  run(inside, ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", ...packages]);
  writeFileSync(done, "");
  return inside;
}

function run(command: string, args: readonly string[]): void {
  const result = spawnSync(command, args, { encoding: "utf8", stdio: ["ignore", "ignore", "pipe"] });
  if (result.status !== 0)
    throw new Error(
      `${args.slice(0, 3).join(" ")} failed: ${result.stderr.trim().split("\n").at(-1) ?? "no reason given"}`,
    );
}
