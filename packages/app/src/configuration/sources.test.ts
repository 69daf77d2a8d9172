import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readConfiguration } from "./configuration.js";
import { fromEnvironment, fromFile } from "./sources.js";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "ma-alexa-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

function file(text: string): string {
  const path = join(folder, "config.yaml");
  writeFileSync(path, text);
  return path;
}

describe("fromFile", () => {
  it("reads YAML", () => {
    expect(readConfiguration([fromFile(file("adminPort: 9100\nlogLevel: debug\n"))])).toMatchObject({
      adminPort: 9100,
      logLevel: "debug",
    });
  });

  it("counts a file that does not exist, or is empty, as nothing said", () => {
    expect([fromFile(join(folder, "absent.yaml")).values, fromFile(file("")).values]).toEqual([{}, {}]);
  });

  it("names the file and key of a wrong value", () => {
    expect(() => readConfiguration([fromFile(file("adminPort: eighty"))])).toThrow(
      "adminPort in config.yaml is not usable",
    );
  });

  it("names a setting that does not exist", () => {
    expect(() => fromFile(file("adminprot: 1"))).toThrow("config.yaml has settings that do not exist: adminprot.");
  });

  it("says that a damaged file cannot be read", () => {
    expect(() => fromFile(file("a: [1"))).toThrow("config.yaml could not be read as YAML or JSON");
  });
});

describe("fromEnvironment", () => {
  it("counts an empty variable as nothing said", () => {
    expect(fromEnvironment({ MA_ALEXA_ADMIN_PORT: "" }).values).toEqual({});
  });
});
