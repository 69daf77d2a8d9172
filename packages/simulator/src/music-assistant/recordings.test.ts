import { afterEach, describe, expect, test } from "vitest";
import { capturesFolder, Recording } from "./testing/recording.js";
import { Scene } from "./testing/scene.js";

const folder = capturesFolder();

// In a pause the two come in either order, and that order is drawn anew each time.
function unordered(words: readonly string[]): string[] {
  const pair = ["group stopped", "stream/end"];
  return words.map((word, index) => {
    const other = pair.includes(word)
      ? [words[index - 1], words[index + 1]].find((one) => one !== word && pair.includes(one ?? ""))
      : undefined;
    return other === undefined ? word : "stream/end + group stopped";
  });
}

let scene: Scene | undefined;

afterEach(async () => {
  await scene?.end();
  scene = undefined;
});

describe.skipIf(folder === undefined)(
  "says what the recorded servers said (skipped where no recordings are at hand)",
  () => {
    test("Music Assistant with 4.3.0: volume, play, next, seek, pause, resume, natural change, stop", async () => {
      const recorded = new Recording(folder ?? "", "music-assistant/sendspin-pcm-aiosendspin-4.3.0.jsonl");
      scene = await Scene.open({ profile: "4.3.0", earlyEnd: false }, { capacityBytes: 8_388_608 });
      const { ma, player } = scene;
      expect(scene.words()).toEqual(recorded.between(undefined, "volume"));
      const steps: [string, string, number, () => void][] = [
        [
          "volume",
          "mute",
          100,
          () => {
            ma.setVolume(player, 50);
          },
        ],
        [
          "mute",
          "unmute",
          100,
          () => {
            ma.setMuted(player, true);
          },
        ],
        [
          "unmute",
          "play",
          100,
          () => {
            ma.setMuted(player, false);
          },
        ],
        [
          "play",
          "next",
          9_000,
          () => {
            ma.play(player, ["ode-to-joy", "greensleeves", "canon-in-d", "frere-jacques"]);
          },
        ],
        [
          "next",
          "seek 30",
          7_000,
          () => {
            ma.next(player);
          },
        ],
        [
          "seek 30",
          "pause",
          5_000,
          () => {
            ma.seek(player, 20_000);
          },
        ],
        [
          "pause",
          "play(resume)",
          3_000,
          () => {
            ma.pause(player);
          },
        ],
        [
          "play(resume)",
          "client next",
          6_000,
          () => {
            ma.resume(player);
          },
        ],
        [
          "client next",
          "seek 52",
          7_000,
          () => {
            scene?.command("next");
          },
        ],
        [
          "seek 52",
          "client pause",
          14_000,
          () => {
            ma.seek(player, 30_000);
          },
        ],
        [
          "client pause",
          "client play",
          3_000,
          () => {
            scene?.command("pause");
          },
        ],
        [
          "client play",
          "client volume",
          5_000,
          () => {
            scene?.command("play");
          },
        ],
        [
          "client volume",
          "stop",
          100,
          () => {
            scene?.client.loudness(71);
          },
        ],
        [
          "stop",
          "never",
          3_000,
          () => {
            ma.halt(player);
          },
        ],
      ];
      for (const [from, to, waitMs, act] of steps) {
        act();
        await scene.clock.advance(waitMs, 25);
        expect([from, ...unordered(scene.words())]).toEqual([from, ...unordered(recorded.between(from, to))]);
      }
    });

    test("Music Assistant with 4.3.0: the stream ends when the producer has, and a short item is never heard", async () => {
      const recorded = new Recording(folder ?? "", "music-assistant/queue-end-schema-29.jsonl");
      scene = await Scene.open({ profile: "4.3.0" }, { capacityBytes: 8_388_608 });
      scene.words();
      scene.ma.play(scene.player, ["amazing-grace"]);
      await scene.clock.advance(9_500, 25);
      expect(scene.words()).toEqual(recorded.between("player_queues/play_media", "player_queues/get"));
      scene.ma.seek(scene.player, 20_000);
      scene.ma.resume(scene.player);
      await scene.clock.advance(3_000, 25);
      const words = scene.words().map((word) => word.replace("metadata 0", "metadata title 0"));
      expect(unordered(words)).toEqual(
        unordered(recorded.between("player_queues/play_media", "player_queues/play_media", 2)),
      );
      expect(scene.last.filter((one) => one.audio !== undefined)).toEqual([]);
    });

    test.each([
      ["2.0.0", "skip: stop() then play_media 500 Hz", "skip"],
      ["6.1.1", "set metadata: track 2 (skip)", "set metadata: track 1 (skip)"],
    ] as const)("the library %s: greeting, volume, play, skip, stop", async (profile, skip, afterSkip) => {
      const recorded = new Recording(folder ?? "", `sendspin/aiosendspin-${profile}-plaintext-pcm.jsonl`);
      scene = await Scene.open({ profile });
      const { ma, player, clock } = scene;
      // The library alone has no Music Assistant that registers the player: its program sets the list a second later.
      expect(scene.words()).toEqual(recorded.between(undefined, "set volume 40"));
      ma.setVolume(player, 40);
      await clock.advance(100, 25);
      ma.setMuted(player, true);
      await clock.advance(100, 25);
      ma.setMuted(player, false);
      await clock.advance(100, 25);
      expect(scene.words()).toEqual(recorded.between("set volume 40", "set_static_delay").slice(0, 6));
      ma.play(player, ["ode-to-joy", "greensleeves"]);
      await clock.advance(1_000, 25);
      expect(scene.words()).toEqual(recorded.between("set metadata: track 1, progress 0", skip));
      ma.next(player);
      await clock.advance(2_000, 25);
      expect(scene.words()).toEqual(recorded.between(skip, afterSkip));
      await clock.advance(6_000, 25);
      scene.words();
      ma.pause(player);
      await clock.advance(2_000, 25);
      // Here the program that drives the library tells the metadata before, Music Assistant after the stop.
      expect(unordered(scene.words()).sort()).toEqual(
        unordered(recorded.between("set metadata: pause", "set metadata: resume"))
          .map((word) => word.replace("metadata title", "metadata"))
          .sort(),
      );
    });
  },
);
