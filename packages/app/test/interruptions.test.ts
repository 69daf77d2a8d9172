import { createAnnouncement, locate, type SimulatedEcho } from "@ma-alexa/simulator";
import { describe, expect, it } from "vitest";
import { HOUSE_TEST_MS, openHouse } from "./testing/house.js";

const ANNOUNCEMENT = createAnnouncement();
const ANNOUNCEMENT_MS = ANNOUNCEMENT.frames / 48;
const KITCHEN = [{ name: "Kitchen" }];

/** How much of the announcement was heard in the last minute, in one piece. */
function spokenMs(echo: SimulatedEcho): number {
  const pcm = { sampleRate: 48_000, channels: 2, samples: ANNOUNCEMENT.samples() };
  const { segments } = locate(echo.heard(60), [{ id: "announcement", pcm }], { expectedCuts: "jumps" });
  return Math.max(0, ...segments.map(({ lengthMs }) => lengthMs));
}

describe("an announcement of Music Assistant", () => {
  it.each([
    ["6.1.1", "seamless"],
    ["6.1.1", "quick"],
    ["10.2.1", "seamless"],
  ] as const)(
    "with aiosendspin %s and %s skips is heard whole, nothing of the music is missing after it, and the volume is as it was",
    async (profile, skip) => {
      const house = await openHouse({ echos: KITCHEN, musicAssistant: { profile }, skip });
      const echo = house.echo("Kitchen");
      const { volume } = echo;
      await house.play("Kitchen", house.tunes(1), 8_000);
      house.ma.announce("Kitchen", volume + 20);
      await house.pass(30_000);
      expect(spokenMs(echo)).toBeGreaterThan(ANNOUNCEMENT_MS - 100);
      const { segments } = house.judge(echo, 60, { expectedCuts: "jumps" });
      const [before, after] = segments;
      expect(after?.sourceId).toBe(before?.sourceId);
      expect(after?.sourceStartMs).toBeLessThanOrEqual((before?.sourceStartMs ?? 0) + (before?.lengthMs ?? 0));
      expect(house.player("Kitchen").state).toBe("playing");
      expect(echo.volume).toBe(volume);
    },
    HOUSE_TEST_MS,
  );

  it(
    "that the server swallows (4.3.0, which ends what is shorter than its buffer) costs no sample of the music",
    async () => {
      const house = await openHouse({ echos: KITCHEN, musicAssistant: { profile: "4.3.0" } });
      await house.play("Kitchen", house.tunes(1), 8_000);
      house.ma.announce("Kitchen");
      await house.pass(30_000);
      expect(house.judge(house.echo("Kitchen"), 60)).toMatchObject({ gaps: [], repeats: [], losses: [], unknown: [] });
    },
    HOUSE_TEST_MS,
  );
});

describe("a stall of Music Assistant", () => {
  it(
    "of 4 s is not heard",
    async () => {
      const house = await openHouse({ echos: KITCHEN });
      await house.play("Kitchen", house.tunes(1), 8_000);
      house.ma.stall(4_000);
      await house.pass(14_000);
      const heard = house.judge(house.echo("Kitchen"), 60);
      expect(heard).toMatchObject({ gaps: [], repeats: [], losses: [], silences: [] });
      expect(heard.segments).toHaveLength(1);
    },
    HOUSE_TEST_MS,
  );

  it(
    "of 30 s ends the music with a reason, and the next press of play is heard",
    async () => {
      const house = await openHouse({ echos: KITCHEN });
      await house.play("Kitchen", house.tunes(1), 8_000);
      house.ma.stall(30_000);
      await house.silent("Kitchen", 40_000);
      await house.until("it is idle", () => house.player("Kitchen").state === "idle");
      expect(house.reason("Kitchen")).toBe("Music Assistant sent no audio for Kitchen for 10 s; press play again.");
      await house.pass(30_000);
      await house.play("Kitchen", house.tunes(2), 2_000);
      expect(house.reason("Kitchen")).toBeUndefined();
      expect(house.judge(house.echo("Kitchen"), 1).segments[0]?.sourceId).toBe(house.tunes(2)[0]);
    },
    HOUSE_TEST_MS,
  );
});
