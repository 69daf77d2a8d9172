import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { lock } from "proper-lockfile";
import writeFileAtomic from "write-file-atomic";
import { AppError } from "../app-error.js";

/** How long a lock outlives a bridge that was killed. The holder renews it at half of this. */
const STALE_LOCK_MS = 10_000;

const NAME = /^[a-z0-9-]+$/;

/**
 * Everything that is remembered: one JSON document per name in one folder that only the owner can open. One bridge at a
 * time may hold it.
 */
export class StateFolder {
  readonly #path: string;
  #release: (() => Promise<void>) | undefined;
  /** Writes of one name follow one another, so that the newest value is the one that stays. */
  readonly #writing = new Map<string, Promise<void>>();

  constructor(path: string) {
    this.#path = path;
  }

  /**
   * Makes the folder when needed and takes it for this process.
   * @throws AppError STATE_FOLDER_UNUSABLE, or STATE_FOLDER_IN_USE when another bridge runs on it.
   */
  async start(): Promise<void> {
    try {
      await mkdir(this.#path, { recursive: true, mode: 0o700 });
    } catch (cause) {
      throw new AppError(
        "STATE_FOLDER_UNUSABLE",
        `The state folder ${this.#path} cannot be made: choose another with --state.`,
        { cause },
      );
    }
    try {
      this.#release = await lock(this.#path, { stale: STALE_LOCK_MS, realpath: false });
    } catch (cause) {
      throw new AppError(
        "STATE_FOLDER_IN_USE",
        `Another bridge runs on the state folder ${this.#path}: stop it, or choose another folder with --state.`,
        { cause },
      );
    }
  }

  /** Waits for what is being written, then gives the folder back. */
  async stop(): Promise<void> {
    await Promise.allSettled(this.#writing.values());
    await this.#release?.().catch(() => undefined);
    this.#release = undefined;
  }

  /**
   * The document as last written, or undefined.
   * @throws AppError DOCUMENT_UNREADABLE when the file exists and is not JSON: nothing is overwritten then.
   */
  async read(name: string): Promise<unknown> {
    const path = this.#file(name);
    let text: string;
    try {
      text = await readFile(path, "utf8");
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code === "ENOENT") return undefined;
      throw new AppError("DOCUMENT_UNREADABLE", `${path} cannot be read: check its owner and permissions.`, { cause });
    }
    try {
      return JSON.parse(text) as unknown;
    } catch (cause) {
      throw new AppError(
        "DOCUMENT_UNREADABLE",
        `${path} is damaged: restore it from a backup, or move it away to begin anew.`,
        { cause },
      );
    }
  }

  /** Replaces the document atomically. Everything in the folder is readable by the owner only. */
  write(name: string, value: unknown): Promise<void> {
    const path = this.#file(name);
    const before = this.#writing.get(name) ?? Promise.resolve();
    const written = before
      .catch(() => undefined)
      .then(() => writeFileAtomic(path, `${JSON.stringify(value, undefined, 2)}\n`, { mode: 0o600 }));
    this.#writing.set(name, written);
    return written;
  }

  #file(name: string): string {
    if (!NAME.test(name)) throw new Error(`"${name}" cannot be the name of a document`);
    return join(this.#path, `${name}.json`);
  }
}
