import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { displayOnly, openEnum, openObject, openUnion, readableItems, withoutUndefined } from "./open-schemas.js";
import { parse, parseJson, WireError } from "./wire.js";

const ThingSchema = openObject({
  name: z.string(),
  level: z.int().min(0).max(100),
  state: openEnum(["on", "off"]),
  parts: z.array(openObject({ serial: z.string().regex(/^[A-Z]+$/) })),
  choice: openUnion("kind", [openObject({ kind: z.literal("a"), size: z.number() })]),
  hint: displayOnly(z.string()),
});
const thing = { name: "Kitchen", level: 5, state: "on", parts: [{ serial: "A" }], choice: { kind: "a", size: 1 } };

function errorOf(act: () => unknown): WireError {
  try {
    act();
  } catch (error) {
    if (error instanceof WireError) return error;
  }
  throw new Error("Nothing was rejected.");
}

describe("parse", () => {
  it.each([
    ["name", { ...thing, name: 1 }],
    ["level", { ...thing, level: 101 }],
    ["level", { ...thing, level: undefined }],
    ["parts[0].serial", { ...thing, parts: [{ serial: "secret" }] }],
    ["choice.size", { ...thing, choice: { kind: "a" } }],
    ["choice.kind", { ...thing, choice: {} }],
    ["", "no object"],
  ])("names what it read and the path %s", (path, value) => {
    const error = errorOf(() => parse(ThingSchema, value, "A thing"));
    expect(error).toMatchObject({ code: "WIRE_MALFORMED", what: "A thing", path });
    expect(error.message).toContain("A thing");
    expect(error.message).toContain(path);
  });

  it("lets unknown keys pass", () => {
    expect(parse(ThingSchema, { ...thing, news: 1 }, "A thing")).toMatchObject({ name: "Kitchen", news: 1 });
  });

  it("says that a text is no JSON", () => {
    expect(errorOf(() => parseJson(ThingSchema, "{", "A thing"))).toMatchObject({ code: "WIRE_NOT_JSON", path: "" });
  });

  it("never tells the value that was wrong", () => {
    const secret = fc.stringMatching(/^[a-z0-9|]{12,40}$/).map((text) => `Atnr${text}`);
    fc.assert(
      fc.property(secret, fc.constantFrom(...Object.keys(thing)), (value, field) => {
        const broken = [
          () => parse(ThingSchema, { ...thing, [field]: { [field]: [value] } }, "A thing"),
          () => parse(ThingSchema, { ...thing, parts: [{ serial: value }] }, "A thing"),
          () => parse(ThingSchema, { ...thing, choice: { kind: "a", size: value } }, "A thing"),
          () => parseJson(ThingSchema, value, "A thing"),
          () => parseJson(ThingSchema, `{"name": ${value}`, "A thing"),
        ];
        for (const error of broken.map(errorOf)) {
          expect(`${error.message} ${JSON.stringify(error)} ${String(error.stack)}`).not.toContain(value);
          expect(error.cause).toBeUndefined();
        }
      }),
    );
  });
});

describe("open schemas", () => {
  it("reads a word it does not know as unknown, and refuses what is no word", () => {
    expect(parse(openEnum(["on"]), "dim", "A word")).toBe("unknown");
    expect(parse(openEnum(["on"]), "toString", "A word")).toBe("unknown");
    expect(() => parse(openEnum(["on"]), 3, "A word")).toThrow(WireError);
  });

  it("reads a malformed field that is only shown as absent", () => {
    expect(parse(ThingSchema, { ...thing, hint: 7 }, "A thing").hint).toBeUndefined();
  });

  it("keeps null and absent apart after dropping malformed fields", () => {
    const delta = openObject({ title: displayOnly(z.string().nullable()), artist: displayOnly(z.string().nullable()) });
    const read = parse(delta.transform(withoutUndefined), { title: 7, artist: null }, "A delta");
    expect(Object.entries(read)).toEqual([["artist", null]]);
  });

  it("keeps what is common to members it does not know", () => {
    const members = openUnion("kind", [openObject({ kind: z.literal("a") })], openObject({ id: z.string() }));
    expect(parse(members, { kind: "b", id: "7" }, "A member")).toEqual({ kind: "unknown", name: "b", id: "7" });
    expect(errorOf(() => parse(members, { kind: "b" }, "A member")).path).toBe("id");
  });

  it("leaves out the malformed items of a list and refuses what is no list", () => {
    expect(parse(readableItems(z.string()), ["a", 1, "b"], "A list")).toEqual(["a", "b"]);
    expect(() => parse(readableItems(z.string()), null, "A list")).toThrow(WireError);
  });
});
