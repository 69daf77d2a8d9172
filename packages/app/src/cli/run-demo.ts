import { startDemo } from "../demo/start-demo.js";
import { streetView } from "../demo/street-view.js";
import { openAdmin } from "./open-admin.js";
import type { CommandParts } from "./parts.js";
import { untilStopped } from "./until-stopped.js";

/** The simulated household with its dashboard, until somebody ends it. */
export async function runDemo(parts: CommandParts): Promise<number> {
  const demo = await startDemo(parts);
  try {
    const view = streetView(demo, parts.clock);
    const admin = await openAdmin({
      ...parts,
      configuration: demo.configuration,
      bridge: demo.bridge,
      demo: { view },
      accounts: demo.accounts,
    });
    console.log(`Demo household. Open ${admin.address} in a browser. Ctrl-C ends it.`);
    await untilStopped();
    await admin.stop();
  } finally {
    await demo.stop();
  }
  return 0;
}
