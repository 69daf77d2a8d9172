import { describe, expect, it } from "vitest";
import { decodePairingToken, encodePairingToken } from "./pairing-token.js";

/** Sendspin reference 2.9. */
const PUBLISHED =
  "SP:0AAAQEAYEAUDAOCAJBIFQYDIOB4IBCEQTCQKRMFYYDENBWHA5DYP6BYPC4PSOLZXH5DU6V97M5XXO74HR6LZ7J5PW674PT6X37T6757Y";
const parts = {
  clientKey: Uint8Array.from({ length: 32 }, (_, n) => n),
  pairingPsk: Uint8Array.from({ length: 32 }, (_, n) => 0xe0 + n),
};

describe("a pairing token", () => {
  it("is the published one for the published keys", () => {
    expect(encodePairingToken(parts)).toBe(PUBLISHED);
  });

  it.each([PUBLISHED, ` ${PUBLISHED.toLowerCase()}\n`, PUBLISHED.slice(3), PUBLISHED.replaceAll("9", "2")])(
    "is read from “%s”",
    (text) => {
      expect(decodePairingToken(text)).toEqual(parts);
    },
  );

  it.each(["", "SP:1AAAQ", PUBLISHED.slice(0, -1), PUBLISHED.replace("AAAQ", "AA1Q")])(
    "is refused as “%s”, without the text in the error",
    (text) => {
      expect(() => decodePairingToken(text)).toThrow(/^A pairing token cannot be read: it [a-z0-9 ]+\.$/);
    },
  );

  it("is not made of keys of another length", () => {
    expect(() => encodePairingToken({ ...parts, pairingPsk: new Uint8Array(31) })).toThrow(RangeError);
  });
});
