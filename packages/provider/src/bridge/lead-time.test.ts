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
