import { TestClock, settle } from "@ma-alexa/simulator";
import { describe, expect, it } from "vitest";
import { AmazonError } from "./amazon-error.js";
import type { AmazonErrorCode } from "./amazon-error.js";
import { Breaker } from "./breaker.js";
import type { Errand } from "./breaker.js";

function makeBreaker() {
  const clock = new TestClock();
  const told: (string | number)[] = [];
  const breaker = new Breaker({
    clock,
    onShut: (pauseMs) => told.push(pauseMs),
    onProbe: () => told.push("probe"),
    onOpen: () => told.push("open"),
  });
  const fails = (code: AmazonErrorCode, errand: Errand = "command") =>
    breaker.pass(errand, () => Promise.reject(new AmazonError(code, "no"))).catch(() => undefined);
  const succeeds = (errand: Errand = "command") => breaker.pass(errand, () => Promise.resolve("yes"));
  return { clock, breaker, told, fails, succeeds };
}

describe("Breaker", () => {
  it("turns everybody away for 30 s after a refusal, then for twice as long each time, up to 15 min", async () => {
    const { clock, breaker, told, fails } = makeBreaker();
    for (const seconds of [30, 60, 120, 240, 480, 900, 900]) {
      await fails("RATE_LIMITED");
      clock.tick(seconds * 1_000 - 1);
      expect(breaker.isShut).toBe(true);
      clock.tick(1);
      expect(breaker.isShut).toBe(false);
    }
    expect(told.filter((one) => one !== "probe")).toEqual([30e3, 60e3, 120e3, 240e3, 480e3, 900e3, 900e3]);
  });

  it("refuses by itself while it is shut", async () => {
    const { fails, succeeds } = makeBreaker();
    await fails("RATE_LIMITED");
    await expect(succeeds("books")).rejects.toMatchObject({ code: "RATE_LIMITED" });
  });

  it("lets one request alone through after a pause, and everybody once that was taken", async () => {
    const { clock, breaker, told, fails, succeeds } = makeBreaker();
    await fails("RATE_LIMITED");
    clock.tick(30_000);
    let answer!: (told: string) => void;
    const probe = breaker.pass("books", () => new Promise<string>((resolve) => (answer = resolve)));
    await expect(succeeds()).rejects.toMatchObject({ code: "RATE_LIMITED" });
    const changed = breaker.changed();
    answer("yes");
    expect(await probe).toBe("yes");
    await changed;
    expect(await succeeds()).toBe("yes");
    expect(told).toEqual([30_000, "probe", "open"]);
  });

  it("stays doubtful when the probe is not answered", async () => {
    const { clock, told, fails } = makeBreaker();
    await fails("RATE_LIMITED");
    clock.tick(30_000);
    await fails("TIMEOUT");
    await fails("UNREACHABLE");
    expect(told).toEqual([30_000, "probe"]);
    await fails("REFUSED");
    expect(told).toEqual([30_000, "probe", "open"]);
  });

  it("goes on doubling for commands although the books can be read in between", async () => {
    const { clock, told, fails, succeeds } = makeBreaker();
    await fails("RATE_LIMITED", "command");
    clock.tick(30_000);
    await succeeds("books");
    await fails("RATE_LIMITED", "command");
    clock.tick(60_000);
    await succeeds("command");
    await fails("RATE_LIMITED", "command");
    expect(told).toEqual([30_000, "probe", "open", 60_000, "probe", "open", 30_000]);
  });

  it("counts refusals of requests that were under way together once", async () => {
    const { told, fails } = makeBreaker();
    await Promise.all([fails("RATE_LIMITED", "command"), fails("RATE_LIMITED", "books")]);
    expect(told).toEqual([30_000]);
  });

  it("forgets everything when it is reset, and leaves no timer", async () => {
    const { clock, breaker, fails, succeeds } = makeBreaker();
    await fails("RATE_LIMITED");
    const changed = breaker.changed();
    breaker.reset();
    await changed;
    expect(await succeeds()).toBe("yes");
    await settle();
    expect(clock.pending).toBe(0);
  });
});
