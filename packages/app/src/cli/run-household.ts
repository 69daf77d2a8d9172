import { REGISTRATION_DOCUMENT } from "@ma-alexa/provider";
import { z } from "zod";
import { AppError } from "../app-error.js";
import { Bridge } from "../bridge.js";
import { StateFolder } from "../storage/state-folder.js";
import { openAdmin } from "./open-admin.js";
import type { CommandParts } from "./parts.js";
import { runDemo } from "./run-demo.js";
import { untilStopped } from "./until-stopped.js";

const NOTICE =
  "Nothing is configured yet, so this is a simulated household: press play and listen. Your own Echos come with your Amazon account and Music Assistant's address.";

const RegistrationSchema = z.record(z.string(), z.unknown());

/** The bridge of a real household, until somebody ends it; the demo where nothing is configured. */
export async function runHousehold(parts: CommandParts): Promise<number> {
  const { configuration } = parts;
  const store = new StateFolder(configuration.state);
  await store.start();
  try {
    const registration = RegistrationSchema.safeParse(await store.read(REGISTRATION_DOCUMENT));
    if (registration.success) return await serve({ ...parts, store, registration: registration.data });
    if (configuration.musicAssistant !== undefined || configuration.skillId !== undefined) throw notSignedIn();
    return await runDemo(parts, NOTICE);
  } finally {
    await store.stop();
  }
}

async function serve(
  parts: CommandParts & { store: StateFolder; registration: Record<string, unknown> },
): Promise<number> {
  const bridge = new Bridge(parts);
  try {
    await bridge.start();
    const admin = await openAdmin({ ...parts, bridge });
    console.log(`Dashboard: ${admin.address}`);
    await untilStopped();
    await admin.stop();
  } finally {
    await bridge.stop();
  }
  return 0;
}

function notSignedIn(): AppError {
  return new AppError(
    "NOT_SIGNED_IN",
    "No Amazon account is signed in. Try your Music Assistant with simulated Echos meanwhile: ma-alexa demo --music-assistant ws://…:8927/sendspin.",
  );
}
