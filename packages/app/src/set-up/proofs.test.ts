import { describe, expect, it } from "vitest";
import { MemoryStore } from "../memory-store.js";
import { proofOf, Proofs } from "./proofs.js";

describe("proofOf", () => {
  it.each([
    ["echo", "bridge", "fetched", "fetch"],
    ["echo", "bridge", "started", "sound"],
    ["echo", "bridge", "stopped", "stop"],
    ["echo", "bridge", "finished", "stop"],
    ["amazon", "bridge", "volume", "volume"],
    ["bridge", "amazon", "volume", undefined],
    ["bridge", "echo", "launch", undefined],
    ["music-assistant", "bridge", "stream/start", undefined],
  ] as const)("%s → %s %s proves %s", (from, to, subject, proof) => {
    expect(proofOf({ from, to, subject })).toBe(proof);
  });
});

describe("Proofs", () => {
  const quiet = { debug: nothing, info: nothing, warn: nothing, error: nothing, child: () => quiet };
  function nothing(): void {
    // Nobody reads this log.
  }
  const clockAt = (epochMs: number) => ({ now: () => 0, epoch: () => epochMs, after: () => ({ cancel: nothing }) });

  it("survive a restart, and are told once", async () => {
    const store = new MemoryStore();
    const first = new Proofs({ store, clock: clockAt(1_000), logger: quiet });
    let told = 0;
    first.follow(() => (told += 1));
    first.saw("fetch");
    first.saw("fetch");
    const second = new Proofs({ store, clock: clockAt(2_000), logger: quiet });
    await second.load();
    expect(second.all()).toEqual({ fetch: 1_000 });
    expect(told).toBe(1);
  });

  it("begin anew where what was written cannot be read", async () => {
    const store = new MemoryStore();
    await store.write("set-up", { fetch: "yesterday" });
    const proofs = new Proofs({ store, clock: clockAt(1_000), logger: quiet });
    await proofs.load();
    expect(proofs.all()).toEqual({});
  });
});
