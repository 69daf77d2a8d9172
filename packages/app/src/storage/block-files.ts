import { randomUUID } from "node:crypto";
import { mkdir, readFile, rm, statfs, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { BlockStore } from "@ma-alexa/skill-bridge";

const FOLDER = "item-bytes";
/** Left to the documents of the state folder, and to whoever else writes to its disk. */
const LEAST_FREE_BYTES = 1_000_000_000;

/** The audio of long items, a file for each block, in a folder of the state folder that is empty whenever a bridge begins. */
export class BlockFiles implements BlockStore {
  readonly #path: string;

  /** `state`: path of the state folder, which this process holds. */
  constructor(state: string) {
    this.#path = join(state, FOLDER);
  }

  /** Removes what a bridge that was killed has left. */
  async start(): Promise<void> {
    await this.stop();
  }

  /** Removes all blocks; what cannot be removed is tried again at the next start. */
  async stop(): Promise<void> {
    await rm(this.#path, { recursive: true, force: true }).catch(() => undefined);
  }

  /** Keeps a block in a file that only the owner can read. Rejects where that would leave less than 1 GB of the disk. */
  async write(bytes: Uint8Array): Promise<string> {
    await mkdir(this.#path, { recursive: true, mode: 0o700 });
    const { bavail, bsize } = await statfs(this.#path);
    if (bavail * bsize < LEAST_FREE_BYTES + bytes.byteLength)
      throw new Error("The disk of the state folder has less than 1 GB left");
    const name = randomUUID();
    try {
      await writeFile(this.#file(name), bytes, { mode: 0o600, flag: "wx" });
    } catch (error) {
      this.remove(name);
      throw error;
    }
    return name;
  }

  read(name: string): Promise<Uint8Array> {
    return readFile(this.#file(name));
  }

  remove(name: string): void {
    // What stays is removed at the next start.
    rm(this.#file(name), { force: true }).catch(() => undefined);
  }

  #file(name: string): string {
    return join(this.#path, name);
  }
}
