import { fileURLToPath } from "node:url";
import { examineAlexapy } from "./alexapy-client.js";
import type { ClientFindings } from "./findings.js";
import { examineLibrary } from "./library-client.js";

/** The oldest Node that is supported, and the newest of each line that is. */
const NODE_VERSIONS = ["20.19.0", "22.23.3", "24.21.0"] as const;

/** Kept between runs; git ignores both. */
const NODES = fileURLToPath(new URL("../../../../.cache/interop-node", import.meta.url));
const ENVIRONMENTS = fileURLToPath(new URL("../../../../.venv-interop", import.meta.url));

/** Every client of Amazon's against the simulated Amazon, one after the other. Never rejects. */
export async function examineClients(python: string | undefined): Promise<readonly ClientFindings[]> {
  const found: ClientFindings[] = [];
  for (const version of NODE_VERSIONS) found.push(await examineLibrary(version, NODES));
  found.push(await examineAlexapy(python, ENVIRONMENTS));
  return found;
}
