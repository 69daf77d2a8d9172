import { AmazonAccount, REGISTRATION_DOCUMENT, type AccountState, type EchoDevice } from "@ma-alexa/provider";
import { z } from "zod";
import { AppError } from "../app-error.js";
import { StateFolder } from "../storage/state-folder.js";
import type { CommandParts } from "./parts.js";

const RegistrationSchema = z.record(z.string(), z.unknown());
const PATIENCE_MS = 30_000;

/** Prints the devices of the signed-in account, one a line: name, model, language, online, and why it is not a player. */
export async function listDevices({ configuration, clock, logger }: CommandParts): Promise<number> {
  const store = new StateFolder(configuration.state);
  await store.start();
  try {
    const registration = RegistrationSchema.safeParse(await store.read(REGISTRATION_DOCUMENT));
    if (!registration.success)
      throw new AppError(
        "NOT_SIGNED_IN",
        "No Amazon account is signed in, so there are no devices to list. ma-alexa demo shows a simulated household.",
      );
    const account = new AmazonAccount({ registration: registration.data, store, clock, logger });
    try {
      await account.start();
      for (const device of await listed(account, clock)) console.log(line(device));
      return 0;
    } finally {
      await account.stop();
    }
  } finally {
    await store.stop();
  }
}

function listed(account: AmazonAccount, clock: CommandParts["clock"]): Promise<readonly EchoDevice[]> {
  return new Promise((resolve, reject) => {
    const fail = (reason: string): void => {
      reject(new AppError("NOT_SIGNED_IN", `The devices could not be listed: ${reason}`));
    };
    const patience = clock.after(PATIENCE_MS, () => {
      fail(account.state.reason ?? "Amazon did not answer within 30 s.");
    });
    account.on("devices", (devices) => {
      // The timer would keep the program alive after its answer.
      patience.cancel();
      resolve(devices);
    });
    account.on("state", (state: AccountState) => {
      if (state.kind !== "login-required") return;
      patience.cancel();
      fail(state.reason ?? "Amazon wants a new sign-in.");
    });
  });
}

function line(device: EchoDevice): string {
  const state = device.online ? "online" : "offline";
  return [
    device.name.padEnd(24),
    device.model.padEnd(28),
    device.locale.padEnd(6),
    state.padEnd(8),
    device.reason ?? "",
  ]
    .join(" ")
    .trimEnd();
}
