import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Finding } from "../check.js";
import { packagesFor } from "../python.js";
import { AmazonHouse, KITCHEN } from "./amazon-house.js";
import { inTurn, skipped, type ClientFindings } from "./findings.js";
import { LineProcess } from "./line-process.js";

const VERSION = "1.33.0";
const CLIENT = `alexapy ${VERSION}`;
const PROGRAM = fileURLToPath(new URL("./alexapy-partner.py", import.meta.url));
const PATIENCE_MS = 60_000;

/** The second, independent client: a login through its own proxy with a one-time password, list, volume and state. */
export async function examineAlexapy(python: string | undefined, folder: string): Promise<ClientFindings> {
  if (python === undefined) return skipped(CLIENT, "it needs Python 3.12 or newer and none was found");
  let inside: string;
  try {
    inside = packagesFor(python, folder, `alexapy-${VERSION}`, [`alexapy==${VERSION}`]);
  } catch (error) {
    return skipped(CLIENT, error instanceof Error ? error.message : String(error));
  }
  const house = new AmazonHouse();
  await house.amazon.start();
  const scratch = await mkdtemp(join(tmpdir(), "ma-alexa-alexapy-"));
  const { port, ca } = await house.amazon.openTls();
  const caFile = join(scratch, "ca.pem");
  await writeFile(caFile, ca);
  const { email, password, otpSecret = "" } = house.owner;
  const program = new LineProcess(inside, [PROGRAM, String(port), caFile, email, password, otpSecret]);
  try {
    return await inTurn(CLIENT, checksOf(program, house));
  } finally {
    await program.stop();
    await house.amazon.stop();
    await rm(scratch, { recursive: true, force: true });
  }
}

function checksOf(program: LineProcess, house: AmazonHouse) {
  return {
    signIn: async (): Promise<Finding> => {
      const registered = await program.heard("registered", PATIENCE_MS);
      const otpPage = program.said.some((said) => said.event === "otp-page" && said["shown"] === true);
      const phones = house.amazon.phones(house.owner.email).length;
      return { ok: registered["ok"] === true && otpPage && phones === 1, otpPage, phones };
    },
    devices: async (): Promise<Finding> => {
      const { names } = await program.heard("devices", PATIENCE_MS);
      const list = Array.isArray(names) ? names.map(String) : [];
      return { ok: list.includes("Kitchen"), names: list.join(" + ") };
    },
    command: async (): Promise<Finding> => {
      await program.heard("volume-sent", PATIENCE_MS);
      return { ok: house.volumes.at(-1) === 37, volume: house.volumes.at(-1) };
    },
    state: async (): Promise<Finding> => {
      const { state, title } = await program.heard("state", PATIENCE_MS);
      return { ok: state === "PLAYING" && title === KITCHEN.title, state: String(state) };
    },
  };
}
