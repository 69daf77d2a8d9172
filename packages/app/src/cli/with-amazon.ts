import { openAmazonSide, type AmazonSide } from "../accounts/amazon-side.js";
import { AppError } from "../app-error.js";
import { openStorage } from "../storage/open-storage.js";
import type { StoredAccount } from "@ma-alexa/protocol/amazon";
import type { CommandParts } from "./parts.js";

/** Does something with the signed-in accounts of the state folder, and leaves nothing open behind it. */
export async function withAmazon(
  parts: CommandParts,
  act: (side: AmazonSide) => Promise<number> | number,
): Promise<number> {
  const storage = await openStorage(parts.configuration);
  try {
    const side = await openAmazonSide({ ...parts, store: storage.store });
    try {
      return await act(side);
    } finally {
      await side.desk.stop();
    }
  } finally {
    await storage.stop();
  }
}

/**
 * The account that was meant: the one with this id or name, or the only one.
 * @throws AppError NOT_SIGNED_IN or CONFIGURATION_INVALID, naming what there is.
 */
export function meantAccount({ book }: AmazonSide, named: string | undefined): StoredAccount {
  const accounts = book.list();
  const meant = accounts.filter(({ id, label }) => named === undefined || named === id || named === label);
  const [first] = meant;
  if (accounts.length === 0)
    throw new AppError("NOT_SIGNED_IN", "No Amazon account is signed in. Sign in with: ma-alexa login.");
  if (first === undefined || meant.length > 1)
    throw new AppError(
      "CONFIGURATION_INVALID",
      `Say which account you mean with --account: ${accounts.map(({ id, label }) => `${id} (${label})`).join(", ")}.`,
    );
  return first;
}
