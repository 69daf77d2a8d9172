import { createInterface } from "node:readline/promises";
import { AppError } from "../app-error.js";
import type { CommandOptions } from "./arguments.js";
import type { CommandParts } from "./parts.js";
import { meantAccount, withAmazon } from "./with-amazon.js";

/** Prints the code of an account's authenticator; `--set` keeps its secret first, `--forget` forgets it. */
export function showTotp(parts: CommandParts, { account, set, forget }: CommandOptions): Promise<number> {
  return withAmazon(parts, async (side) => {
    const { id, label } = meantAccount(side, account);
    if (forget) {
      await side.totp.forget(id);
      console.log(`The authenticator secret of ${label} is forgotten.`);
      return 0;
    }
    if (set && !(await side.totp.keep(id, await askSecret())))
      throw new AppError("CONFIGURATION_INVALID", "This is no authenticator secret: copy all 52 letters and digits.");
    const now = side.totp.codeOf(id);
    if (now === undefined)
      throw new AppError("NOT_SIGNED_IN", `No authenticator secret of ${label} is kept: ma-alexa totp --set.`);
    console.log(`${now.code}  (${String(now.secondsLeft)} s left)`);
    return 0;
  });
}

/** Typed, never an argument: arguments are seen by everybody on the machine. */
async function askSecret(): Promise<string> {
  const lines = createInterface({ input: process.stdin, output: process.stdout });
  try {
    return await lines.question("The secret that Amazon shows for an authenticator app:\n> ");
  } finally {
    lines.close();
  }
}
