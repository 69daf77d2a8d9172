import { copyFileSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readConfiguration } from "../configuration/configuration.js";
import { fromFlags } from "../configuration/sources.js";
import { openStorage } from "./open-storage.js";
import type { SealedStore } from "./sealed-store.js";

const SECRET = { refreshToken: "Atnr|very-secret" };

let state: string;
beforeEach(() => {
  state = mkdtempSync(join(tmpdir(), "ma-alexa-"));
});
afterEach(() => {
  rmSync(state, { recursive: true });
});

/** Does something with the stored documents, as one run of the program. */
async function run<T>(act: (store: SealedStore) => Promise<T>, passphrase?: string): Promise<T> {
  const given = passphrase === undefined ? {} : { passphrase };
  const storage = await openStorage(readConfiguration([fromFlags({ state, ...given })]));
  try {
    return await act(storage.store);
  } finally {
    await storage.stop();
  }
}

const text = (name: string): string => readFileSync(join(state, name), "utf8");

describe("a secret document", () => {
  it("is sealed on disk and readable for the owner only, with its key", async () => {
    await run((store) => store.write("accounts", SECRET, { secret: true }));
    expect(await run((store) => store.read("accounts"))).toEqual(SECRET);
    expect(text("accounts.json")).not.toMatch(/very-secret|refreshToken/);
    const modes = ["accounts.json", "secret.key"].map((name) => statSync(join(state, name)).mode & 0o777);
    expect(modes).toEqual([0o600, 0o600]);
  });

  it("opens with its passphrase, and the folder then holds no key", async () => {
    await run((store) => store.write("accounts", SECRET, { secret: true }), "correct horse");
    expect(await run((store) => store.read("accounts"), "correct horse")).toEqual(SECRET);
    expect(() => text("secret.key")).toThrow("ENOENT");
  });

  it.each([
    ["a wrong passphrase", "wrong horse", "MA_ALEXA_PASSPHRASE is not the passphrase"],
    ["no passphrase", undefined, "give it in MA_ALEXA_PASSPHRASE"],
  ])("stays closed and unharmed with %s, and says what to do", async (_case, passphrase, remedy) => {
    await run((store) => store.write("accounts", SECRET, { secret: true }), "correct horse");
    const before = text("accounts.json");
    await expect(run((store) => store.read("accounts"), passphrase)).rejects.toMatchObject({
      code: "SECRETS_LOCKED",
      message: expect.stringContaining(remedy) as string,
    });
    expect(text("accounts.json")).toBe(before);
    expect(await run((store) => store.read("accounts"), "correct horse")).toEqual(SECRET);
  });

  it("stays closed with another key file, and says what to do", async () => {
    await run((store) => store.write("accounts", SECRET, { secret: true }));
    writeFileSync(join(state, "secret.key"), Buffer.alloc(32, 1).toString("base64"));
    await expect(run((store) => store.read("accounts"))).rejects.toThrow("put the right secret.key back");
  });

  it("cannot be passed off as another one", async () => {
    await run((store) => store.write("accounts", SECRET, { secret: true }));
    copyFileSync(join(state, "accounts.json"), join(state, "identities.json"));
    await expect(run((store) => store.read("identities"))).rejects.toMatchObject({ code: "SECRETS_LOCKED" });
  });

  it("goes over to a passphrase when it is written again", async () => {
    await run((store) => store.write("accounts", SECRET, { secret: true }));
    await run(async (store) => {
      await store.write("accounts", await store.read("accounts"), { secret: true });
    }, "correct horse");
    rmSync(join(state, "secret.key"));
    expect(await run((store) => store.read("accounts"), "correct horse")).toEqual(SECRET);
  });

  it("of an older version is read as it stands", async () => {
    writeFileSync(join(state, "accounts.json"), JSON.stringify(SECRET));
    expect(await run((store) => store.read("accounts"))).toEqual(SECRET);
  });
});

describe("any other document", () => {
  it("is stored openly", async () => {
    await run((store) => store.write("volumes", { kitchen: 35 }));
    expect(JSON.parse(text("volumes.json"))).toEqual({ kitchen: 35 });
  });
});
