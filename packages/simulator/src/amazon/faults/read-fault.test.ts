import { describe, expect, it } from "vitest";
import { noFaults } from "./faults.js";
import { FAULT_NAMES, readFault } from "./read-fault.js";

describe("a fault as somebody writes it", () => {
  it.each([
    ["always401", { always401: true }],
    ["always401 = false", { always401: false }],
    ["off always401", { always401: false }],
    ["hang=/api/", { hang: "/api/" }],
    ["reset", { reset: true }],
    ["pushDelayMs=30000", { pushDelayMs: 30_000 }],
    ["off pushDelayMs", { pushDelayMs: 0 }],
    ['vanished=["G0"]', { vanished: ["G0"] }],
    ['status={"pathPrefix":"/api/","status":429}', { status: { pathPrefix: "/api/", status: 429 } }],
    ["off status", { status: undefined }],
  ])("%s is understood", (line, fault) => {
    expect(readFault(line).fault).toEqual(fault);
  });

  it("is answered with how it is now", () => {
    expect(readFault("always401").sentence).toBe("always401 is on.");
    expect(readFault("off always401").sentence).toBe("always401 is off.");
  });

  it.each([
    ["rain", "There is no fault called rain."],
    ["always401 now", "There is no fault called always401 now."],
    ["pushDelayMs", "pushDelayMs takes a number."],
    ["hang=api", "hang takes true or a path."],
    ["vanished=G0", "vanished takes a list of serials."],
    ['status={"status":429}', "status takes an object with pathPrefix and status."],
    ["toString", "There is no fault called toString."],
  ])("%s is a mistake that says what is right", (line, sentence) => {
    expect(readFault(line)).toEqual({ sentence });
  });

  it("is offered for every switch there is", () => {
    expect(FAULT_NAMES.map((name) => name.split(":")[0])).toEqual(Object.keys(noFaults()));
  });
});
