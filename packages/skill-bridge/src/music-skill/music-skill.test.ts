import { describe, expect, it } from "vitest";
import { ALBUM, about, errorOf, itemOf, media, MusicBench, SONGS, titleOf } from "../testing/music-bench.js";
import { MemoryStore } from "../testing/memory-store.js";

/** Music Assistant's queue follows at once, so that only what the test says is unusual. */
async function playing(contentId = ALBUM.uri) {
  const bench = new MusicBench();
  await bench.skill.start();
  return { bench, first: await bench.initiate(contentId) };
}

const FINISHED = { isQueueFinished: true };
const INITIATE = "Alexa.Media.Playback";
const SEARCH = "Alexa.Media.Search";

describe("Initiate", () => {
  it("answers with the first item and tells Music Assistant afterwards", async () => {
    const bench = new MusicBench();
    const { answer, afterwards } = await bench.reply(INITIATE, "Initiate", { contentId: ALBUM.uri });
    expect(bench.queues.asked).toEqual([]);
    expect(answer?.payload).toMatchObject({
      playbackMethod: {
        controls: [
          { name: "SHUFFLE", selected: false },
          { name: "LOOP", selected: false },
          { name: "REPEAT", value: { status: "OFF" } },
        ],
        firstItem: {
          metadata: { type: "TRACK", name: { speech: { text: "One" } }, album: { name: { display: "Numbers" } } },
          durationInMilliseconds: 200_000,
          controls: [
            { name: "NEXT", enabled: true },
            { name: "PREVIOUS", enabled: true },
            { name: "SEEK_POSITION", enabled: true },
          ],
        },
      },
    });
    for (const task of afterwards) task();
    expect(bench.queues.asked).toEqual([`kitchen plays ${ALBUM.uri}`]);
    expect(bench.queues.playing("kitchen")).toBe("One");
  });

  it("gives the address of an item 12 hours", async () => {
    const { bench, first } = await playing();
    expect(Date.parse(first.stream.validUntil) - bench.clock.epoch()).toBeGreaterThan(11.9 * 3_600_000);
  });

  it("plays shuffled, looped or repeated where that was said", async () => {
    const bench = new MusicBench();
    const playbackModes = { shuffle: true, loop: true, repeat: { status: "ON" } };
    await bench.initiate(ALBUM.uri, { playbackModes });
    expect(bench.queues.of("kitchen")).toMatchObject({ shuffle: true, repeat: "one" });
  });

  it("comes from the Echo whose queue it names, not from the one spoken to", async () => {
    const { bench, first } = await playing();
    bench.spokenTo = "office";
    const wrapped = { namespace: "Alexa.Audio.PlayQueue", name: "item", value: about(first).currentItemReference };
    await bench.initiate(SONGS[2]?.uri ?? "", { currentItemReference: wrapped });
    expect(bench.queues.asked.at(-1)).toBe(`kitchen plays ${SONGS[2]?.uri}`);
  });

  it("without a queue does not come from an Echo on which ours sounds", async () => {
    const { bench } = await playing();
    bench.playing = "kitchen";
    await bench.initiate(ALBUM.uri);
    expect(bench.queues.asked.at(-1)).toBe(`office plays ${ALBUM.uri}`);
  });

  it("of premium audio, which names its device and formats, begins as any other", async () => {
    const bench = new MusicBench();
    const endpoints = [{ id: "endpoint-1", contentFormats: [{ codec: "FLAC", bitDepth: 24 }] }];
    expect(titleOf(await bench.initiate(ALBUM.uri, { endpoints }))).toBe("One");
    expect(bench.queues.asked).toEqual([`kitchen plays ${ALBUM.uri}`]);
  });

  it("moves to the Echo that turns out to play", async () => {
    const { bench } = await playing();
    bench.skill.heardAt("office");
    expect(bench.queues.asked.at(-1)).toBe("kitchen goes to office");
    expect(bench.told.at(-1)).toBe("-0 of kitchen goes to office");
    bench.skill.heardAt("kitchen");
    expect(bench.queues.asked.at(-1)).toBe("kitchen goes to office");
  });

  it.each([
    ["what is gone", "library://album/gone", "CONTENT_NOT_FOUND"],
    ["a hand-off that is forgotten", "hand-off:abc", "CONTENT_NOT_FOUND"],
    ["what was never ours", "138545995", "CONTENT_NOT_FOUND"],
  ])("says so of %s", async (_, contentId, error) => {
    const bench = new MusicBench();
    expect(errorOf(await bench.ask(INITIATE, "Initiate", { contentId }))).toBe(error);
  });

  it("begins a serial with its oldest episode, anything else with the latest, and resumes where it was left", async () => {
    const bench = new MusicBench();
    const podcast = media("podcast", "Tales", { isSerial: true });
    const news = media("podcast", "News");
    const episodes = ["Third", "Second", "First"].map((name, index) =>
      media("episode", name, { series: "Tales", isLatest: index === 0, ...(index === 1 ? { resumeMs: 60_000 } : {}) }),
    );
    bench.known.push(podcast, news, ...episodes);
    bench.library.set(podcast.uri, episodes).set(news.uri, episodes);
    const oldest = await bench.initiate(podcast.uri);
    expect(oldest.metadata).toMatchObject({ type: "PROGRAM", isLatest: false, series: { display: "Tales" } });
    expect(titleOf(oldest)).toBe("First");
    expect(titleOf(await bench.initiate(news.uri))).toBe("Third");
    expect(titleOf(await bench.initiate(podcast.uri, { playbackPosition: "RESUME" }))).toBe("Second");
    expect(bench.queues.asked.at(-1)).toMatch(/from 60000 ms$/);
  });

  it("plays what is not explicit when the filter is on, and says when nothing is left", async () => {
    const bench = new MusicBench();
    await bench.skill.start();
    const rude = media("track", "Rude", { isExplicit: true });
    bench.known.push(rude);
    bench.library.set(ALBUM.uri, [rude, ...SONGS]);
    const filters = { explicitLanguageAllowed: false };
    expect(titleOf(await bench.initiate(ALBUM.uri, { filters }))).toBe("One");
    const answer = await bench.ask(INITIATE, "Initiate", { contentId: rude.uri, filters });
    expect(answer.payload).toMatchObject({ type: "CONTENT_FILTERED", subtypes: ["EXPLICIT_LANGUAGE_FILTER"] });
  });
});

