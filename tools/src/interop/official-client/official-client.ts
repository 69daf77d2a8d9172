import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { SendspinClient } from "@ma-alexa/provider";
import { createSimulatedMusicAssistant, systemClock, type SimulatedMusicAssistant } from "@ma-alexa/simulator";
import { z } from "zod";
import { quietLogger } from "../../bench/quiet-logger.js";
import { packagesFor, findPython } from "../python.js";
import { FindingSchema, type Finding } from "../check.js";
import { until } from "../waiting.js";

const SCRIPT = fileURLToPath(new URL("official_client.py", import.meta.url));
const LIMIT_MS = 90_000;
const JOINED_WITHIN_MS = 15_000;

/** The official client; its models are those that this version of it asks for. */
const OFFICIAL_CLIENT = "music-assistant-client==1.7.0";
/** What it runs on: Python 3.13 or newer. */
const PYTHON_MINOR = 13;
/** The oldest that is served, the first with universal players, opaque pictures, and the newest that is known. */
const SCHEMAS = [28, 29, 31, 51, 77] as const;

/** What the official client found of our simulated Music Assistant. */
export interface ClientFindings {
  readonly client: string;
  readonly schema: number;
  readonly checks: Readonly<Record<string, Finding>>;
}

const AnswerSchema = z.record(z.string(), FindingSchema);

/**
 * Lets the real client of Music Assistant use our simulated one, on several versions of the API, with an environment made
 * under `folder`. Empty where there is no Python for it.
 */
export async function examineOfficialClient(folder: string): Promise<readonly ClientFindings[]> {
  const python = findPython(PYTHON_MINOR);
  if (python === undefined) return [];
  const inside = packagesFor(python, folder, "music-assistant-client-1.7.0", [OFFICIAL_CLIENT]);
  const findings: ClientFindings[] = [];
  for (const schema of SCHEMAS) findings.push(await examineOn(inside, schema));
  return findings;
}

async function examineOn(python: string, schema: number): Promise<ClientFindings> {
  const ma = await createSimulatedMusicAssistant({ clock: systemClock, api: { schema } });
  const kitchen = kitchenOf(ma);
  kitchen.start();
  try {
    await until("the player has joined", () => ma.players().some(({ available }) => available), JOINED_WITHIN_MS);
    const checks = await run(python, [SCRIPT, ma.api.url, ma.api.accounts.issue("official client")]);
    return { client: OFFICIAL_CLIENT, schema, checks };
  } finally {
    await kitchen.stop();
    await ma.stop();
  }
}

/** One player, so that there is something to control; it takes every volume that it is told. */
function kitchenOf(ma: SimulatedMusicAssistant): SendspinClient {
  const kitchen = new SendspinClient({
    address: ma.url,
    clientId: "plLvxRMXYPwNBfPjy8efxbz2r8LbRYfHU_pIw-HaEng",
    name: "Kitchen",
    product: { name: "Echo", manufacturer: "Amazon", softwareVersion: "1" },
    format: { codec: "pcm", sampleRateHz: 48_000, bitDepth: 16, channels: 2 },
    clock: systemClock,
    logger: quietLogger,
  });
  kitchen.on("command", (command) => {
    if (command.kind === "volume") kitchen.report({ volume: command.volume });
  });
  return kitchen;
}

async function run(python: string, args: readonly string[]): Promise<ClientFindings["checks"]> {
  const child = spawn(python, args, { stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  let complaint = "";
  child.stdout.on("data", (text: Buffer) => (output += text.toString()));
  child.stderr.on("data", (text: Buffer) => (complaint += text.toString()));
  const impatience = setTimeout(() => child.kill("SIGKILL"), LIMIT_MS);
  await new Promise((resolve) => child.once("close", resolve));
  clearTimeout(impatience);
  const last = output.trim().split("\n").at(-1) ?? "";
  if (last.startsWith("{")) return AnswerSchema.parse(JSON.parse(last));
  return { connect: { ok: false, reason: complaint.trim().split("\n").at(-1) ?? "The client said nothing." } };
}
