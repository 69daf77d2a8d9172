import type { AmazonAccounts, EchoDevice } from "@ma-alexa/provider";
import { AppError } from "../app-error.js";
import type { CommandParts } from "./parts.js";
import { withAmazon } from "./with-amazon.js";

const PATIENCE_MS = 30_000;

/** Prints the devices of all signed-in accounts, one a line: name, model, language, online, and why it is not a player. */
export function listDevices(parts: CommandParts): Promise<number> {
  return withAmazon(parts, async ({ book, accounts }) => {
    const ids = book.list().map(({ id }) => id);
    if (ids.length === 0)
      throw new AppError(
        "NOT_SIGNED_IN",
        "No Amazon account is signed in: ma-alexa login. Meanwhile ma-alexa demo shows a simulated household.",
      );
    try {
      accounts.start();
      for (const device of await listed(accounts, ids, parts.clock)) console.log(line(device));
      return 0;
    } finally {
      await accounts.stop();
    }
  });
}

/** All devices, once every account has listed its own or asks for a person. */
function listed(
  accounts: AmazonAccounts,
  ids: readonly string[],
  clock: CommandParts["clock"],
): Promise<readonly EchoDevice[]> {
  return new Promise((resolve, reject) => {
    const look = (isLate: boolean): void => {
      const standings = ids.map((id) => accounts.standing(id));
      const isOver = standings.every(
        (standing) => (standing?.deviceCount ?? 0) > 0 || standing?.state.kind === "login-required",
      );
      if (!isOver && !isLate) return;
      // The timer would keep the program alive after its answer.
      patience.cancel();
      const devices = accounts.devices();
      const reason = accounts.state.reason ?? "Amazon did not answer within 30 s.";
      if (devices.length > 0) resolve(devices);
      else reject(new AppError("NOT_SIGNED_IN", `The devices could not be listed: ${reason}`));
    };
    const patience = clock.after(PATIENCE_MS, () => {
      look(true);
    });
    accounts.on("devices", () => {
      look(false);
    });
    accounts.on("state", () => {
      look(false);
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