describe("a hand-off", () => {
  it("is found by its phrase, plays what plays, and keeps Music Assistant's modes", async () => {
    const bench = new MusicBench();
    bench.queues.fill("office", SONGS, { repeat: "all" });
    bench.entities.set("playlist.hand-off", "hand-off");
    const { token } = bench.skill.publish("office");
    const attributes = [{ type: "PLAYLIST", entityId: "playlist.hand-off" }];
    const search = await bench.ask(SEARCH, "GetPlayableContent", { selectionCriteria: { attributes } });
    expect(search.payload).toMatchObject({ content: { id: `hand-off:${token}`, metadata: { type: "PLAYLIST" } } });
    const first = await bench.initiate(`hand-off:${token}`, { playbackModes: { shuffle: true, loop: false } });
    expect(titleOf(first)).toBe("One");
    expect(first.stream.uri).toContain("/office.");
    expect(bench.queues.asked).toEqual([]);
  });

  it("plays the same again a year later, after restarts", async () => {
    const bench = new MusicBench(new MemoryStore());
    bench.queues.fill("office", SONGS);
    const { token } = bench.skill.publish("office");
    await bench.clock.advance(60_000, 60_000);
    await bench.restart();
    expect(titleOf(await bench.initiate(`hand-off:${token}`))).toBe("One");
    expect(bench.queues.asked).toEqual([`kitchen plays ${SONGS.map(({ uri }) => uri).join(" ")}`]);
    await bench.skill.stop();
  });
});

describe("GetPlayableContent", () => {
  const find = async (attributes: object[], filters = {}) => {
    const bench = new MusicBench();
    bench.entities.set("album.1", { uri: ALBUM.uri }).set("track.1", { uri: SONGS[1]?.uri ?? "" });
    return bench.ask(SEARCH, "GetPlayableContent", { selectionCriteria: { attributes }, filters });
  };

  it.each([
    ["an entity", [{ type: "ALBUM", entityId: "album.1" }], "ALBUM", "Numbers"],
    [
      "the song before the album",
      [
        { type: "ALBUM", entityId: "album.1" },
        { type: "TRACK", entityId: "track.1" },
      ],
      "TRACK",
      "Two",
    ],
    ["a name", [{ type: "TRACK", value: "three" }], "TRACK", "Three"],
    ["nothing in particular", [{ type: "MEDIA_TYPE", value: "TRACK" }], "ALBUM", "Numbers"],
    ["nothing at all", [], "ALBUM", "Numbers"],
  ])("finds %s, in its own type", async (_, attributes, type, text) => {
    const { payload } = await find(attributes);
    expect(payload).toMatchObject({ content: { metadata: { type, name: { speech: { text } } } } });
  });

  it("says what is not there", async () => {
    expect(errorOf(await find([{ type: "ALBUM", entityId: "album.9" }]))).toBe("CONTENT_NOT_FOUND");
    expect(errorOf(await find([{ type: "ARTIST", value: "Nobody" }]))).toBe("CONTENT_NOT_FOUND");
  });

  it("shows groups of what fits", async () => {
    const bench = new MusicBench();
    const alexaResolvedSelectionCriteria = [{ attributes: [{ type: "ALBUM", value: "Numbers" }] }];
    const answer = await bench.ask(SEARCH, "GetDisplayableContent", { alexaResolvedSelectionCriteria });
    expect(answer.header.payloadVersion).toBe("2.0");
    expect(answer.payload).toMatchObject({ contentGroups: [{ contentList: [{ id: ALBUM.uri }] }] });
  });
});

