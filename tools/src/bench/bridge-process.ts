/** The process of the bridge: its event loop and its memory are what is measured. */
import { setTimeout as wait } from "node:timers/promises";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { BenchBridge } from "./bench-bridge.js";
import { obey } from "./orders.js";
import { BRIDGE_ORDERS } from "./streams-orders.js";

/** What starting up leaves behind has been cleared away by then. */
const SETTLED_MS = 300;
const NS_PER_MS = 1_000_000;

let cpu = process.cpuUsage();
let sinceMs = performance.now();
const loop = monitorEventLoopDelay({ resolution: 1 });

obey(BRIDGE_ORDERS, {
  open: async (parts) => {
    const addresses = await new BenchBridge(parts).start();
    await wait(SETTLED_MS);
    return { addresses: [...addresses], rssMiB: rssMiB() };
  },
  watch: () => {
    loop.reset();
    loop.enable();
    cpu = process.cpuUsage();
    sinceMs = performance.now();
    return {};
  },
  measured: () => {
    loop.disable();
    const { user, system } = process.cpuUsage(cpu);
    const cpuCores = (user + system) / 1_000 / (performance.now() - sinceMs);
    return { loopDelayP99Ms: loop.percentile(99) / NS_PER_MS, cpuCores, rssMiB: rssMiB() };
  },
});

/** Resident memory after a collection: what lies about is not what a stream needs. */
function rssMiB(): number {
  globalThis.gc?.({ type: "major", flavor: "last-resort" });
  return process.memoryUsage.rss() / 1_048_576;
}
