import type { CommandOptions } from "./arguments.js";
import type { CommandParts } from "./parts.js";
import { meantAccount, withAmazon } from "./with-amazon.js";

/** Signs an account out, and takes our app off its list of devices unless `--keep-device` is given. */
export function logout(parts: CommandParts, { account, keepDevice }: CommandOptions): Promise<number> {
  return withAmazon(parts, async (side) => {
    const { id, label } = meantAccount(side, account);
    await side.totp.forget(id);
    const isDeregistered = await side.desk.signOut(id, { deregister: !keepDevice });
    console.log(`${label} is signed out. Its players come back when it signs in again.`);
    if (!isDeregistered)
      console.log("Amazon still lists ma-alexa among your devices; remove it there under Content & Devices.");
    return 0;
  });
}
