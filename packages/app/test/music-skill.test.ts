import { ListeningRoom, MusicEcho, MusicLine } from "@ma-alexa/simulator";
import { describe, expect, it, onTestFinished } from "vitest";
import { HOUSE_TEST_MS, openHouse, type House } from "./testing/house.js";
import { linkAccount } from "./testing/linked-account.js";

/** As a catalog names it: the id is the address in Music Assistant. */
const EVENING = {
  name: "Evening in the Street",
  type: "PLAYLIST",
  entityId: `playlist.u${Buffer.from("library://playlist/1").toString("base64url")}`,
};

function below(ms: number): number {
  return expect.toSatisfy((is: number) => is < ms) as number;
}

/**
 * Nothing is lost or doubled, but for the frames that a decoder which begins in the middle of an MP3 cannot know; from one address to the
 * next an Echo of this street needs half a second.
 */
const WHOLE = { lostMs: below(100), doubledMs: below(100), silentMs: below(700) };

/** A house whose bridge is connected to Music Assistant's own API. */
async function connectedHouse(): Promise<House> {
  const house = await openHouse({ echos: [{ name: "Kitchen" }, { name: "Office" }] });
  const { musicAssistant } = house.demo.bridge;
  await musicAssistant.connect({ address: house.ma.api.url, token: house.ma.api.accounts.issue("test") });
  await house.until(
    "The library is known",
    () => musicAssistant.shown().state === "ready" && musicAssistant.library.isKnown,
  );
  return house;
}

/** Alexa as she speaks for the household with this token. */
function alexaOf({ clock, demo }: House, accessToken: string): MusicLine {
  const endpoint = `${demo.bridge.publicUrl}/alexa/music`;
  const line = new MusicLine({ skill: { endpoint, accessToken }, clock, certificates: demo.street.certificates });
  onTestFinished(() => {
    line.stop();
  });
  return line;
}

/** An Echo that plays from the music skill, and the room in which it sounds. */
function echoIn({ clock }: House, name: string, line: MusicLine): { echo: MusicEcho; room: ListeningRoom } {
  const room = new ListeningRoom(clock);
  onTestFinished(() => {
    room.stop();
  });
  return { echo: new MusicEcho({ name, line, clock, room, prefetches: "start", tellsEvents: true }), room };
}

/** What was heard in the last minute: the tunes, and the most that was lost, doubled or silent in one place. */
function heardIn(house: House, room: ListeningRoom) {
  const { segments, gaps, losses, repeats } = house.judge(room, 60, { expectedCuts: "jumps" });
  const most = (stretches: readonly { lengthMs: number }[]): number =>
    Math.max(0, ...stretches.map(({ lengthMs }) => lengthMs));
  const tunes = segments.map(({ sourceId }) => sourceId).filter((id, place, all) => id !== all[place - 1]);
  return { tunes, silentMs: most(gaps), lostMs: most(losses), doubledMs: most(repeats) };
}

