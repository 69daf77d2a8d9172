import { afterEach, describe, expect, test } from "vitest";
import { chunks, joined, soundOf, streams } from "./testing/audio-arrivals.js";
import { Scene } from "./testing/scene.js";

let scene: Scene | undefined;

async function open(...args: Parameters<typeof Scene.open>): Promise<Scene> {
  scene = await Scene.open(...args);
  return scene;
}

afterEach(async () => {
  await scene?.end();
  expect(scene?.clock.pending ?? 0).toBe(0);
  scene = undefined;
});

describe("pacing", () => {
  test.each([384_000, 400_000, 960_000, 1_920_000])(
    "never more than %i bytes that are not yet played, and no less",
    async (capacityBytes) => {
      const { clock, ma, player, client } = await open({}, { capacityBytes, leadMs: 250 });
      const originUs = ma.serverNowUs - clock.now() * 1_000;
      ma.play(player, ["greensleeves"]);
      await clock.advance(4_000, 25);
      const sent = chunks(client.take());
      const held = (atMs: number): number =>
        sent
          .filter((chunk) => chunk.atMs <= atMs && chunk.timestampUs + 25_000 > originUs + atMs * 1_000)
          .reduce((sum, chunk) => sum + chunk.payload.length, 0);
      const steps = Array.from({ length: 120 }, (_, step) => (sent[0]?.atMs ?? 0) + 25 * step);
      const most = Math.max(...steps.map(held));
      expect(most).toBe(Math.floor(capacityBytes / 4_800) * 4_800);
      expect(held(steps.at(-1) ?? 0)).toBeGreaterThanOrEqual(most - 4_800);
    },
  );

  test("at most 30 s ahead, reached within about a second", async () => {
    const { clock, ma, player, client } = await open({ profile: "4.3.0" }, { capacityBytes: 8_388_608 });
    ma.play(player, ["canon-in-d"]);
    await clock.advance(2_000, 25);
    const sent = chunks(client.take());
    const aheadMs = sent.map((chunk) => (chunk.timestampUs - ma.serverNowUs) / 1_000 + clock.now() - chunk.atMs);
    expect(Math.max(...aheadMs)).toBeLessThanOrEqual(29_975);
    expect(Math.max(...aheadMs)).toBeGreaterThan(29_940);
    const full = sent[aheadMs.findIndex((ahead) => ahead > 29_900)];
    expect((full?.atMs ?? 0) - (sent[0]?.atMs ?? 0)).toBeLessThan(1_200);
  });

  test.each([
    ["2.0.0", 1_000],
    ["4.3.0", 250],
    ["6.1.1", 1_700],
  ] as const)("the first chunk of %s lies %i ms ahead", async (profile, leadMs) => {
    const { clock, ma, player, client } = await open({ profile }, { leadMs: 1_700 });
    ma.play(player, ["ode-to-joy"]);
    await clock.until("audio", () => client.arrivals.some((one) => one.audio !== undefined));
    const [first] = chunks(client.take());
    const aheadMs = ((first?.timestampUs ?? 0) - ma.serverNowUs) / 1_000 + clock.now() - (first?.atMs ?? 0);
    expect(Math.abs(aheadMs - leadMs)).toBeLessThanOrEqual(10);
  });

  test("chunks of 25 ms that follow each other without a hole, over the change of tunes", async () => {
    const { clock, ma, player, client } = await open();
    ma.play(player, ["twinkle-twinkle", "ode-to-joy"]);
    await clock.advance(500, 25);
    ma.seek(player, 29_000);
    await clock.advance(4_000, 25);
    const sent = streams(client.take()).at(-1) ?? [];
    expect(sent.every((chunk) => chunk.payload.length === 4_800)).toBe(true);
    expect(sent.slice(1).every((chunk, index) => chunk.timestampUs - (sent[index]?.timestampUs ?? 0) === 25_000)).toBe(
      true,
    );
    const expected = Buffer.concat([
      soundOf(scene as Scene, "twinkle-twinkle", 29_000, 2_710),
      soundOf(scene as Scene, "ode-to-joy", 0, 2_000),
    ]);
    expect(joined(sent).subarray(0, expected.length).equals(expected)).toBe(true);
  });

  test("a stall longer than the buffer moves the rest of the flow into the future", async () => {
    const { clock, ma, player, client } = await open({}, { capacityBytes: 384_000, leadMs: 250 });
    ma.play(player, ["ode-to-joy"]);
    await clock.advance(3_000, 25);
    ma.stall(5_000);
    await clock.advance(7_000, 25);
    const sent = chunks(client.take());
    const jumps = sent.slice(1).flatMap((chunk, index) => {
      const stepUs = chunk.timestampUs - (sent[index]?.timestampUs ?? 0);
      return stepUs === 25_000 ? [] : [stepUs];
    });
    expect(jumps).toHaveLength(1);
    expect(jumps[0]).toBeGreaterThan(3_000_000);
    expect(joined(sent).equals(soundOf(scene as Scene, "ode-to-joy", 0, sent.length * 25))).toBe(true);
  });
});
