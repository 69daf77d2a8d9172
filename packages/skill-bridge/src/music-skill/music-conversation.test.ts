import { X509Certificate } from "node:crypto";
import { createSkillCertificates, MusicEcho, MusicLine, type PrefetchHabit } from "@ma-alexa/simulator";
import { describe, expect, it, onTestFinished } from "vitest";
import { PublicDoor } from "../http/public-door.js";
import { MusicVerifier } from "../http/verification/music-verifier.js";
import { StreamUrls } from "../streams/signed-url.js";
import { ALBUM, media, MusicBench, SONGS } from "../testing/music-bench.js";
import { recordingLogger } from "../testing/recording-logger.js";

const ALBUM_ENTITY = { name: "Numbers", type: "ALBUM", entityId: "album.1" };
const SONG_ENTITY = { name: "Three", type: "TRACK", entityId: "track.3" };
const HAND_OFF_ENTITY = { name: "my mix", type: "PLAYLIST", entityId: "playlist.hand-off" };
const HOUR_MS = 3_600_000;

/** The skill behind its real door, and Alexa at the other end of the wire with Echos of three habits and a group. */
async function open() {
  const bench = new MusicBench();
  const { clock, skill } = bench;
  bench.entities.set("album.1", { uri: ALBUM.uri }).set("track.3", { uri: SONGS[2]?.uri ?? "" });
  bench.entities.set("playlist.hand-off", "hand-off");
  await skill.start();
  const certificates = await createSkillCertificates();
  const trust = {
    clock,
    roots: () => [new X509Certificate(certificates.rootPem)],
    fetchCertificate: (address: URL) => certificates.fetch(address),
  };
  const logger = recordingLogger([]);
  const door = new PublicDoor({
    host: "127.0.0.1",
    port: 0,
    publicUrl: "https://music.example.com",
    verifier: { verify: () => Promise.reject(new Error("There is no custom skill")) },
    skill: () => {
      throw new Error("There is no custom skill");
    },
    music: { verifier: new MusicVerifier(trust), answer: (message) => skill.answer(message) },
    addresses: new StreamUrls(Buffer.alloc(32, 7), clock),
    streams: {
      open: () => undefined,
      headOf: () => ({ status: 200, contentType: "audio/mpeg", acceptsRanges: false }),
    },
    witness: { fetched: () => undefined, closed: () => undefined },
    clock,
    logger,
  });
  const { port } = await door.start();
  const line = new MusicLine({
    skill: { endpoint: `http://127.0.0.1:${port}/alexa/music`, accessToken: "token" },
    clock,
    certificates,
  });
  onTestFinished(async () => {
    line.stop();
    await door.stop();
    await skill.stop();
    expect(clock.pending).toBe(0);
  });
  const echo = (name: string, prefetches: PrefetchHabit = "start", tellsEvents = true) =>
    new MusicEcho({ name, line, clock, prefetches, tellsEvents });
  return { bench, line, echo, house: new Agreement(bench) };
}

/** What Alexa shows and what Music Assistant plays, compared after each step. */
class Agreement {
  readonly #bench: MusicBench;
  checks = 0;

  constructor(bench: MusicBench) {
    this.#bench = bench;
  }

  /** The person stands at this Echo. */
  at(echo: MusicEcho): void {
    this.#bench.spokenTo = echo.name;
    this.#bench.playing = undefined;
  }

  /** The track ends in Music Assistant and at the Echo. */
  async finish(echo: MusicEcho): Promise<boolean> {
    const isMore = await echo.finish();
    if (isMore) this.#bench.queues.advance(echo.name);
    return isMore;
  }

