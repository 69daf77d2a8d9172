import { expect, test } from "vitest";

import { e10, plaintext } from "@ma-alexa/protocol/sendspin";

import { conditionOf, initialReport, updatedReport, type PlayerReport } from "./player-report.js";

const clientState = (report: PlayerReport) => plaintext.state(conditionOf(report, true));

test.each([
  [{ volume: 41.6 }, { volume: 42 }],
  [{ volume: -3 }, { volume: 0 }],
  [{ volume: 150 }, { volume: 100 }],
  [{ staticDelayMs: 9_000 }, { static_delay_ms: 5_000 }],
  [{ requiredLeadTimeMs: 45_000 }, { required_lead_time_ms: 30_000 }],
])("%j is said as %j", (change, said) => {
  expect(clientState(updatedReport(initialReport, change)).player).toMatchObject(said);
});

test("the least buffer is never said above the lead, and comes back with it", () => {
  const short = updatedReport(initialReport, { requiredLeadTimeMs: 1_000, minBufferMs: 3_000 });
  expect(clientState(short).player).toMatchObject({ required_lead_time_ms: 1_000, min_buffer_ms: 1_000 });
  const long = updatedReport(short, { requiredLeadTimeMs: 4_000 });
  expect(clientState(long).player).toMatchObject({ required_lead_time_ms: 4_000, min_buffer_ms: 3_000 });
});

test("external is said in the old and the new way", () => {
  expect(clientState(updatedReport(initialReport, { external: true }))).toMatchObject({
    state: "external_source",
    available: false,
  });
});

test("in E10 only `available` says it, and so does a clock that is not known yet", () => {
  const external = updatedReport(initialReport, { external: true });
  expect(e10.state(conditionOf(external, true))).toMatchObject({ available: false });
  expect(e10.state(conditionOf(initialReport, false))).toMatchObject({ available: false });
  expect(e10.state(conditionOf(initialReport, true))).toEqual({
    available: true,
    player: {
      volume: 30,
      muted: false,
      output_delay_ms: 0,
      required_lead_time_ms: 2_000,
      min_buffer_ms: 1_000,
      supported_commands: ["volume", "mute", "set_output_delay"],
    },
  });
});
