import { fileURLToPath } from "node:url";
import { allFailed, type ServerFindings } from "./check.js";
import { examine } from "./examination.js";
import { House } from "./house.js";
import { virtualEnvironment } from "./python.js";
import { bounded } from "./waiting.js";

/** The server library as Music Assistant ships it, from the oldest in use to the newest; two of them encrypt. */
export const VERSIONS = ["2.0.0", "4.3.0", "5.2.0", "6.1.1", "9.1.1", "10.2.1"] as const;

/** Kept between runs; git ignores it. */
export const ENVIRONMENTS = fileURLToPath(new URL("../../../.venv-interop", import.meta.url));
const STOP_MS = 15_000;

/** Makes the environment of one version if need be, builds a house with it, and examines it. Never rejects. */
export async function examineVersion(python: string, version: string, verbose: boolean): Promise<ServerFindings> {
  let house: House | undefined;
  try {
    house = new House(virtualEnvironment(python, ENVIRONMENTS, version), version, verbose ? "debug" : "silent");
    await house.start();
    return await examine(house, version);
  } catch (error) {
    return allFailed(version, error instanceof Error ? error.message : String(error));
  } finally {
    if (house !== undefined) await stop(house);
  }
}

/** An end that does not come is told and not waited for. */
async function stop(house: House): Promise<void> {
  try {
    await bounded("stopping the household", house.stop(), STOP_MS);
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
  }
}
