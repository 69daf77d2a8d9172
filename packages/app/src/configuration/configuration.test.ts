import { describe, expect, it } from "vitest";
import { environmentVariableOf, flagOf, readConfiguration } from "./configuration.js";
import { fromEnvironment, fromFlags } from "./sources.js";

describe("readConfiguration", () => {
  it("has a usable default for everything that needs one", () => {
    expect(readConfiguration([])).toMatchObject({
      adminPort: 8127,
      publicPort: 8128,
      adminHost: "127.0.0.1",
      leadSeconds: 4,
      bitrate: 320,
    });
  });

  it("lets the command line win over the environment", () => {
    const configuration = readConfiguration([
      fromFlags({ adminPort: "9001" }),
      fromEnvironment({ MA_ALEXA_ADMIN_PORT: "9002", MA_ALEXA_PUBLIC_PORT: "9003" }),
    ]);
    expect(configuration).toMatchObject({ adminPort: 9001, publicPort: 9003 });
  });

  it.each([
    [
      "a port that is no number",
      { adminPort: "eighty" },
      "--admin-port is not usable: it must be a port from 0 to 65535.",
    ],
    [
      "an address of another protocol",
      { musicAssistant: "ftp://host" },
      "--music-assistant is not usable: it must be an address such as ws://192.168.1.5:8927/sendspin.",
    ],
    [
      "a lead beyond what is proven",
      { leadSeconds: "60" },
      "--lead-seconds is not usable: it must be a number of seconds from 2 to 12.",
    ],
    ["a bit rate that Echos are not given", { bitrate: "128" }, "--bitrate is not usable: it must be 192 or 320."],
    [
      "a certificate without its key",
      { certificateFile: "cert.pem" },
      "--certificate-file and --key-file belong together: give both, or neither.",
    ],
    [
      "an open dashboard without a password",
      { adminHost: "0.0.0.0" },
      "--admin-host opens the dashboard to others: set MA_ALEXA_ADMIN_PASSWORD too, or leave it on 127.0.0.1.",
    ],
    [
      "one port for both listeners",
      { adminPort: "9000", publicPort: "9000" },
      "--admin-port and --public-port are the same",
    ],
  ])("names %s and the remedy", (_case, values, sentence) => {
    expect(() => readConfiguration([fromFlags(values)])).toThrow(sentence);
  });

  it("names every wrong setting at once", () => {
    expect(() => readConfiguration([fromFlags({ adminPort: "x", bitrate: "y" })])).toThrow(
      /--admin-port.*\n.*--bitrate/,
    );
  });

  it("never shows the value of a wrong setting", () => {
    expect(() => readConfiguration([fromFlags({ adminPassword: "secret" })])).toThrow(/^(?!.*secret).*$/s);
  });
});

describe("names of settings", () => {
  it("are the same word on the command line and in the environment", () => {
    expect([flagOf("certificateFile"), environmentVariableOf("certificateFile")]).toEqual([
      "--certificate-file",
      "MA_ALEXA_CERTIFICATE_FILE",
    ]);
  });
});
