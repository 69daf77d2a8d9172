import { describe, expect, it } from "vitest";
import { parse } from "../wire.js";
import { CapabilitiesBodySchema, RegisterBodySchema } from "./registering.js";

const body = {
  requested_extensions: ["device_info"],
  registration_data: {
    device_type: "A2IVLV5VM2W81",
    device_serial: "0123456789abcdef0123456789abcdef",
    device_name: "%FIRST_NAME%'s%DUPE_STRATEGY_1ST%Bridge",
    app_name: "Bridge",
  },
  auth_data: {
    client_id: "4142",
    authorization_code: "ANabc",
    code_verifier: "v",
    code_algorithm: "SHA-256",
    client_domain: "DeviceLegacy",
  },
};

describe("RegisterBodySchema", () => {
  it("takes what an app sends, and keeps what it does not look at", () => {
    expect(parse(RegisterBodySchema, body, "registration")).toEqual(body);
  });

  it.each([
    ["without its verifier", { ...body, auth_data: { ...body.auth_data, code_verifier: undefined } }, "code_verifier"],
    [
      "of another kind of app",
      { ...body, registration_data: { ...body.registration_data, device_type: "X" } },
      "device_type",
    ],
  ])("names the field that is wrong in a registration %s", (_name, wrong, field) => {
    expect(() => parse(RegisterBodySchema, wrong, "registration")).toThrow(field);
  });
});

describe("CapabilitiesBodySchema", () => {
  it("wants at least one capability", () => {
    const one = {
      envelopeVersion: "20160207",
      capabilities: [{ type: "AlexaInterface", interface: "Alexa", version: "3" }],
    };
    expect(parse(CapabilitiesBodySchema, one, "capabilities").capabilities[0]?.interface).toBe("Alexa");
    expect(() => parse(CapabilitiesBodySchema, { capabilities: [] }, "capabilities")).toThrow("capabilities");
  });
});
