import type { BlockStore } from "../../ports.js";

/** A disk in memory that can be full, can lose what it has, and can be slow. */
export class MemoryBlocks implements BlockStore {
  readonly files = new Map<string, Uint8Array>();
  isFull = false;
  isUnreadable = false;
  #count = 0;
  #hold: Promise<void> | undefined;

  /** What is written from now on is there only when the returned function has been called. */
  hold(): () => void {
    let release = (): void => undefined;
    this.#hold = new Promise((resolve) => (release = resolve));
    return release;
  }

  async write(bytes: Uint8Array): Promise<string> {
    await this.#hold;
    if (this.isFull) throw new Error("ENOSPC");
    const name = `block-${String((this.#count += 1))}`;
    this.files.set(name, Uint8Array.from(bytes));
    return name;
  }

  async read(name: string): Promise<Uint8Array> {
    await Promise.resolve();
    const bytes = this.files.get(name);
    if (this.isUnreadable || bytes === undefined) throw new Error("EIO");
    return bytes;
  }

  remove(name: string): void {
    this.files.delete(name);
  }
}