describe("GetNextItem", () => {
  it("walks Music Assistant's queue to its end", async () => {
    const { bench, first } = await playing();
    const titles: string[] = [];
    let answer = await bench.next(first);
    while (!("isQueueFinished" in answer.payload && answer.payload.isQueueFinished)) {
      const item = itemOf(answer);
      titles.push(titleOf(item));
      bench.queues.advance("kitchen");
      answer = await bench.next(item);
    }
    expect(titles).toEqual(["Two", "Three", "Four"]);
  });

  it("gives the same item when it is asked twice, and a fetch ahead moves nothing", async () => {
    const { bench, first } = await playing();
    const asked = bench.queues.asked.length;
    expect(itemOf(await bench.next(first)).id).toBe(itemOf(await bench.next(first)).id);
    expect(bench.queues.asked).toHaveLength(asked);
  });

  it("makes Music Assistant follow a person who skips", async () => {
    const { bench, first } = await playing();
    await bench.next(first, true);
    expect(bench.queues.playing("kitchen")).toBe("Two");
  });

  it("follows edits: what was fetched ahead keeps its id and becomes what comes now", async () => {
    const { bench, first } = await playing();
    const ahead = itemOf(await bench.next(first));
    bench.queues.insertNext("kitchen", media("track", "Inserted"));
    expect(bench.told.at(-1)).toMatch(/^kitchen -1 is ma\d+$/);
    bench.queues.advance("kitchen");
    expect(titleOf(itemOf(await bench.next(ahead)))).toBe("Two");
  });

  it("begins again at the end of a loop, and stays on an item on repeat until a person skips", async () => {
    const { bench, first } = await playing();
    await bench.set("SetRepeat", first, true);
    expect(titleOf(itemOf(await bench.next(first)))).toBe("One");
    expect(titleOf(itemOf(await bench.next(first, true)))).toBe("Two");
    await bench.set("SetRepeat", first, false);
    await bench.set("SetLoop", first, true);
    expect(titleOf(itemOf(await bench.previous(first)))).toBe("Four");
  });

  it("answers before Music Assistant has told of its queue, and binds what it answered when it has", async () => {
    const bench = new MusicBench();
    await bench.skill.start();
    const { answer, afterwards } = await bench.reply(INITIATE, "Initiate", { contentId: ALBUM.uri });
    const first = itemOf(answer ?? expect.fail("no answer"));
    const second = itemOf(await bench.next(first));
    expect(titleOf(second)).toBe("Two");
    expect(bench.told).toEqual(["kitchen begins -0"]);
    for (const task of afterwards) task();
    expect(bench.told).toEqual(["kitchen begins -0", "kitchen -0 is ma1", "kitchen -1 is ma2"]);
    expect(titleOf(itemOf(await bench.next(second)))).toBe("Three");
  });

  it.each([
    ["says that the queue is finished after a song", {}, FINISHED],
    [
      "begins a song again that was asked for in a loop",
      { loop: true },
      { item: { metadata: { name: { display: "Three" } } } },
    ],
    [
      "leaves open what follows a song on repeat",
      { repeat: { status: "ON" } },
      { item: { metadata: { type: "STATION" } } },
    ],
  ])("%s, also before Music Assistant has told of its queue", async (_, playbackModes, expected) => {
    const bench = new MusicBench();
    await bench.skill.start();
    const asked = { contentId: SONGS[2]?.uri, playbackModes: { shuffle: false, loop: false, ...playbackModes } };
    const { answer } = await bench.reply(INITIATE, "Initiate", asked);
    const next = await bench.next(itemOf(answer ?? expect.fail("no answer")));
    expect(next.payload).toMatchObject(expected);
  });

  it("goes on without Music Assistant's API, with whatever plays", async () => {
    const { bench, first } = await playing();
    bench.queues.isHere = false;
    const item = itemOf(await bench.next(first, true));
    expect(item.metadata).toMatchObject({ type: "STATION", name: { display: "kitchen" } });
    expect(bench.told.at(-1)).toBe("kitchen wishes next");
  });

  it("goes on after a restart of the bridge", async () => {
    const { bench, first } = await playing();
    await bench.restart();
    expect(titleOf(itemOf(await bench.next(first)))).toBe("Two");
    await bench.skill.stop();
  });
});

