import { describe, expect, it } from "vitest";
import { Batches } from "./batches.js";

const PIECE = new Uint8Array(4_800);

/** Batches for a thread that takes so many, and more when the test says so. */
function recorded(takes: number): { readonly batches: Batches; readonly said: string[] } {
  const said: string[] = [];
  const batches = new Batches({
    roomFor: (bytes) => new ArrayBuffer(Math.max(bytes, 16_384)),
    ask: (turn) => {
      if (turn.isDue && takes-- > 0) turn.send();
    },
    encode: (pcm) => said.push(`${pcm.byteLength}`),
    sent: () => undefined,
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
    const { batches, said } = recorded(9);
    encode(batches, 6);
    expect(said).toEqual(["4800", "9600", "9600"]);
  });

  it("are full while one waits for its turn", () => {
    const { batches, said } = recorded(1);
    encode(batches, 2);
    expect(batches.isFull).toBe(false);
    encode(batches, 1);
    expect([batches.isFull, batches.isDue, said]).toEqual([true, true, ["4800"]]);
    batches.send();
    expect([batches.isFull, batches.isDue, said]).toEqual([false, false, ["4800", "9600"]]);
  });

  it("are urgent until the first frames can have come", () => {
    const { batches } = recorded(9);
    encode(batches, 5);
    expect(batches.isUrgent).toBe(true);
    encode(batches, 2);
    expect(batches.isUrgent).toBe(false);
  });

  it("have in them what came, in order, however long the pieces are", () => {
    const sent: number[] = [];
    const batches = new Batches({
      roomFor: (bytes) => new ArrayBuffer(bytes),
      ask: (turn) => {
        if (turn.isDue) turn.send();
      },
      encode: (pcm) => sent.push(...pcm.filter((_byte, index) => index % 4_800 === 0)),
      sent: () => undefined,
      finish: () => undefined,
      drop: () => undefined,
    });
    batches.encode(new Uint8Array(4_800).fill(1));
    batches.encode(new Uint8Array(4_800).fill(2));
    batches.encode(new Uint8Array(24_000).fill(3));
    expect(sent).toEqual([1, 2, 3, 3, 3, 3, 3]);
  });

  it("end after everything was sent", () => {
    const { batches, said } = recorded(1);
    encode(batches, 2);
    batches.finish();
    expect(said).toEqual(["4800"]);
    batches.send();
    expect(said).toEqual(["4800", "4800", "finish"]);
  });

  it("are not sent of what waited when it is dropped", () => {
    const { batches, said } = recorded(1);
    encode(batches, 3);
    batches.drop();
    expect([batches.isDue, said]).toEqual([false, ["4800", "drop"]]);
  });
});
