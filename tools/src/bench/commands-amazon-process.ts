/** The process of the simulated Amazon: Echos that obey and push, and a limit on sequences. */
import {
  createSimulatedAmazon,
  listedEcho,
  systemClock,
  type DeviceFacts,
  type SimulatedAmazon,
} from "@ma-alexa/simulator";
import { busiestWindow } from "./busiest-window.js";
import { AMAZON_ORDERS } from "./commands-orders.js";
import { obey } from "./orders.js";

const PREVIEW = "/api/behaviors/preview";
/** What counts as one second, less what a timer may be early. */
const SECOND_MS = 950;
/** Nobody knows Amazon's limit; one a second with a burst of two was never refused (Amazon reference 8.3). */
const BURST = 2;

const facts = new Map<string, DeviceFacts>();
let amazon: SimulatedAmazon | undefined;
let callsBefore = 0;
let throttled = 0;
let lastChangeEpochMs = 0;

obey(AMAZON_ORDERS, {
  open: async ({ echos }) => {
    for (const echo of Array.from({ length: echos }, (_, index) => echoOf(index))) facts.set(echo.serial, echo);
    amazon = makeAmazon();
    await amazon.start();
    amazon.faults.status = { pathPrefix: PREVIEW, status: 429, body: { message: "Rate exceeded" }, when: limit() };
    const registration = { ...amazon.registration() };
    return { endpoint: amazon.endpoint, registration, echos: [...facts.values()].map(addressOf) };
  },
  reset: () => {
    callsBefore = previews().length;
    throttled = 0;
    return {};
  },
  count: () => {
    const calls = previews().slice(callsBefore);
    const levels = Object.fromEntries([...facts.values()].map(({ serial, volume }) => [serial, volume]));
    return {
      calls: calls.length,
      maxCallsPerSecond: busiestWindow(calls, SECOND_MS),
      throttled,
      levels,
      lastChangeEpochMs,
    };
  },
});

function makeAmazon(): SimulatedAmazon {
  return createSimulatedAmazon({
    clock: systemClock,
    devices: [...facts.keys()].map((serial) => ({ describe: () => known(serial) })),
    effects: {
      setVolume: (serial, volume) => {
        facts.set(serial, { ...known(serial), volume });
        lastChangeEpochMs = Date.now();
        amazon?.pushVolume(serial);
        return Promise.resolve();
      },
      stop: () => Promise.resolve(),
      launchSkill: () => Promise.resolve(),
      textCommand: () => Promise.resolve(),
      transport: () => Promise.resolve(),
    },
  });
}

/** True for the request that is too much. */
function limit(): () => boolean {
  let tokens = BURST;
  let atMs = performance.now();
  return () => {
    const nowMs = performance.now();
    tokens = Math.min(BURST, tokens + (nowMs - atMs) / SECOND_MS);
    atMs = nowMs;
    if (tokens < 1) {
      throttled += 1;
      return true;
    }
    tokens -= 1;
    return false;
  };
}

function previews(): number[] {
  const calls = amazon?.calls.list() ?? [];
  return calls.filter(({ method, path }) => method === "POST" && path === PREVIEW).map(({ atMs }) => atMs);
}

function known(serial: string): DeviceFacts {
  const found = facts.get(serial);
  if (found === undefined) throw new Error("There is no such Echo");
  return found;
}

function echoOf(index: number): DeviceFacts {
  return listedEcho(`G0BENCH${index}`, { name: `Echo ${index}` });
}

function addressOf({ serial, type }: DeviceFacts) {
  return { serial, deviceType: type };
}
