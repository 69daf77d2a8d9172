import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import type { Finding } from "../check.js";
import { until, pass } from "../waiting.js";
import { AmazonHouse, KITCHEN } from "./amazon-house.js";
import { FAULT_TABLE, type FaultRow } from "./fault-table.js";
import { inTurn, skipped, type ClientFindings } from "./findings.js";
import { LineProcess } from "./line-process.js";
import { nodeBinary } from "./node-binary.js";
import { PUSH_EVENTS } from "./push-events.js";
import { signInOnPages } from "./scripted-person.js";

const PATIENCE_MS = 15_000;
const FLAW_MS = 700;
const PROGRAM = fileURLToPath(new URL("./library-partner.mjs", import.meta.url));
/** As the simulator's own tests use it; its version is the workspace's. */
const LIBRARY = createRequire(new URL("../../../../packages/simulator/package.json", import.meta.url)).resolve(
  "alexa-remote2",
);

/** alexa-remote2 and alexa-cookie2, unmodified, on one version of Node. */
export async function examineLibrary(nodeVersion: string, folder: string): Promise<ClientFindings> {
  const client = `alexa-remote2 on Node ${nodeVersion}`;
  let node: string;
  try {
    node = nodeBinary(nodeVersion, folder);
  } catch (error) {
    return skipped(client, error instanceof Error ? error.message : String(error));
  }
  const house = new AmazonHouse();
  await house.amazon.start();
  const { port, pushPort } = house.amazon.endpoint;
  const program = new LineProcess(node, [PROGRAM, LIBRARY, String(port), String(pushPort)]);
  try {
    return await inTurn(client, checksOf(program, house));
  } finally {
    await program.stop();
    await house.amazon.stop();
  }
}

function checksOf(program: LineProcess, house: AmazonHouse) {
  return {
    signIn: () => signIn(program, house),
    devices: () => devices(program),
    command: () => command(program, house),
    state: () => state(program),
    push: () => push(program, house),
    flaws: () => flaws(program, house),
    faults: () => faults(program, house),
  };
}

/** The whole way through the library's own proxy: e-mail, password, one-time password, registration, first requests. */
async function signIn(program: LineProcess, { amazon, owner }: AmazonHouse): Promise<Finding> {
  const options = {
    proxyOnly: true,
    setupProxy: true,
    proxyOwnIp: "127.0.0.1",
    proxyPort: 0,
    proxyListenBind: "127.0.0.1",
    amazonPage: "amazon.com",
    baseAmazonPage: "amazon.com",
    amazonPageProxyLanguage: "en_US",
    acceptLanguage: "en-US",
    deviceAppName: "Interop",
    formerDataStorePath: "/dev/null",
    cookieRefreshInterval: 0,
    usePushConnection: true,
  };
  const { node } = await program.heard("ready", PATIENCE_MS);
  const answered = program.ask("signIn", { options }, PATIENCE_MS);
  const proxy = await program.heard("proxy", PATIENCE_MS);
  const ended = await signInOnPages(`http://127.0.0.1:${String(proxy["port"])}/`, owner);
  const { error } = await answered;
  await until("push is open", () => amazon.pushStreams === 1, PATIENCE_MS);
  const requests = amazon.calls.total;
  return { ok: error === undefined && ended.endsWith("/cookie-success"), node: String(node), requests };
}

async function devices(program: LineProcess): Promise<Finding> {
  const { body } = await program.ask("devices", {}, PATIENCE_MS);
  const names = Array.isArray(body) ? body.map(String) : [];
  return { ok: names.includes("Kitchen"), names: names.join(" + ") };
}

async function command(program: LineProcess, { volumes }: AmazonHouse): Promise<Finding> {
  await program.ask("volume", { serial: KITCHEN.serial, level: 42 }, PATIENCE_MS);
  await until("the volume arrives", () => volumes.at(-1) === 42, PATIENCE_MS);
  return { ok: true, volume: 42 };
}

async function state(program: LineProcess): Promise<Finding> {
  const { body } = await program.ask("player", { serial: KITCHEN.serial }, PATIENCE_MS);
  const title = JSON.stringify(body).includes(KITCHEN.title);
  return { ok: title };
}

/** Every kind of event, one after the other. */
async function push(program: LineProcess, { amazon, owner }: AmazonHouse): Promise<Finding> {
  const dopplerId = { deviceSerialNumber: KITCHEN.serial, deviceType: KITCHEN.type };
  for (const [name, , payload] of PUSH_EVENTS)
    amazon.push(name, { destinationUserId: owner.id, dopplerId, ...payload });
  amazon.pushNowPlaying(KITCHEN.serial, "PLAYBACK_STARTED");
  const wanted = [...PUSH_EVENTS.map(([, told]) => told), "ws-now-playing-updated"];
  const missing = (): string[] => wanted.filter((name) => !heardPush(program, name));
  await until("every event arrives", () => missing().length === 0, PATIENCE_MS).catch(() => undefined);
  return verdict(missing(), "events", wanted.length);
}

function heardPush({ said }: LineProcess, name: string): boolean {
  return said.some((line) => line.event === "push" && line["name"] === name);
}

/** What the library makes of flawed streams: frames in one chunk and frames too large are lost, doubled ones come twice. */
async function flaws(program: LineProcess, { amazon }: AmazonHouse): Promise<Finding> {
  const count = async (flaw: "pushCoalesced" | "pushOversize" | "pushDuplicated", events: number): Promise<number> => {
    const before = equalizers(program);
    amazon.faults[flaw] = true;
    for (let index = 0; index < events; index++) amazon.pushEqualizer(KITCHEN.serial);
    await pass(FLAW_MS);
    amazon.faults[flaw] = false;
    return equalizers(program) - before;
  };
  const coalesced = await count("pushCoalesced", 5);
  const oversize = await count("pushOversize", 1);
  const duplicated = await count("pushDuplicated", 1);
  const one = equalizers(program);
  amazon.pushEqualizer(KITCHEN.serial);
  await until("the stream is good again", () => equalizers(program) === one + 1, PATIENCE_MS);
  return { ok: coalesced <= 1 && oversize === 0 && duplicated === 2, coalesced, oversize, duplicated };
}

function equalizers({ said }: LineProcess): number {
  return said.filter((line) => line.event === "push" && line["name"] === "ws-equilizer-state-change").length;
}

/** How bad answers reach the library's callback. */
async function faults(program: LineProcess, house: AmazonHouse): Promise<Finding> {
  const wrong: string[] = [];
  for (const row of FAULT_TABLE) if (!(await seenAsMeasured(row, program, house))) wrong.push(row.name);
  return verdict(wrong, "rows", FAULT_TABLE.length);
}

async function seenAsMeasured(row: FaultRow, program: LineProcess, { amazon }: AmazonHouse): Promise<boolean> {
  const good = { ...amazon.faults };
  const before = amazon.calls.count("/api/np/player");
  Object.assign(amazon.faults, structuredClone(row.fault));
  const { error } = await program.ask("player", { serial: KITCHEN.serial }, PATIENCE_MS);
  Object.assign(amazon.faults, good);
  const isError = row.error === undefined ? error === undefined : row.error.test(String(error));
  return isError && amazon.calls.count("/api/np/player") - before === row.requests;
}

/** How many of `all` are as they should be, and the names of those that are not. */
function verdict(wrong: readonly string[], counted: string, all: number): Finding {
  const figures = { [counted]: all - wrong.length };
  return wrong.length === 0 ? { ok: true, ...figures } : { ok: false, ...figures, reason: wrong.join(", ") };
}
