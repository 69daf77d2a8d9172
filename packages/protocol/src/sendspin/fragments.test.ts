import { describe, expect, it } from "vitest";
import {
  cutIntoFragments,
  e10Fragmentation,
  e9Fragmentation,
  MAX_TRANSPORT_PLAINTEXT,
  Reassembly,
} from "./fragments.js";

const message = (length: number): Uint8Array => Uint8Array.from({ length }, (_, n) => (n === 0 ? 8 : n % 251));

const WAYS = [
  ["E9", e9Fragmentation, [2, 8], [3]],
  ["E10", e10Fragmentation, [1, 2, 8], [1, 1]],
] as const;

describe.each(WAYS)("messages of %s", (_, way, firstHeader, lastHeader) => {
  it("that fit are sent whole", () => {
    const fitting = message(MAX_TRANSPORT_PLAINTEXT);
    expect(cutIntoFragments(fitting, way)).toEqual([fitting]);
    expect(new Reassembly(way).take(fitting)).toBe(fitting);
  });

  it("that do not are cut, headed as the specification says, and put together again", () => {
    const long = message(150_000);
    const pieces = cutIntoFragments(long, way);
    expect(pieces.map(({ length }) => length <= MAX_TRANSPORT_PLAINTEXT)).toEqual([true, true, true]);
    expect([...(pieces[0] ?? [])].slice(0, firstHeader.length)).toEqual(firstHeader);
    expect([...(pieces[2] ?? [])].slice(0, lastHeader.length)).toEqual(lastHeader);
    const reassembly = new Reassembly(way);
    expect(pieces.map((piece) => reassembly.take(piece))).toEqual([undefined, undefined, long]);
    expect(reassembly.take(message(10))).toEqual(message(10));
  });

  it("are refused when something comes between their pieces, or a piece has no beginning", () => {
    const [first = message(1), , last = message(1)] = cutIntoFragments(message(150_000), way);
    const interrupted = new Reassembly(way);
    interrupted.take(first);
    expect(() => interrupted.take(message(10))).toThrow("interrupted");
    if (way === e10Fragmentation) expect(() => new Reassembly(way).take(last)).toThrow("begins or goes on");
  });

  it("are refused above the limit", () => {
    const [first = message(1), second = message(1)] = cutIntoFragments(message(150_000), way);
    const small = new Reassembly(way, 100_000);
    small.take(first);
    expect(() => small.take(second)).toThrow("longer than any message");
  });
});
