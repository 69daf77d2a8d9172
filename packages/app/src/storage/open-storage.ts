import type { Configuration } from "../configuration/configuration.js";
import { BlockFiles } from "./block-files.js";
import { SealedStore } from "./sealed-store.js";
import { SealingKeys } from "./sealing-keys.js";
import { StateFolder } from "./state-folder.js";

/** What is remembered across restarts, with the secrets sealed, what is kept for this run, and how to give it back. */
export interface Storage {
  readonly store: SealedStore;
  readonly blocks: BlockFiles;
  stop(): Promise<void>;
}

/**
 * Takes the state folder for this process.
 * @throws AppError STATE_FOLDER_UNUSABLE or STATE_FOLDER_IN_USE.
 */
export async function openStorage({ state, passphrase }: Configuration): Promise<Storage> {
  const folder = new StateFolder(state);
  await folder.start();
  try {
    const keys = new SealingKeys(state, passphrase);
    await keys.start();
    const blocks = new BlockFiles(state);
    await blocks.start();
    return {
      store: new SealedStore(folder, keys),
      blocks,
      stop: async () => {
        await blocks.stop();
        await folder.stop();
      },
    };
  } catch (error) {
    await folder.stop();
    throw error;
  }
}
