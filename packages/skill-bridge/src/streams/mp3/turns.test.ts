import { describe, expect, it } from "vitest";
import { MOST_AWAY, Turns, type Turn } from "./turns.js";

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

/** A thread that has as much as it takes. */
function busy(said: string[]): Turns {
  const turns = new Turns();
  turns.ask(sender("-", MOST_AWAY, said));
  said.length = 0;
  return turns;
}

describe("turns at a thread", () => {
  it("are some at first, and then one for each answer", () => {
    const said: string[] = [];
    const turns = new Turns();
    turns.ask(sender("a", 99, said));
    expect(said).toHaveLength(MOST_AWAY);
    turns.answered();
    expect(said).toHaveLength(MOST_AWAY + 1);
  });

  it("go round among those who wait", () => {
    const said: string[] = [];
    const turns = busy(said);
    for (const name of ["a", "b", "c"]) turns.ask(sender(name, 2, said));
    for (let answer = 0; answer < 6; answer++) turns.answered();
    expect(said.join("")).toBe("abcabc");
  });

  it("are given to who is urgent first", () => {
    const said: string[] = [];
    const turns = busy(said);
    for (const name of ["a", "b"]) turns.ask(sender(name, 9, said));
    turns.ask(sender("u", 3, said, 2));
    for (let answer = 0; answer < 5; answer++) turns.answered();
    expect(said.join("")).toBe("uuabu");
  });

  it("are not given to who has left", () => {
    const said: string[] = [];
    const turns = busy(said);
    const left = sender("a", 9, said);
    turns.ask(left);
    turns.leave(left);
    turns.answered();
    expect(said).toEqual([]);
  });
});