describe("the queue's other directives", () => {
  it("go back, and say when there is nothing before", async () => {
    const { bench, first } = await playing();
    const second = itemOf(await bench.next(first, true));
    expect(titleOf(itemOf(await bench.previous(second)))).toBe("One");
    expect(bench.queues.playing("kitchen")).toBe("One");
    expect(errorOf(await bench.previous(first))).toBe("ITEM_NOT_FOUND");
  });

  it("give a fresh address of the same item", async () => {
    const { bench, first } = await playing();
    await bench.clock.advance(13 * 3_600_000, 3_600_000);
    const reference = { namespace: "Alexa.Audio.PlayQueue", name: "item", value: about(first).currentItemReference };
    const item = itemOf(await bench.ask("Alexa.Media.PlayQueue", "GetItem", { targetItemReference: reference }));
    expect(item.id).toBe(first.id);
    expect(Date.parse(item.stream.validUntil)).toBeGreaterThan(bench.clock.epoch());
  });

  it("show ten items at most, and jump to one of them", async () => {
    const { bench, first } = await playing();
    bench.queues.fill(
      "kitchen",
      Array.from({ length: 30 }, (_, index) => media("track", `Track ${index}`)),
    );
    const view = await bench.ask("Alexa.Media.PlayQueue", "GetView", about(first));
    const items = "items" in view.payload ? view.payload.items : [];
    expect(items).toHaveLength(10);
    expect(view.payload).toMatchObject({ queueControls: [{ name: "SHUFFLE" }, { name: "LOOP" }, { name: "REPEAT" }] });
    const jump = { ...about(first), targetItemId: items[3]?.id };
    expect(titleOf(itemOf(await bench.ask("Alexa.Audio.PlayQueue", "JumpToItem", jump)))).toBe("Track 3");
    expect(bench.queues.playing("kitchen")).toBe("Track 3");
    const wrong = { ...about(first), targetItemId: "elsewhere.1" };
    expect(errorOf(await bench.ask("Alexa.Audio.PlayQueue", "JumpToItem", wrong))).toBe("INVALID_ITEM");
  });

  it("wait for the new order of a shuffle", async () => {
    const { bench, first } = await playing();
    await bench.next(first);
    expect((await bench.set("SetShuffle", first, true)).header).toMatchObject({
      namespace: "Alexa",
      payloadVersion: "3.0",
    });
    expect(titleOf(itemOf(await bench.next(first)))).toBe("Four");
  });

  it("pass thumbs on, and skip what is not liked", async () => {
    const { bench, first } = await playing();
    const rate = (value: string) =>
      bench.ask("Alexa.UserPreference", "ReceiveFeedback", {
        activeContext: { content: [about(first).currentItemReference] },
        feedback: { type: "PREFERENCE", value },
      });
    expect((await rate("POSITIVE")).header).toMatchObject({ name: "Response", payloadVersion: "2.0" });
    expect((await rate("NEGATIVE")).payload).toEqual({ skip: true });
    expect(bench.queues.asked.slice(-2)).toEqual([`${SONGS[0]?.uri} is liked`, `${SONGS[0]?.uri} is not liked`]);
  });

  it("move a queue as it is, and refuse one that is not ours", async () => {
    const { bench, first } = await playing();
    const snapshot = (reference: object) => ({ playbackSnapshot: { mediaReference: reference } });
    const moved = await bench.ask(INITIATE, "Reinitiate", snapshot(about(first).currentItemReference));
    expect(moved.header.name).toBe("Reinitiate.Response");
    const foreign = { id: "x", queueId: "x", contentId: "x" };
    expect(errorOf(await bench.ask(INITIATE, "Reinitiate", snapshot(foreign)))).toBe("USER_CONTEXT_MISMATCH");
  });

  it.each(["GetNextItem", "GetPreviousItem", "GetView", "SetShuffle", "SetLoop"])(
    "say of a queue that is gone that there is no such item: %s",
    async (name) => {
      const bench = new MusicBench();
      const gone = { currentItemReference: { id: "q.1", queueId: "q", contentId: "c" }, enable: true };
      expect(errorOf(await bench.ask("Alexa.Audio.PlayQueue", name, gone))).toBe("ITEM_NOT_FOUND");
    },
  );
});