  check(echo: MusicEcho, step: string): void {
    this.checks += 1;
    expect([step, echo.title]).toEqual([step, this.#bench.queues.playing(echo.name)]);
  }
}

describe("a conversation with Alexa", () => {
  it.each(["start", "end"] as const)(
    "plays an album to its end, fetching ahead at the %s of an item",
    async (habit) => {
      const { echo, house, line } = await open();
      const kitchen = echo("kitchen", habit);
      expect(await kitchen.play(ALBUM_ENTITY)).toBe(true);
      const titles = [kitchen.title];
      while (await house.finish(kitchen)) {
        house.check(kitchen, "the next track");
        titles.push(kitchen.title);
      }
      expect(titles).toEqual(["One", "Two", "Three", "Four"]);
      expect(line.exchanges.filter(({ complaint }) => complaint !== undefined)).toEqual([]);
    },
  );

  it("follows skips, jumps, modes and a thumb down", async () => {
    const { bench, echo, house } = await open();
    const kitchen = echo("kitchen");
    await kitchen.play(ALBUM_ENTITY);
    await kitchen.next();
    house.check(kitchen, "next");
    await kitchen.previous();
    house.check(kitchen, "previous");
    expect(await kitchen.previous()).toBe(false);
    house.check(kitchen, "no previous");
    await kitchen.loop(true);
    await kitchen.previous();
    expect(kitchen.title).toBe("Four");
    house.check(kitchen, "previous in a loop");
    const view = await kitchen.view();
    expect(view.map(({ metadata }) => metadata.name.speech.text)).toEqual(["Four"]);
    await kitchen.next();
    await kitchen.shuffle(true);
    expect(kitchen.ahead).toMatchObject({ metadata: { name: { display: "Four" } } });
    await kitchen.repeat(true);
    await kitchen.rate("NEGATIVE");
    house.check(kitchen, "a thumb down");
    expect(bench.queues.of("kitchen")?.repeat).toBe("one");
    await kitchen.repeat(false);
    expect(bench.queues.of("kitchen")?.repeat).toBe("all");
  });

  it("resumes after a pause that outlived the address, and goes on at the same addresses in another room", async () => {
    const { bench, echo, house, line } = await open();
    const kitchen = echo("kitchen");
    const office = echo("office");
    await kitchen.play(ALBUM_ENTITY);
    await kitchen.pause();
    await bench.clock.advance(13 * HOUR_MS, 13 * HOUR_MS);
    expect(await kitchen.resume()).toBe(true);
    expect(line.exchanges.some(({ name }) => name === "GetItem")).toBe(true);
    house.check(kitchen, "resume");
    const address = kitchen.current?.stream.uri;
    kitchen.moveTo(office);
    expect(office.current?.stream.uri).toBe(address);
    await office.next();
    expect(office.title).toBe(bench.queues.playing("kitchen"));
  });

  it("wakes with what was said a year ago, and replays a hand-off from the history", async () => {
    const { bench, echo, house } = await open();
    const kitchen = echo("kitchen");
    const office = echo("office");
    bench.queues.fill("kitchen", SONGS.slice(1));
    bench.skill.publish("kitchen");
    expect(await kitchen.play(HAND_OFF_ENTITY)).toBe(true);
    house.check(kitchen, "hand-off");
    const fromHistory = kitchen.contentId ?? "";
    await bench.clock.advance(365 * 24 * HOUR_MS, 365 * 24 * HOUR_MS);
    house.at(office);
    expect(await office.initiate(fromHistory)).toBe(true);
    house.check(office, "the hand-off a year later");
    expect(await office.initiate(ALBUM.uri)).toBe(true);
    house.check(office, "an alarm");
    expect(await office.initiate("library://album/sold")).toBe(false);
  });

  it("is not led astray by what it cannot find", async () => {
    const { echo, line } = await open();
    const kitchen = echo("kitchen");
    expect(await kitchen.play({ name: "Gone", type: "ALBUM", entityId: "album.9" })).toBe(false);
    expect(await kitchen.play(undefined)).toBe(true);
    expect(line.exchanges.at(0)?.answer?.payload.type).toBe("CONTENT_NOT_FOUND");
  });
});

/** A pseudo-random order of steps, the same in each run. */
function* dice(seed: number): Generator<number, undefined> {
  for (let state = seed; ;) {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    yield state / 2_147_483_648;
  }
}

describe("a full evening", () => {
  it("of four hours, three Echos, a group and 200 directives ends with Alexa and Music Assistant agreeing", async () => {
    const { bench, line, echo, house } = await open();
    bench.library.set(
      ALBUM.uri,
      Array.from({ length: 30 }, (_, place) => media("track", `Track ${place}`)),
    );
    const echos = [echo("kitchen"), echo("office", "end"), echo("bedroom", "start", false)];
    const everywhere = echo("everywhere");
    for (const one of echos) {
      house.at(one);
      expect(await one.play(ALBUM_ENTITY)).toBe(true);
      house.check(one, "play");
    }
    bench.queues.fill("everywhere", SONGS);
    bench.skill.publish("everywhere");
    expect(await everywhere.play(HAND_OFF_ENTITY)).toBe(true);
    const roll = dice(6);
    const next = (): number => roll.next().value ?? 0;
    const steps = 240;
    for (let step = 0; step < steps; step += 1) {
      await bench.clock.advance((4 * HOUR_MS) / steps, HOUR_MS);
      const one = echos[Math.floor(next() * echos.length)] ?? everywhere;
      house.at(one);
      await doSomething(Math.floor(next() * 14), one, everywhere, bench, house);
      house.check(one, `step ${step}`);
      expect(everywhere.title).toBe("everywhere");
    }
    const directives = line.exchanges.filter(({ answer }) => answer !== undefined);
    expect(directives.length).toBeGreaterThan(200);
    expect(new Set(directives.map(({ name }) => name)).size).toBe(10);
    expect(house.checks).toBeGreaterThan(200);
    expect(line.exchanges.filter(({ complaint }) => complaint !== undefined)).toEqual([]);
  });
});

/** One thing that a household does. */
async function doSomething(
  kind: number,
  echo: MusicEcho,
  group: MusicEcho,
  bench: MusicBench,
  house: Agreement,
): Promise<void> {
  switch (kind) {
    case 0:
    case 1:
      await echo.next();
      break;
    case 2:
      await echo.previous();
      break;
    case 3:
      await echo.jump((await echo.view()).at(-1)?.id ?? "");
      break;
    case 4:
      await echo.shuffle(bench.queues.of(echo.name)?.shuffle !== true);
      break;
    case 5:
      await echo.loop(true);
      break;
    case 6:
      await echo.repeat(true);
      await echo.repeat(false);
      break;
    case 7:
      await echo.pause();
      await echo.resume();
      break;
    case 8:
      await echo.play(SONG_ENTITY);
      break;
    case 9:
      await echo.play(ALBUM_ENTITY, { shuffle: true });
      break;
    case 10:
      // Somebody edits the queue at Music Assistant while the next item is fetched already.
      bench.queues.insertNext(echo.name, media("track", `Guest ${bench.queues.asked.length}`));
      await echo.next();
      break;
    case 11:
      await group.next();
      break;
    case 12:
      await echo.rate("NEGATIVE");
      break;
    default:
      if (!(await house.finish(echo))) await echo.play(ALBUM_ENTITY);
  }
}
