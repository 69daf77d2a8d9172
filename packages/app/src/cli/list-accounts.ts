import type { CommandParts } from "./parts.js";
import { withAmazon } from "./with-amazon.js";

/** Prints the signed-in accounts, one a line: id, owner, Amazon site, since when. */
export function listAccounts(parts: CommandParts): Promise<number> {
  return withAmazon(parts, ({ book }) => {
    if (book.list().length === 0) console.log("No Amazon account is signed in. Sign in with: ma-alexa login.");
    for (const { id, label, marketplace, signedInAtEpochMs } of book.list()) {
      const since = new Date(signedInAtEpochMs).toISOString().slice(0, 10);
      console.log([id, label.padEnd(20), marketplace.padEnd(14), `signed in ${since}`].join("  "));
    }
    return 0;
  });
}