describe("a group", () => {
  it("has one item without an end, and a fresh one only for a person who skips", async () => {
    const bench = new MusicBench();
    bench.spokenTo = undefined;
    bench.queues.fill("everywhere", SONGS);
    const { token } = bench.skill.publish("everywhere");
    const first = await bench.initiate(`hand-off:${token}`);
    expect(first.metadata.type).toBe("STATION");
    expect(first.durationInMilliseconds).toBeUndefined();
    expect(first.stream.uri).toMatch(/\.live\.mp3$/);
    expect((await bench.next(first)).payload).toEqual(FINISHED);
    expect(itemOf(await bench.next(first, true)).id).not.toBe(first.id);
    expect(bench.told.at(-1)).toBe("everywhere wishes next");
  });
});

describe("the binding's pulse", () => {
  it("is told of what was answered, and not of what could not be", async () => {
    const bench = new MusicBench();
    await bench.initiate(ALBUM.uri);
    await bench.ask(INITIATE, "Initiate", { contentId: "library://album/gone" });
    expect(bench.directives).toEqual(["Initiate"]);
  });
});

describe("identity", () => {
  const initiate = { contentId: ALBUM.uri };

  it.each([
    ["no token", null, "INVALID_AUTHORIZATION_CREDENTIAL"],
    ["a foreign token", "stolen-token", "INVALID_AUTHORIZATION_CREDENTIAL"],
    ["an expired token", "old", "EXPIRED_AUTHORIZATION_CREDENTIAL"],
  ])("with %s nothing is played", async (_, token, error) => {
    const bench = new MusicBench();
    bench.tokens.set("old", "expired");
    const answer = await bench.ask(INITIATE, "Initiate", initiate, token);
    expect([errorOf(answer), answer.header.payloadVersion]).toEqual([error, "3.0"]);
    expect(bench.queues.asked).toEqual([]);
    expect(JSON.stringify([answer, bench.lines])).not.toContain("stolen-token");
  });

  it("what we do not know or cannot read is no directive of ours", async () => {
    const bench = new MusicBench();
    expect(errorOf(await bench.ask("Alexa.Media.Search", "GetEverything", {}))).toBe("INVALID_DIRECTIVE");
    expect(errorOf(await bench.ask(INITIATE, "Initiate", { contentId: 7 }))).toBe("INVALID_DIRECTIVE");
  });
});

describe("an event", () => {
  it("of an item's end is told when Alexa was given nothing to follow it, so that what was added since is begun", async () => {
    const { bench, first } = await playing(SONGS[2]?.uri);
    const finishes = async (): Promise<void> => {
      const item = { itemId: first.id, queueId: first.id.split(".")[0] ?? "", contentId: "c" };
      const request = { type: "AlexaAudioPlayQueueEvent.ItemPlaybackFinished", body: { item } };
      const context = { System: { user: { accessToken: "token" } } };
      for (const task of (await bench.skill.answer({ kind: "event", event: { context, request } })).afterwards) task();
    };
    expect((await bench.next(first)).payload).toEqual(FINISHED);
    bench.queues.insertNext("kitchen", media("track", "Added since"));
    await finishes();
    expect(bench.told.at(-1)).toBe("kitchen is finished");
    bench.told.length = 0;
    expect(titleOf(itemOf(await bench.next(first)))).toBe("Added since");
    await finishes();
    expect(bench.told).not.toContain("kitchen is finished");
  });

  it("tells what an Echo did with an item of ours", async () => {
    const { bench, first } = await playing();
    const item = { itemId: first.id, queueId: first.id.split(".")[0] ?? "", contentId: "c" };
    for (const kind of ["Started", "Stopped", "Failed", "Imagined"]) {
      const request = {
        type: `AlexaAudioPlayQueueEvent.ItemPlayback${kind}`,
        body: { item, offsetInMilliseconds: 12 },
      };
      const context = { System: { user: { accessToken: "token" } } };
      const { answer, afterwards } = await bench.skill.answer({ kind: "event", event: { context, request } });
      expect(answer).toBeUndefined();
      for (const task of afterwards) task();
    }
    expect(bench.told.slice(-3)).toEqual(["kitchen is started", "kitchen is stopped", "kitchen is failed"]);
  });
});
