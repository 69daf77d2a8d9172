import { DEMO_NOTICE, HouseholdRun } from "../household-run.js";
import { openStorage } from "../storage/open-storage.js";
import type { CommandParts } from "./parts.js";
import { untilStopped } from "./until-stopped.js";

/** The household of this state folder with its dashboard, until somebody ends it. */
export async function runHousehold(parts: CommandParts): Promise<number> {
  const storage = await openStorage(parts.configuration);
  try {
    await new Promise<void>((resolve, reject) => {
      const run = new HouseholdRun({
        ...parts,
        store: storage.store,
        blocks: storage.blocks,
        isInRealTime: true,
        failed: reject,
      });
      live(run).then(resolve, reject);
    });
    return 0;
  } finally {
    await storage.stop();
  }
}

async function live(run: HouseholdRun): Promise<void> {
  try {
    const address = await run.start();
    if (run.isDemo) console.log(`${DEMO_NOTICE}\nOpen ${address} in a browser. Ctrl-C ends it.`);
    else console.log(`Dashboard: ${address}`);
    await untilStopped();
  } finally {
    await run.stop();
  }
}
