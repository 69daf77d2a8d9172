import { describe, expect, it } from "vitest";
import { Beliefs } from "./beliefs.js";

const volume = (level: number, muted = false) => ({ kind: "volume", serial: "a", level, muted }) as const;
const equalizer = { kind: "equalizer", serial: "a" } as const;
const player = (state: "playing" | "interrupted" | "finished") => ({ kind: "player", serial: "a", state }) as const;

describe("Beliefs", () => {
  it("tells a level once", () => {
    const beliefs = new Beliefs();
    expect(beliefs.hear(volume(30), 1_000).fact).toMatchObject({ kind: "volume", level: 30, atEpochMs: 1_000 });
    expect(beliefs.hear(volume(30), 5_000).fact).toBeUndefined();
    expect(beliefs.hear(volume(31), 6_000).fact).toMatchObject({ level: 31 });
  });

  it.each([
    ["equalizer first", [equalizer, volume(30)]],
    ["volume first", [volume(30), equalizer]],
  ])("takes an unchanged volume with an equalizer event for speech: %s", (_name, events) => {
    const beliefs = new Beliefs();
    beliefs.hear(volume(30), 0);
    const learnt = events.map((event, index) => beliefs.hear(event, 60_000 + index * 1_500));
    expect(learnt.map(({ spokenTo }) => spokenTo)).toEqual([false, true]);
    expect(learnt.every(({ fact }) => fact === undefined)).toBe(true);
  });

  it("does not take a changed volume for speech", () => {
    const beliefs = new Beliefs();
    beliefs.hear(volume(30), 0);
    beliefs.hear(equalizer, 60_000);
    expect(beliefs.hear(volume(35), 60_100)).toMatchObject({ spokenTo: false, fact: { level: 35 } });
  });

  it("does not let an older read overrule push", () => {
    const beliefs = new Beliefs();
    beliefs.hear(volume(40), 2_000);
    expect(beliefs.readVolume("a", 30, false, 1_900, 2_100).fact).toBeUndefined();
    expect(beliefs.readVolume("a", 30, false, 2_100, 2_200).fact).toMatchObject({ level: 30 });
  });

  it("notices in the books that something plays, and that it no longer does", () => {
    const beliefs = new Beliefs();
    expect(beliefs.readPlaying("a", false, 1, 2).fact).toBeUndefined();
    expect(beliefs.readPlaying("a", true, 3, 4).fact).toMatchObject({ state: "playing" });
    expect(beliefs.anyPlaying).toBe(true);
    expect(beliefs.readPlaying("a", false, 5, 6).fact).toMatchObject({ state: "interrupted" });
  });

  it("passes on every player event", () => {
    const beliefs = new Beliefs();
    const states = (["playing", "finished", "playing", "interrupted"] as const).map(
      (state, index) => beliefs.hear(player(state), index).fact,
    );
    expect(states.map((fact) => fact?.kind === "player" && fact.state)).toEqual([
      "playing",
      "finished",
      "playing",
      "interrupted",
    ]);
  });
});
