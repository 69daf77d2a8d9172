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

describe("skip and seek", () => {
  test("three presses within a second are one restart, a second after the last", async () => {
    const { clock, ma, player } = await open();
    ma.play(player);
    await clock.advance(2_000, 25);
    scene?.words();
    const pressedMs = clock.now() + 800;
    for (let press = 0; press < 3; press++) {
      scene?.command("next");
      await clock.advance(400, 25);
    }
    await clock.advance(2_000, 25);
    const words = scene?.words() ?? [];
    expect(words.filter((word) => word.startsWith("stream"))).toEqual(["stream/end", "stream/start"]);
    const end = scene?.last.find((one) => one.message?.type === "stream/end");
    expect((end?.atMs ?? 0) - pressedMs).toBeGreaterThanOrEqual(1_000);
    expect((end?.atMs ?? 0) - pressedMs).toBeLessThanOrEqual(1_150);
    expect(ma.players()[0]).toMatchObject({ queueIndex: 3, tune: { id: ma.tunes[3]?.id } });
  });

  test("old audio goes on until the restart, new audio begins with the item", async () => {
    const { clock, ma, player, client } = await open();
    ma.play(player, ["ode-to-joy", "canon-in-d"]);
    await clock.advance(2_000, 25);
    client.take();
    ma.next(player);
    await clock.advance(3_000, 25);
    const arrivals = client.take();
    const end = arrivals.findIndex((one) => one.message?.type === "stream/end");
    expect(chunks(arrivals.slice(0, end)).length).toBeGreaterThanOrEqual(35);
    const [fresh = []] = streams(arrivals);
    expect(joined(fresh.slice(0, 40)).equals(soundOf(scene as Scene, "canon-in-d", 0, 1_000))).toBe(true);
  });

  test("previous restarts an item that is 5 s in, and goes back otherwise", async () => {
    const { clock, ma, player } = await open({}, { leadMs: 250 });
    ma.play(player, ["ode-to-joy", "canon-in-d"]);
    ma.playIndex(player, 1);
    await clock.advance(7_000, 25);
    ma.previous(player);
    await clock.advance(2_000, 25);
    expect(ma.players()[0]).toMatchObject({ queueIndex: 1 });
    expect(ma.players()[0]?.positionMs).toBeLessThan(1_500);
    ma.previous(player);
    await clock.advance(2_000, 25);
    expect(ma.players()[0]).toMatchObject({ queueIndex: 0, state: "playing" });
  });

  test("next on the last item does nothing, with repeat it begins anew", async () => {
    const { clock, ma, player } = await open();
    ma.play(player, ["ode-to-joy"]);
    await clock.advance(1_000, 25);
    scene?.words();
    ma.next(player);
    await clock.advance(2_000, 25);
    expect(scene?.words().filter((word) => word.startsWith("stream"))).toEqual([]);
    ma.setRepeat(player, "all");
    ma.next(player);
    await clock.advance(2_000, 25);
    expect(scene?.words().filter((word) => word.startsWith("stream"))).toEqual(["stream/end", "stream/start"]);
  });

  test("a seek is obeyed within 60 ms", async () => {
    const { clock, ma, player, client } = await open();
    ma.play(player, ["amazing-grace"]);
    await clock.advance(1_000, 25);
    client.take();
    const askedMs = clock.now();
    client.say({ type: "client/command", payload: { controller: { command: "seek", position_ms: 20_900 } } });
    await clock.advance(1_000, 10);
    const arrivals = client.take();
    const start = arrivals.find((one) => one.message?.type === "stream/start");
    expect((start?.atMs ?? Infinity) - askedMs).toBeLessThanOrEqual(70);
    expect(
      joined(streams(arrivals)[0]?.slice(0, 20) ?? []).equals(soundOf(scene as Scene, "amazing-grace", 20_000, 500)),
    ).toBe(true);
  });
});

describe("pause and end", () => {
  test("a resume goes on where the pause was", async () => {
    const { clock, ma, player, client } = await open();
    ma.play(player, ["ode-to-joy"]);
    await clock.advance(6_000, 25);
    ma.pause(player);
    const restMs = ma.players()[0]?.positionMs ?? 0;
    expect(restMs).toBeGreaterThan(3_500);
    await clock.advance(5_000, 25);
    expect(ma.players()[0]).toMatchObject({ state: "paused", positionMs: restMs });
    client.take();
    ma.resume(player);
    await clock.advance(1_000, 25);
    const [fresh = []] = streams(client.take());
    const at = soundOf(scene as Scene, "ode-to-joy", 0, 34_000).indexOf(joined(fresh.slice(0, 4)));
    expect(Math.abs(at / 192 - restMs)).toBeLessThan(1);
  });

  test("the end of the queue waits until the buffered audio is due", async () => {
    const { clock, ma, player, client } = await open();
    ma.play(player, ["twinkle-twinkle"]);
    await clock.advance(500, 25);
    ma.seek(player, 28_000);
    await clock.advance(3_000, 25);
    expect(scene?.words().at(-1)).not.toBe("group stopped");
    await clock.advance(6_000, 25);
    const words = scene?.words() ?? [];
    expect(words.slice(0, 2)).toEqual(["stream/end", "group stopped"]);
    expect(ma.players()[0]).toMatchObject({ state: "idle", positionMs: 0 });
    expect(client.closedWith).toBeUndefined();
  });

  test("a natural change is told late and only as metadata", async () => {
    const { clock, ma, player } = await open({}, { leadMs: 250 });
    ma.play(player, ["twinkle-twinkle", "greensleeves"]);
    await clock.advance(500, 25);
    ma.seek(player, 29_000);
    await clock.advance(1_000, 25);
    const startUs = chunks(scene?.client.take() ?? []).at(0)?.timestampUs ?? 0;
    await clock.advance(6_000, 25);
    const words = scene?.words() ?? [];
    expect(words.filter((word) => !word.startsWith("metadata"))).toEqual([]);
    const told = scene?.last.findLast(({ message }) => message?.type === "server/state");
    expect(ma.players()[0]?.tune?.id).toBe("greensleeves");
    if (told?.message?.type !== "server/state") throw new Error("no metadata came");
    const { title, timestamp = 0, progress } = told.message.payload.metadata ?? {};
    expect(title).toBe("Greensleeves");
    const boundaryUs = (streamStartUs(scene as Scene) ?? startUs) + 2_710_000;
    expect(Math.abs(timestamp - (progress?.track_progress ?? 0) * 1_000 - boundaryUs)).toBeLessThan(260_000);
  });
});

/** When the stream that sounds now began, from what Music Assistant shows. */
function streamStartUs({ ma }: Scene): number | undefined {
  const player = ma.players()[0];
  return player === undefined ? undefined : ma.serverNowUs - (player.positionMs + 2_710) * 1_000;
}
