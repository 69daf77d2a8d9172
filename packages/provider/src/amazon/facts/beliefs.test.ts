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

  it.each([
    ["read left before the push came", 1_900, undefined],
    ["read left so shortly after it that the books may lag", 4_900, undefined],
    ["read left later", 5_100, 30],
  ])("believes the books rather than push when the %s", (_name, askedAtEpochMs, level) => {
    const beliefs = new Beliefs();
    beliefs.hear(volume(40), 2_000);
    const { fact } = beliefs.readVolume("a", 30, false, { askedAtEpochMs, atEpochMs: askedAtEpochMs + 100 });
    expect(fact?.kind === "volume" ? fact.level : undefined).toBe(level);
  });

  const read = (askedAtEpochMs: number) => ({ askedAtEpochMs, atEpochMs: askedAtEpochMs + 1 });
  const spotify = { playing: true, media: { title: "So What", provider: "Spotify" } };
  const silence = { playing: false, media: {} };

  it("notices in the books that something plays, and that it no longer does", () => {
    const beliefs = new Beliefs();
    expect(beliefs.readPlayer("a", silence, read(1)).fact).toBeUndefined();
    expect(beliefs.readPlayer("a", spotify, read(3)).fact).toMatchObject({ state: "playing", media: spotify.media });
    expect(beliefs.anyPlaying).toBe(true);
    expect(beliefs.readPlayer("a", silence, read(5)).fact).toMatchObject({ state: "interrupted" });
  });

  it("learns from the books what it is that plays, once", () => {
    const beliefs = new Beliefs();
    beliefs.hear(player("playing"), 1_000);
    expect(beliefs.readPlayer("a", spotify, read(2_000)).fact).toMatchObject({ source: "books", media: spotify.media });
    expect(beliefs.readPlayer("a", spotify, read(14_000)).fact).toBeUndefined();
  });

  it("does not let books that lag end what push has just begun", () => {
    const beliefs = new Beliefs();
    beliefs.hear(player("playing"), 1_000);
    expect(beliefs.readPlayer("a", silence, read(3_000)).fact).toBeUndefined();
    expect(beliefs.readPlayer("a", silence, read(15_000)).fact).toMatchObject({ state: "interrupted" });
  });

  it("says which changes of the books push should have told", () => {
    const beliefs = new Beliefs();
    beliefs.readVolume("a", 30, false, read(1));
    beliefs.hear(player("playing"), 1_000);
    expect([
      beliefs.readVolume("b", 30, false, read(2)).unpushed,
      beliefs.readVolume("a", 31, false, read(3)).unpushed,
      beliefs.readPlayer("a", spotify, read(20_000)).unpushed,
      beliefs.readPlayer("a", silence, read(40_000)).unpushed,
      beliefs.readPlayer("a", { ...spotify, group: "g" }, read(60_000)).unpushed,
    ]).toEqual([false, true, false, true, false]);
  });

  it("tells once that something streams by Bluetooth, and once that it no longer does", () => {
    const beliefs = new Beliefs();
    const told = [false, true, true, false, false].map(
      (isStreaming, index) => beliefs.readBluetooth("a", isStreaming, read(index)).fact,
    );
    expect(told.map((fact) => fact?.kind === "player" && [fact.state, fact.media?.provider])).toEqual([
      false,
      ["playing", "Bluetooth"],
      false,
      ["interrupted", "Bluetooth"],
      false,
    ]);
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
