import { describe, expect, test } from "vitest";

import { silentLogger } from "../../testing/silent-logger.js";

import { Credentials, type PlayerCredentials } from "./credentials.js";
import { pskId, SENTINEL } from "./noise/psk.js";

const KITCHEN = "B6N8vBQgk8i3VdwbEOhstCY3StFqqFPtC9_AsrhtHHw";
/** The id of server `n`, and the secret that it shares. */
const server = (n: number): string => Buffer.alloc(32, n).toString("base64url");
const secret = (n: number): Buffer => Buffer.alloc(32, 100 + n);

async function stored(documents = new Map<string, unknown>()) {
  const store = {
    read: (name: string) => Promise.resolve(documents.get(name)),
    write: (name: string, value: unknown, { secret }: { readonly secret?: boolean } = {}) => {
      expect(secret).toBe(true);
      return Promise.resolve(void documents.set(name, structuredClone(value)));
    },
  };
  const credentials = new Credentials({ store, logger: silentLogger });
  await credentials.load();
  return { documents, credentials, kitchen: credentials.of(KITCHEN) };
}

const remembered = (player: PlayerCredentials): number[] =>
  Array.from({ length: 12 }, (_, n) => n).filter((n) => player.isPairedWith(server(n)));

describe("pairings of a player", () => {
  test("are eight at most: the one that was not used for longest goes", async () => {
    const { kitchen } = await stored();
    for (let n = 0; n < 8; n++) kitchen.pair(server(n), secret(n));
    expect(kitchen.find(pskId(secret(0)), server(0))?.kind).toBe("long-term");
    kitchen.pair(server(8), secret(8));
    kitchen.pair(server(9), secret(9));
    expect(remembered(kitchen)).toEqual([0, 3, 4, 5, 6, 7, 8, 9]);
  });

  test("with one server are one: a new secret replaces the old", async () => {
    const { kitchen } = await stored();
    kitchen.pair(server(1), secret(1));
    kitchen.pair(server(1), secret(2));
    expect(kitchen.find(pskId(secret(1)), server(1))).toBeUndefined();
    expect(kitchen.find(pskId(secret(2)), server(1))).toEqual({ kind: "long-term", psk: secret(2) });
  });

  test("belong to their server: its secret is no other server's", async () => {
    const { kitchen } = await stored();
    kitchen.pair(server(1), secret(1));
    expect(kitchen.find(pskId(secret(1)), server(2))).toBeUndefined();
  });

  test("last over a restart, and so does the pairing token's secret", async () => {
    const { documents, credentials, kitchen } = await stored();
    kitchen.pair(server(1), secret(1));
    await credentials.flushed();
    const again = (await stored(documents)).kitchen;
    expect(remembered(again)).toEqual([1]);
    expect(again.pairingPsk).toEqual(kitchen.pairingPsk);
    again.unpair(server(1));
    expect(remembered(again)).toEqual([]);
  });

  test("that cannot be read are nobody's", async () => {
    const documents = new Map<string, unknown>([
      ["sendspin-pairings", { [KITCHEN]: { pairingPsk: "short", records: [] } }],
    ]);
    const { kitchen } = await stored(documents);
    expect(kitchen.pairingPsk).toHaveLength(32);
  });
});

test("the secret that everybody knows and the token's are told apart by their ids", async () => {
  const { kitchen } = await stored();
  expect(kitchen.find(pskId(SENTINEL.psk), server(1))).toBe(SENTINEL);
  expect(kitchen.find(pskId(kitchen.pairingPsk), server(1))).toEqual({ kind: "pairing", psk: kitchen.pairingPsk });
  expect(kitchen.find(pskId(secret(5)), server(1))).toBeUndefined();
});