describe("the music skill in a house", () => {
  it(
    "lets what was asked for be heard, skips, and has the queue and its modes as Music Assistant has them",
    async () => {
      const house = await connectedHouse();
      const line = alexaOf(house, await linkAccount(house));
      const { echo: kitchen, room } = echoIn(house, "Kitchen", line);
      const sounds = async (title: string): Promise<void> => {
        await house.until(`${title} sounds`, () => room.playing && room.positionMs > 2_000);
        expect([kitchen.title, house.remote("Kitchen").tune?.title]).toEqual([title, title]);
      };
      const [first = "", second = "", third = ""] = house.tunes(1);
      expect(await house.settled(kitchen.play(EVENING))).toBe(true);
      await sounds("Twinkle, Twinkle, Little Star");
      expect(await house.settled(kitchen.next())).toBe(true);
      await sounds("Greensleeves");
      expect(await house.settled(kitchen.previous())).toBe(true);
      await sounds("Twinkle, Twinkle, Little Star");
      const view = await house.settled(kitchen.view());
      expect(view.map(({ metadata }) => metadata.name.speech.text)).toEqual([
        "Twinkle, Twinkle, Little Star",
        "Greensleeves",
        "Frère Jacques",
      ]);
      expect(await house.settled(kitchen.jump(view[2]?.id ?? ""))).toBe(true);
      await sounds("Frère Jacques");
      expect(heardIn(house, room)).toEqual({ tunes: [first, second, first, third], ...WHOLE });
      const queue = () => house.demo.bridge.musicAssistant.playQueues.of(house.player("Kitchen").id);
      expect(await house.settled(kitchen.shuffle(true))).toBe(true);
      await house.until("Music Assistant shuffles", () => queue()?.shuffle === true);
      expect(await house.settled(kitchen.loop(true))).toBe(true);
      await house.until("Music Assistant repeats all", () => queue()?.repeat === "all");
      expect(await house.settled(kitchen.repeat(true))).toBe(true);
      await house.until("Music Assistant repeats one", () => queue()?.repeat === "one");
      // An alarm that was set long ago, and one for what the household has given away.
      expect(await house.settled(kitchen.initiate("library://track/5"))).toBe(true);
      await sounds("Amazing Grace");
      expect(await house.settled(kitchen.initiate("library://album/99"))).toBe(false);
      expect(line.exchanges.at(-1)?.answer?.payload.type).toBe("CONTENT_NOT_FOUND");
      expect(line.exchanges.filter(({ complaint }) => complaint !== undefined)).toEqual([]);
    },
    HOUSE_TEST_MS,
  );

  it(
    "goes on by itself, stands still and resumes at the same moment, and moves to another room",
    async () => {
      const house = await connectedHouse();
      const line = alexaOf(house, await linkAccount(house));
      const { echo: kitchen, room } = echoIn(house, "Kitchen", line);
      const { echo: office, room: officeRoom } = echoIn(house, "Office", line);
      await house.settled(kitchen.play(EVENING));
      await house.until("It is fetched ahead", () => kitchen.ahead !== undefined);
      await house.until(
        "Greensleeves sounds",
        () => kitchen.title === "Greensleeves" && room.positionMs > 3_000,
        60_000,
      );
      expect(house.remote("Kitchen").tune?.title).toBe("Greensleeves");
      const [first = "", second = ""] = house.tunes(1);
      expect(heardIn(house, room)).toEqual({ tunes: [first, second], ...WHOLE });
      await house.settled(kitchen.pause());
      await house.until("Music Assistant is paused", () => house.remote("Kitchen").state === "paused", 40_000);
      expect(await house.settled(kitchen.resume())).toBe(true);
      await house.until("It sounds again", () => room.playing && room.positionMs > 3_000);
      expect(house.remote("Kitchen").tune?.title).toBe("Greensleeves");
      expect(heardIn(house, room)).toEqual({ tunes: [first, second], ...WHOLE });
      kitchen.moveTo(office);
      await house.until("The Office sounds", () => officeRoom.playing && officeRoom.positionMs > 3_000);
      expect(heardIn(house, officeRoom)).toEqual({ tunes: [second], ...WHOLE });
      expect([room.playing, office.title]).toEqual([false, "Greensleeves"]);
      expect(line.exchanges.filter(({ complaint }) => complaint !== undefined)).toEqual([]);
    },
    HOUSE_TEST_MS,
  );

  it(
    "lets a group be heard that is handed the queue, skips there, and falls silent with Music Assistant",
    async () => {
      const phrase = "the household mix";
      const house = await openHouse({ remembers: { catalogs: { handOff: phrase, ledgers: {} } } });
      const { street } = house.demo;
      const line = alexaOf(house, await linkAccount(house));
      const { echo: downstairs, room } = echoIn(house, "Downstairs", line);
      const entities = [{ name: phrase, type: "PLAYLIST", entityId: "playlist.hand-off" }];
      street.music.register({ invocationName: "music assistant", entities, speakers: [downstairs] });
      await house.until("The group is a player", () =>
        house.ma.players().some(({ name, available }) => name === "Downstairs" && available),
      );
      const [first = "", second = ""] = house.tunes();
      house.ma.play("Downstairs");
      await house.until("The group sounds", () => room.playing && room.positionMs > 3_000, 20_000);
      expect([house.player("Downstairs").state, downstairs.title]).toEqual(["playing", "Downstairs"]);
      expect(await house.settled(downstairs.next())).toBe(true);
      await house.until("The next sounds", () => room.playing && room.positionMs > 3_000, 20_000);
      expect(house.remote("Downstairs").tune?.id).toBe(second);
      expect(heardIn(house, room)).toMatchObject({ tunes: [first, second], lostMs: below(100), doubledMs: below(100) });
      house.ma.pause("Downstairs");
      await house.until("The group is silent", () => !room.playing);
      expect(house.asked("Kitchen")).toEqual([]);
      expect(line.exchanges.filter(({ complaint }) => complaint !== undefined)).toEqual([]);
    },
    HOUSE_TEST_MS,
  );

  it("is nobody's who has not linked, and answers nobody but Alexa", { timeout: HOUSE_TEST_MS }, async () => {
    const house = await openHouse({ echos: [{ name: "Kitchen" }] });
    const line = alexaOf(house, "a token of somebody else");
    const { echo: kitchen } = echoIn(house, "Kitchen", line);
    expect(await house.settled(kitchen.play(EVENING))).toBe(false);
    expect(line.exchanges.map(({ answer }) => answer?.payload.type)).toEqual(["INVALID_AUTHORIZATION_CREDENTIAL"]);
    const unsigned = await fetch(`${house.demo.bridge.publicUrl}/alexa/music`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ header: {}, payload: {} }),
    });
    expect(unsigned.status).toBe(400);
  });
});
