import { setTimeout as wait } from "node:timers/promises";
import { Child } from "./child.js";
import { AMAZON_ORDERS, SENDER_ORDERS, type Change } from "./commands-orders.js";

/** How a storm of volume changes went. */
export interface CommandsRow {
  readonly name: "bridge" | "plain alexa-remote2";
  /** Sequences that reached Amazon. */
  readonly calls: number;
  /** The most of them in any 0.95 s. */
  readonly maxCallsPerSecond: number;
  /** Those that Amazon refused with 429. */
  readonly throttled: number;
  /** Echos that did not end at the level last asked for. */
  readonly wrongFinalValues: number;
  /** From the last change asked for to the last change at an Echo. */
  readonly settledAfterMs: number;
}

const ECHOS = 10;
const CHANGES = 1_000;
const OVER_MS = 2_000;
/** The library tries again 10 to 13 s after a refusal (Amazon reference 8.1); all is over by then. */
const QUIET_AFTER_MS = 2_000;
const OPENS_WITHIN_MS = 60_000;
const ANSWERS_WITHIN_MS = 120_000;

const SENDERS: Readonly<Record<CommandsRow["name"], string>> = {
  bridge: "./commands-bridge-process.ts",
  "plain alexa-remote2": "./commands-plain-process.ts",
};

/** 1000 changes on 10 Echos within 2 s, sent by the bridge or by the bare library; everything over real sockets. */
export async function measureCommands(name: CommandsRow["name"]): Promise<CommandsRow> {
  const amazon = new Child(AMAZON_ORDERS, "./commands-amazon-process.ts");
  const sender = new Child(SENDER_ORDERS, SENDERS[name]);
  try {
    const { endpoint, registration, echos } = await amazon.ask("open", { echos: ECHOS }, OPENS_WITHIN_MS);
    await sender.ask("open", { endpoint, registration }, OPENS_WITHIN_MS);
    await amazon.ask("reset", {});
    const changes = Array.from({ length: CHANGES }, (_, index) => changeOf(index, echos));
    const { lastAskedEpochMs, outcomes } = await sender.ask("storm", { changes, overMs: OVER_MS }, ANSWERS_WITHIN_MS);
    await wait(QUIET_AFTER_MS);
    const { levels, lastChangeEpochMs, ...counted } = await amazon.ask("count", {});
    if (Object.values(outcomes).reduce((sum, count) => sum + count, 0) !== CHANGES) throw new Error("Changes got lost");
    const wanted = new Map(changes.map(({ serial, level }) => [serial, level]));
    const wrongFinalValues = [...wanted].filter(([serial, level]) => levels[serial] !== level).length;
    return { name, ...counted, wrongFinalValues, settledAfterMs: Math.max(0, lastChangeEpochMs - lastAskedEpochMs) };
  } finally {
    await Promise.all([sender.stop(), amazon.stop()]);
  }
}

/** The Echos take turns; levels wander so that every one differs from those before it, the last one of an Echo too. */
function changeOf(index: number, echos: readonly { readonly serial: string; readonly deviceType: string }[]): Change {
  const echo = echos[index % echos.length];
  if (echo === undefined) throw new Error("There is no Echo to turn");
  return { ...echo, level: 1 + ((index * 37) % 99) };
}
