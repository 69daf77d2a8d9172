import type { EchoStreamParts } from "../stream-parts.js";
import type { ItemStorage } from "./item-bytes.js";

/** Where one player's long items go, if anywhere; of a disk that fails the log tells once. */
export function itemStorage({
  blocks,
  logger,
  playerId,
}: Pick<EchoStreamParts, "blocks" | "logger" | "playerId">): ItemStorage | undefined {
  if (blocks === undefined) return undefined;
  let isTold = false;
  return {
    store: blocks,
    failed: (cause) => {
      if (isTold) return;
      isTold = true;
      logger.warn({ playerId, err: cause }, TOLD);
    },
  };
}

const TOLD =
  "Long items of this player cannot be kept on disk, so that only their last half hour can be heard again: free space on the disk of the bridge's state folder, or check that it can be written.";
