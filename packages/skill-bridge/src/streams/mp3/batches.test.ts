import { describe, expect, it } from "vitest";
import { Batches } from "./batches.js";

const PIECE = new Uint8Array(4_800);

function recorded(): { readonly batches: Batches; readonly said: string[] } {
  const said: string[] = [];
  const batches = new Batches({
    roomFor: (bytes) => new ArrayBuffer(Math.max(bytes, 16_384)),
    encode: (pcm) => said.push(`${pcm.byteLength}`),
    finish: () => said.push("finish"),
    drop: () => said.push("drop"),
  });
  return { batches, said };
}

function encode(batches: Batches, pieces: number): void {
  for (let i = 0; i < pieces; i++) batches.encode(PIECE);
}

describe("batches", () => {
  it("are the first piece alone, and then two at a time", () => {
    const { batches, said } = recorded();
    encode(batches, 3);
    expect(said).toEqual(["4800", "9600"]);
  });

  it("are away two at a time, and another one goes for each that is answered", () => {
    const { batches, said } = recorded();
    encode(batches, 3);
    expect(batches.isFull).toBe(false);
    encode(batches, 2);
    expect([batches.isFull, said.length]).toEqual([true, 2]);
    batches.answered();
    expect([batches.isFull, said]).toEqual([false, ["4800", "9600", "9600"]]);
  });

  it("have in them what came, in order, however long the pieces are", () => {
    const sent: number[] = [];
    const batches = new Batches({
      roomFor: (bytes) => new ArrayBuffer(bytes),
      encode: (pcm) => sent.push(...pcm.filter((_byte, index) => index % 4_800 === 0)),
      finish: () => undefined,
      drop: () => undefined,
    });
    batches.encode(new Uint8Array(4_800).fill(1));
    batches.encode(new Uint8Array(4_800).fill(2));
    batches.encode(new Uint8Array(24_000).fill(3));
    expect(sent).toEqual([1, 2, 3, 3, 3, 3, 3]);
  });

  it("end after everything was sent", () => {
    const { batches, said } = recorded();
    encode(batches, 4);
    batches.finish();
    expect(said).toHaveLength(2);
    batches.answered();
    expect(said.slice(2)).toEqual(["4800", "finish"]);
  });

  it("are not sent of what waited when it is dropped", () => {
    const { batches, said } = recorded();
    encode(batches, 5);
    batches.drop();
    batches.answered();
    expect(said.slice(2)).toEqual(["drop"]);
  });
});
