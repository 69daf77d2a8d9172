import { describe, expect, it } from "vitest";
import { Turns, type Turn } from "./turns.js";

/** Somebody with so many batches, who says when one goes. */
function sender(name: string, batches: number, said: string[], urgent = 0): Turn {
  let sent = 0;
  return {
    get isDue() {
      return sent < batches;
    },
    get isUrgent() {
      return sent < urgent;
    },
    send: () => {
      sent += 1;
      said.push(name);
    },
  };
}

describe("turns at a thread", () => {
  it("are two at first, and then one for each answer", () => {
    const said: string[] = [];
    const turns = new Turns();
    turns.ask(sender("a", 5, said));
    expect(said).toEqual(["a", "a"]);
    turns.answered();
    expect(said).toEqual(["a", "a", "a"]);
  });

  it("go round among those who wait", () => {
    const said: string[] = [];
    const turns = new Turns();
    for (const name of ["a", "b", "c"]) turns.ask(sender(name, 3, said));
    for (let answer = 0; answer < 7; answer++) turns.answered();
    expect(said.join("")).toBe("aaabcbcbc");
  });

  it("are given to who is urgent first", () => {
    const said: string[] = [];
    const turns = new Turns();
    for (const name of ["a", "b"]) turns.ask(sender(name, 9, said));
    turns.ask(sender("u", 3, said, 2));
    for (let answer = 0; answer < 4; answer++) turns.answered();
    expect(said.join("")).toBe("aauuab");
  });

  it("are not given to who has left", () => {
    const said: string[] = [];
    const turns = new Turns();
    const left = sender("a", 9, said);
    turns.ask(left);
    turns.leave(left);
    turns.answered();
    expect(said).toEqual(["a", "a"]);
  });
});
