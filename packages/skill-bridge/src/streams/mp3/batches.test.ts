import { describe, expect, it } from "vitest";
import { Batches } from "./batches.js";

const PIECE = new Uint8Array(4_800);

function recorded(): { readonly batches: Batches; readonly said: string[] } {
  const said: string[] = [];
  const batches = new Batches({
    encode: (pieces, bytes) => said.push(`${pieces.length} of ${bytes}`),
    finish: () => said.push("finish"),
    drop: () => said.push("drop"),
  });
  return { batches, said };
}

function encode(batches: Batches, pieces: number): void {
  for (let i = 0; i < pieces; i++) batches.encode(PIECE);
}

describe("batches", () => {
  it("sends the first piece alone, and then two at a time", () => {
    const { batches, said } = recorded();
    encode(batches, 3);
    expect(said).toEqual(["1 of 4800", "2 of 9600"]);
  });

  it("has two batches away and sends another one for each that is answered", () => {
    const { batches, said } = recorded();
    encode(batches, 50);
    expect(said).toHaveLength(2);
    batches.answered();
    expect(said).toHaveLength(3);
  });

  it("finishes after everything was sent", () => {
    const { batches, said } = recorded();
    encode(batches, 6);
    batches.finish();
    expect(said).toHaveLength(2);
    for (let i = 0; i < 2; i++) batches.answered();
    expect(said.slice(2)).toEqual(["2 of 9600", "1 of 4800", "finish"]);
  });

  it("sends nothing of what waited when it is dropped", () => {
    const { batches, said } = recorded();
    encode(batches, 50);
    batches.drop();
    batches.answered();
    expect(said.slice(2)).toEqual(["drop"]);
  });
});
