import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { BlockFiles } from "./block-files.js";

const BLOCK = Uint8Array.from({ length: 512_000 }, (_, index) => index % 251);

let state: string;
let folder: string;
let files: BlockFiles;
beforeEach(async () => {
  state = mkdtempSync(join(tmpdir(), "ma-alexa-"));
  folder = join(state, "item-bytes");
  files = new BlockFiles(state);
  await files.start();
});
afterEach(() => {
  rmSync(state, { recursive: true });
});

describe("BlockFiles", () => {
  it("give back what was written, each block its own bytes", async () => {
    const [one, other] = await Promise.all([files.write(BLOCK), files.write(BLOCK.subarray(7))]);
    expect(Buffer.compare(await files.read(one), BLOCK)).toBe(0);
    expect(Buffer.compare(await files.read(other), BLOCK.subarray(7))).toBe(0);
  });

  it("are readable by the owner only", async () => {
    const name = await files.write(BLOCK);
    expect([statSync(folder).mode & 0o777, statSync(join(folder, name)).mode & 0o777]).toEqual([0o700, 0o600]);
  });

  it("are gone when they are removed, and reading them is an error", async () => {
    const name = await files.write(BLOCK);
    files.remove(name);
    await vi.waitFor(() => {
      expect(readdirSync(folder)).toEqual([]);
    });
    await expect(files.read(name)).rejects.toThrow();
  });

  it("are removed by stop, and by the next start where a bridge was killed; the documents stay", async () => {
    writeFileSync(join(state, "volumes.json"), "{}");
    await files.write(BLOCK);
    await new BlockFiles(state).start();
    expect(readdirSync(state)).toEqual(["volumes.json"]);
    await files.write(BLOCK);
    await files.stop();
    expect([existsSync(folder), readdirSync(state)]).toEqual([false, ["volumes.json"]]);
  });

  it("reject where the folder cannot be made", async () => {
    writeFileSync(folder, "");
    await expect(files.write(BLOCK)).rejects.toThrow();
  });
});
