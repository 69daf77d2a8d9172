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

/** A house whose bridge is connected to Music Assistant's own API. */
async function connectedHouse(): Promise<House> {
  const house = await openHouse({ echos: [{ name: "Kitchen" }] });
  const { musicAssistant } = house.demo.bridge;
  await musicAssistant.connect({ address: house.ma.api.url, token: house.ma.api.accounts.issue("test") });
  await house.until(
    "The library is known",
    () => musicAssistant.shown().state === "ready" && musicAssistant.library.isKnown,
  );
  return house;
}

/** Alexa as she speaks for the Kitchen with this token, and the room in which it sounds. */
function alexaOf(house: House, accessToken: string): { line: MusicLine; kitchen: MusicEcho; room: ListeningRoom } {
  const { clock, demo } = house;
  const endpoint = `${demo.bridge.publicUrl}/alexa/music`;
  const line = new MusicLine({ skill: { endpoint, accessToken }, clock, certificates: demo.street.certificates });
  const room = new ListeningRoom(clock);
  const kitchen = new MusicEcho({ name: "Kitchen", line, clock, room, prefetches: "start", tellsEvents: true });
  onTestFinished(() => {
    line.stop();
    room.stop();
  });
  return { line, kitchen, room };
}

describe("the music skill in a house", () => {
  it(
    "lets what was asked for be heard, skips, and has the queue and its modes as Music Assistant has them",
    async () => {
      const house = await connectedHouse();
      const { line, kitchen, room } = alexaOf(house, await linkAccount(house));
      expect(await house.settled(kitchen.play(EVENING))).toBe(true);
      await house.until("The first sounds", () => room.playing && room.positionMs > 2_000);
      expect(await house.settled(kitchen.next())).toBe(true);
      await house.until("The second sounds", () => room.playing && room.positionMs > 2_000);
      const heard = house.judge(room, 60, { expectedCuts: "jumps" });
      expect(heard.segments.map(({ sourceId }) => sourceId)).toEqual(house.tunes().slice(1, 3));
      expect([kitchen.title, house.remote("Kitchen").queueIndex]).toEqual(["Greensleeves", 1]);
      const view = await house.settled(kitchen.view());
      expect(view.map(({ metadata }) => metadata.name.speech.text)).toEqual(["Greensleeves", "Frère Jacques"]);
      expect(await house.settled(kitchen.shuffle(true))).toBe(true);
      const { musicAssistant } = house.demo.bridge;
      await house.until(
        "Music Assistant shuffles",
        () => musicAssistant.playQueues.of(house.player("Kitchen").id)?.shuffle === true,
      );
      expect(line.exchanges.filter(({ complaint }) => complaint !== undefined)).toEqual([]);
    },
    HOUSE_TEST_MS,
  );

  it("is nobody's who has not linked, and answers nobody but Alexa", { timeout: HOUSE_TEST_MS }, async () => {
    const house = await openHouse({ echos: [{ name: "Kitchen" }] });
    const { line, kitchen } = alexaOf(house, "a token of somebody else");
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
