import { expect, test } from "vitest";

import type { Metadata } from "@ma-alexa/protocol/sendspin";
import { TestClock } from "@ma-alexa/simulator";

import { MetadataAgenda } from "./metadata-agenda.js";

/** The server's clock reads 1 000 s when the test begins. */
const NOW_US = 1_000_000_000;
const at = (aheadMs: number, title: string): Metadata => ({ timestamp: NOW_US + aheadMs * 1_000, title });

function agenda() {
  const clock = new TestClock();
  const applied: (string | null | undefined)[] = [];
  const pages = new MetadataAgenda({
    clock,
    apply: (metadata) => applied.push(metadata === null ? null : metadata.title),
  });
  return { clock, applied, pages };
}

test("what plays now is told now", () => {
  const { applied, pages, clock } = agenda();
  pages.take(at(0, "now"), NOW_US);
  pages.take(at(-5_000, "before"), NOW_US);
  expect(applied).toEqual(["now", "before"]);
  expect(clock.pending).toBe(0);
});

test("what will play in 3 s is told in 3 s", async () => {
  const { applied, pages, clock } = agenda();
  pages.take(at(3_000, "next"), NOW_US);
  await clock.advance(2_999, 2_999);
  expect(applied).toEqual([]);
  await clock.advance(1);
  expect(applied).toEqual(["next"]);
});

test("what comes later replaces what was to be told", async () => {
  const { applied, pages, clock } = agenda();
  pages.take(at(3_000, "next"), NOW_US);
  pages.take(at(4_000, "skipped to"), NOW_US);
  await clock.advance(10_000, 1_000);
  expect(applied).toEqual(["skipped to"]);
  pages.take(at(13_000, "after"), NOW_US + 10_000_000);
  pages.take(null, NOW_US + 10_000_000);
  await clock.advance(10_000, 1_000);
  expect(applied).toEqual(["skipped to", null]);
});

test.each([
  ["more than 20 s ahead, which no server is", at(20_001, "far"), NOW_US],
  ["of a server whose clock is not known", at(3_000, "far"), undefined],
])("what is %s is told at once", (_, metadata, serverNowUs) => {
  const { applied, pages } = agenda();
  pages.take(metadata, serverNowUs);
  expect(applied).toEqual(["far"]);
});

test("nothing is told after the end", async () => {
  const { applied, pages, clock } = agenda();
  pages.take(at(3_000, "next"), NOW_US);
  pages.stop();
  await clock.advance(10_000, 1_000);
  expect(applied).toEqual([]);
});
