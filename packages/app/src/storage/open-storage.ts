import type { Configuration } from "../configuration/configuration.js";
import { SealedStore } from "./sealed-store.js";
import { SealingKeys } from "./sealing-keys.js";
import { StateFolder } from "./state-folder.js";

/** What is remembered across restarts, with the secrets sealed, and how to give it back. */
export interface Storage {
  readonly store: SealedStore;
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
    return { store: new SealedStore(folder, keys), stop: () => folder.stop() };
  } catch (error) {
    await folder.stop();
    throw error;
  }
}
