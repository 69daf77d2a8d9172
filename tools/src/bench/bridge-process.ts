/** The process of the bridge: its event loop and its memory are what is measured. */
import { setTimeout as wait } from "node:timers/promises";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { BenchBridge } from "./bench-bridge.js";
import { obey } from "./orders.js";
import { BRIDGE_ORDERS } from "./streams-orders.js";

/** What starting up leaves behind has been cleared away by then. */
const SETTLED_MS = 300;
/** The first only finds out what is dead. */
const COLLECTIONS = 2;
const NS_PER_MS = 1_000_000;

let cpu = process.cpuUsage();
let sinceMs = performance.now();
const loop = monitorEventLoopDelay({ resolution: 1 });

obey(BRIDGE_ORDERS, {
  open: async (parts) => {
    const addresses = await new BenchBridge(parts).start();
    await wait(SETTLED_MS);
    return { addresses: [...addresses], rssMiB: await rssMiB() };
  },
  watch: () => {
    loop.reset();
    loop.enable();
    cpu = process.cpuUsage();
    sinceMs = performance.now();
    return {};
  },
  measured: async () => {
    loop.disable();
    const { user, system } = process.cpuUsage(cpu);
    const cpuCores = (user + system) / 1_000 / (performance.now() - sinceMs);
    return { loopDelayP99Ms: loop.percentile(99) / NS_PER_MS, cpuCores, rssMiB: await rssMiB() };
  },
});

/** Resident memory after collections: what lies about is not what a stream needs. Memory of buffers is given back on another thread. */
async function rssMiB(): Promise<number> {
  for (let round = 0; round < COLLECTIONS; round++) {
    globalThis.gc?.({ type: "major", flavor: "last-resort" });
    await wait(SETTLED_MS);
  }
  return process.memoryUsage.rss() / 1_048_576;
}
