import { describe, expect, test } from "vitest";

import { isSteady, offsetUs, unsynchronized, withExchange, type ClockSync } from "./clock-sync.js";

/** An exchange with a server whose clock is `offset` ahead, `out` and `home` µs on the way. */
function exchange(sync: ClockSync, atUs: number, offset: number, out: number, home: number): ClockSync {
  return withExchange(sync, {
    clientTransmittedUs: atUs,
    serverReceivedUs: atUs + out + offset,
    serverTransmittedUs: atUs + out + offset + 100,
    clientReceivedUs: atUs + out + 100 + home,
  });
}

describe("the offset", () => {
  test("is unknown before the first answer", () => {
    expect(offsetUs(unsynchronized)).toBeUndefined();
  });

  test("is exact when both ways take equally long", () => {
    expect(offsetUs(exchange(unsynchronized, 1_000_000, 805_000_000, 900, 900))).toBe(805_000_000);
  });

  test("comes from the smallest round trip, not from the newest", () => {
    let sync = exchange(unsynchronized, 0, 5_000_000, 40_000, 1_000);
    sync = exchange(sync, 200_000, 5_000_000, 1_000, 1_000);
    sync = exchange(sync, 400_000, 5_000_000, 1_000, 60_000);
    expect(offsetUs(sync)).toBe(5_000_000);
  });

  test("forgets a quick exchange after ten newer ones, so that a drifting clock is followed", () => {
    let sync = exchange(unsynchronized, 0, 1_000_000, 10, 10);
    for (let n = 1; n <= 10; n++) sync = exchange(sync, n * 3_000_000, 1_000_500, 900, 900);
    expect(offsetUs(sync)).toBe(1_000_500);
  });

  test("matches a recorded exchange of aiosendspin 2.0.0", () => {
    const sync = withExchange(unsynchronized, {
      clientTransmittedUs: 230_547,
      serverReceivedUs: 2_176_736_403,
      serverTransmittedUs: 2_176_736_547,
      clientReceivedUs: 232_500,
    });
    expect(offsetUs(sync)).toBe(2_176_504_951.5);
  });
});

describe("an exchange that cannot be", () => {
  test.each([
    ["was answered before it was sent", 2_000_000, 1_000_000],
    ["took longer than ten seconds", 0, 10_100_001],
  ])("changes nothing when it %s", (_what, sentUs, receivedUs) => {
    const odd = {
      clientTransmittedUs: sentUs,
      serverReceivedUs: 7,
      serverTransmittedUs: 7,
      clientReceivedUs: receivedUs,
    };
    expect(withExchange(unsynchronized, odd)).toBe(unsynchronized);
  });
});

describe("steadiness", () => {
  test("needs three exchanges that agree within 5 ms", () => {
    let sync = exchange(unsynchronized, 0, 0, 500, 500);
    sync = exchange(sync, 1, 0, 600, 500);
    expect(isSteady(sync)).toBe(false);
    expect(isSteady(exchange(sync, 2, 0, 700, 500))).toBe(true);
    expect(isSteady(exchange(sync, 2, 0, 30_000, 500))).toBe(false);
  });

  test("is given up for after ten exchanges of a shaky network", () => {
    let sync = unsynchronized;
    for (let n = 0; n < 10; n++) sync = exchange(sync, n, 0, n * 50_000, 500);
    expect(isSteady(sync)).toBe(true);
  });
});
