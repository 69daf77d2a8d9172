import { describe, expect, it } from "vitest";
import { playOf, SkillBench, spoken } from "../../testing/skill-bench.js";

describe.each([
  ["LaunchRequest", { type: "LaunchRequest" }],
  ["PlayAudio", { type: "IntentRequest", intent: { name: "PlayAudio" } }],
])("%s", (_name, request) => {
  it("of an Echo that was launched is answered with its stream, in silence", () => {
    const bench = new SkillBench();
    expect(bench.ask(request)).toEqual({ directives: playOf("play-1"), shouldEndSession: true });
    expect(bench.told).toEqual(["kitchen was answered play-1"]);
  });

  it("of a person makes a silent Music Assistant play, and the stream waits for what it sends", () => {
    const bench = new SkillBench();
    bench.claim = { playerId: "kitchen", call: "person" };
    bench.view = { name: "Kitchen", streaming: false, generation: 7 };
    expect(bench.ask(request).directives).toEqual(playOf("play-1", 7));
    expect(bench.told).toEqual(["kitchen was answered play-1", "kitchen wishes play"]);
  });

  it.each(["repeated", "withdrawn"] as const)("that is %s is answered with nothing", (call) => {
    const bench = new SkillBench();
    bench.claim = { playerId: "kitchen", call };
    expect(bench.ask(request)).toEqual({ shouldEndSession: true });
    expect(bench.told).toEqual([]);
  });

  it("of an Echo that nobody knows says what to do, in its language", () => {
    const bench = new SkillBench();
    bench.claim = undefined;
    expect(spoken(bench.ask(request))).toContain("press play");
    expect(spoken(bench.ask(request, { locale: "de-AT" }))).toContain("Drücke bitte");
    expect(spoken(bench.ask(request, { locale: "fr-FR" }))).toContain("press play");
  });

  it("of a player that is gone says so", () => {
    const bench = new SkillBench();
    bench.view = undefined;
    expect(spoken(bench.ask(request))).toContain("not a player");
  });
});
