import { expect, it } from "vitest";

import { LeadTime } from "./lead-time.js";

it("reports the remembered start latency at once", () => {
  expect(new LeadTime().restore(1_800)).toBe(1_800);
});

it("reports only what moved by more than 250 ms", () => {
  const lead = new LeadTime();
  expect([lead.held(4_000), lead.held(4_200), lead.held(5_500)]).toEqual([4_000, undefined, 4_544]);
});

it("smooths the start latency, and returns to it when the response is over", () => {
  const lead = new LeadTime();
  lead.started(2_000);
  lead.started(3_500);
  expect(lead.startLatencyMs).toBe(2_500);
  lead.held(4_000);
  expect(lead.held(undefined)).toBe(2_500);
});

it.each([
  ["is honoured by a server that always places audio so far ahead", [2_000_000, 1_900_000], true],
  ["is not by one that ever did not, whatever a skip happens to do later", [250_000, 2_500_000], false],
  ["is not by one that stops", [2_000_000, 250_000], false],
  ["is unknown, so not honoured, before anything came", [], false],
])("%s", (_name, aheadUs, isHonoured) => {
  const lead = new LeadTime();
  for (const ahead of aheadUs) lead.served(ahead);
  expect(lead.isHonoured).toBe(isHonoured);
});
