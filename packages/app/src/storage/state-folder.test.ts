import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { StateFolder } from "./state-folder.js";

let path: string;
let folder: StateFolder;
beforeEach(async () => {
  path = join(mkdtempSync(join(tmpdir(), "ma-alexa-")), "state");
  folder = new StateFolder(path);
  await folder.start();
});
afterEach(async () => {
  await folder.stop();
  rmSync(join(path, ".."), { recursive: true });
});

describe("StateFolder", () => {
  it("gives back what was written, and undefined for what never was", async () => {
    await folder.write("volumes", { kitchen: 35 });
    expect([await folder.read("volumes"), await folder.read("absent")]).toEqual([{ kitchen: 35 }, undefined]);
  });

  it("keeps the newest of writes that overlap", async () => {
    await Promise.all([1, 2, 3].map((value) => folder.write("count", value)));
    expect(await folder.read("count")).toBe(3);
  });

  it("leaves folder and documents readable by the owner only", async () => {
    await folder.write("identities", {});
    expect([statSync(path).mode & 0o777, statSync(join(path, "identities.json")).mode & 0o777]).toEqual([0o700, 0o600]);
  });

  it("leaves no half-written file behind", async () => {
    await folder.write("volumes", {});
    expect(readdirSync(path)).toEqual(["volumes.json"]);
  });

  it("refuses a second bridge and says what to do", async () => {
    await expect(new StateFolder(path).start()).rejects.toMatchObject({
      code: "STATE_FOLDER_IN_USE",
      message: expect.stringContaining("--state") as string,
    });
  });

  it("is free again after stop", async () => {
    await folder.stop();
    const next = new StateFolder(path);
    await next.start();
    await next.stop();
  });

  it("reports a damaged document instead of beginning anew over it", async () => {
    writeFileSync(join(path, "volumes.json"), "{");
    await expect(folder.read("volumes")).rejects.toMatchObject({ code: "DOCUMENT_UNREADABLE" });
  });

  it("reports a folder that cannot be made", async () => {
    writeFileSync(join(path, "file"), "");
    await expect(new StateFolder(join(path, "file", "state")).start()).rejects.toMatchObject({
      code: "STATE_FOLDER_UNUSABLE",
    });
  });
});
