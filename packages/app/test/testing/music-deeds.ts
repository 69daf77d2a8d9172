import type { NamedEntity } from "@ma-alexa/simulator";
import { expect } from "vitest";
import type { MusicSpot } from "./music-spot.js";
import { TONE_SECONDS, YEAR_OLD_TOKEN, type MusicalHousehold } from "./musical-household.js";

export const ALBUM: NamedEntity = { name: "Truth", type: "ALBUM", entityId: entityOf("album", "library://album/1") };
const PLAYLIST: NamedEntity = {
  name: "Evening in the Street",
  type: "PLAYLIST",
  entityId: entityOf("playlist", "library://playlist/1"),
};

function entityOf(kind: string, uri: string): string {
  return `${kind}.u${Buffer.from(uri).toString("base64url")}`;
}

/** How somebody begins to listen. */
export const BEGINNINGS: readonly ((household: MusicalHousehold, spot: MusicSpot) => Promise<string>)[] = [
  async (household, spot) => {
    expect(await household.says(spot, "play the album truth", () => spot.echo.play(ALBUM))).toBe(true);
    return "the album";
  },
  async (household, spot) => {
    expect(await household.says(spot, "shuffle truth", () => spot.echo.play(ALBUM, { shuffle: true }))).toBe(true);
    return "the album, shuffled";
  },
  async (household, spot) => {
    const [wanted = ""] = await household.says(spot, "show me tone 3", () => spot.echo.show("Tone 3"));
    expect(await household.says(spot, "", () => spot.echo.initiate(wanted))).toBe(true);
    return "what was chosen on a screen";
  },
  async (household, spot) => {
    expect(await household.says(spot, "", () => spot.echo.initiate("library://album/1"))).toBe(true);
    return "an alarm that was set a year ago";
  },
  async (household, spot) => {
    expect(await household.says(spot, "", () => spot.echo.initiate(`hand-off:${YEAR_OLD_TOKEN}`))).toBe(true);
    return "a hand-off of a year ago, out of the history";
  },
  async (household, spot) => {
    expect(await household.says(spot, "play the playlist", () => spot.echo.play(PLAYLIST, { loop: true }))).toBe(true);
    return "the playlist in a loop";
  },
];

/** What somebody who listens does. */
export const DEEDS: readonly ((household: MusicalHousehold, spot: MusicSpot) => Promise<string>)[] = [
  async ({ house }, { echo }) => {
    await house.settled(echo.next());
    return "next";
  },
  async ({ house }, { echo }) => {
    await house.settled(echo.previous());
    return "previous";
  },
  async ({ house }, spot) => {
    const view = await house.settled(spot.echo.view());
    expect(view.map(({ metadata }) => metadata.name.speech.text)).toEqual(spot.order.slice(0, 10));
    await house.settled(spot.echo.jump(view[Math.min(2, view.length - 1)]?.id ?? ""));
    return "a tap in the queue";
  },
  async ({ house }, { echo, name }) => {
    const isShuffled = house.demo.bridge.musicAssistant.playQueues.of(house.player(name).id)?.shuffle === true;
    expect(await house.settled(echo.shuffle(!isShuffled))).toBe(true);
    return isShuffled ? "shuffle off" : "shuffle on";
  },
  async ({ house }, spot) => {
    if (spot.echo.ahead === "finished") return "nothing";
    spot.changes();
    expect(await house.settled(spot.echo.loop(true))).toBe(true);
    return "loop on";
  },
  async ({ house }, spot) => {
    spot.changes();
    expect(await house.settled(spot.echo.repeat(true))).toBe(true);
    await house.settled(spot.echo.next());
    expect(await house.settled(spot.echo.repeat(false))).toBe(true);
    spot.changes();
    return "repeat, a skip that leaves it, and repeat off";
  },
  async ({ house }, { echo }) => {
    await house.settled(echo.rate("POSITIVE"));
    await house.settled(echo.rate("NEGATIVE"));
    return "a thumb up and a thumb down, which skips";
  },
  async ({ house }, spot) => {
    await house.settled(spot.echo.next());
    await spot.plays("next, before a pause");
    await house.settled(spot.echo.pause());
    await spot.falls("a pause");
    expect(await house.settled(spot.echo.resume())).toBe(true);
    await spot.plays("a pause and a resume");
    await house.settled(spot.echo.next());
    return "next, after a resume";
  },
  async ({ house }, { echo }) => {
    const { id } = echo.current ?? {};
    await house.until("The item is over", () => echo.current?.id !== id || !echo.isPlaying, TONE_SECONDS * 2_000);
    return "the end of an item";
  },
  async ({ house }, { echo }) => {
    expect(await house.settled(echo.mayMove())).toBe(true);
    return "the question whether it may move";
  },
];
