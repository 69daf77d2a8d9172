import { createSimulatedMusicAssistant, TestClock, type SimulatedMusicAssistant } from "@ma-alexa/simulator";
import { describe, expect, it, onTestFinished } from "vitest";

import { SendspinClient } from "../sendspin/client.js";
import { silentLogger } from "../../testing/silent-logger.js";

import { Library } from "./library.js";
import { API_TOKEN_DOCUMENT, MusicAssistantServer, type ApiAccess } from "./music-assistant-server.js";
import type { QueueView } from "./queue-view.js";
import { QueueSteerer } from "./steering.js";

const KITCHEN = "plLvxRMXYPwNBfPjy8efxbz2r8LbRYfHU_pIw-HaEng";
const HALL = "Hx15bnBI8bt2a9UI18ekTvHG6l1cv8vHfY-QyV8YU1s0";
const WITHIN_MS = 30_000;

/** A simulated Music Assistant, the bridge's connection to its API, and two Sendspin players. */
class Scene {
  readonly documents = new Map<string, unknown>();
  readonly clock: TestClock;
  readonly ma: SimulatedMusicAssistant;
  readonly server: MusicAssistantServer;
  readonly steerer: QueueSteerer;

  constructor(clock: TestClock, ma: SimulatedMusicAssistant) {
    this.clock = clock;
    this.ma = ma;
    this.server = new MusicAssistantServer({
      sendspinAddress: () => ma.url,
      store: {
        read: (name) => Promise.resolve(this.documents.get(name)),
        write: (name, value) => Promise.resolve(void this.documents.set(name, value)),
      },
      clock,
      logger: silentLogger,
    });
    this.steerer = new QueueSteerer({ server: this.server, clientIdOf: (id) => id, clock, logger: silentLogger });
  }

  get kitchen(): QueueView {
    const view = this.server.playerQueues.viewOf(KITCHEN);
    if (view === undefined) throw new Error("Music Assistant has no queue for the Kitchen");
    return view;
  }

  /** The titles of the queue as far as they are known. */
  get titles(): (string | undefined)[] {
    return Array.from({ length: this.kitchen.total }, (_, index) => this.kitchen.at(index)?.media.name);
  }

  async until(what: string, holds: () => boolean): Promise<void> {
    await this.clock.until(what, holds, WITHIN_MS, 20);
  }

  /** Lets time pass until the promise is settled. */
  async done<T>(promise: Promise<T>): Promise<T> {
    let isSettled = false;
    const settled = (): void => void (isSettled = true);
    promise.then(settled, settled);
    await this.until("It is done", () => isSettled);
    return await promise;
  }

  async connect(access: Partial<ApiAccess> = {}): Promise<void> {
    const token = { token: this.ma.api.accounts.issue("test") };
    await this.done(this.server.connect({ ...token, address: this.ma.api.url, ...access }));
    await this.until("The API is ready", () => this.server.state.kind === "ready");
  }

  /** A Sendspin player that Music Assistant holds, with its queue watched. */
  async join(clientId: string, name: string): Promise<void> {
    const client = new SendspinClient({
      address: this.ma.url,
      clientId,
      name,
      product: { name: "Echo", manufacturer: "Amazon", softwareVersion: "1" },
      format: { codec: "pcm", sampleRateHz: 48_000, bitDepth: 16, channels: 2 },
      clock: this.clock,
      logger: silentLogger,
    });
    onTestFinished(() => this.done(client.stop()));
    client.start();
    this.server.playerQueues.watch(clientId);
    await this.until(`${name} has a queue`, () => this.server.playerQueues.viewOf(clientId)?.isKnown === true);
  }
}

async function open(options: Parameters<typeof createSimulatedMusicAssistant>[0]["api"] = {}): Promise<Scene> {
  const clock = new TestClock();
  const ma = await createSimulatedMusicAssistant({ clock, api: options });
  const scene = new Scene(clock, ma);
  onTestFinished(async () => {
    await scene.done(scene.server.stop());
    await ma.stop();
    expect(clock.pending).toBe(0);
  });
  return scene;
}

const ODE = "library://track/1";
const queued = (scene: Scene, uris: readonly string[], option?: "add" | "next"): Promise<void> =>
  scene.done(scene.server.queues.playMedia(scene.kitchen.queueId, uris, option === undefined ? {} : { option }));

describe("the API of a simulated Music Assistant", () => {
  it("takes a name and password once and keeps a token that lasts", async () => {
    const scene = await open();
    const { username, password } = scene.ma.api.accounts;
    await scene.done(scene.server.connect({ address: scene.ma.api.url, username, password }));
    await scene.until("ready", () => scene.server.state.kind === "ready");
    expect(scene.server.state).toMatchObject({ user: "Anna", schemaVersion: 37 });
    expect(JSON.stringify(scene.documents.get(API_TOKEN_DOCUMENT))).not.toContain(password);
    expect(scene.ma.api.accounts.list()).toContainEqual(expect.objectContaining({ is_long_lived: true }));
  });

  it("takes a join code", async () => {
    const scene = await open();
    await scene.done(scene.server.connect({ address: scene.ma.api.url, joinCode: scene.ma.api.accounts.joinCode }));
    await scene.until("ready", () => scene.server.state.kind === "ready");
  });

  it("says that a password is wrong, and keeps nothing", async () => {
    const scene = await open();
    const attempt = scene.done(scene.server.connect({ address: scene.ma.api.url, username: "anna", password: "no" }));
    await expect(attempt).rejects.toMatchObject({ code: "LOGIN_FAILED" });
    expect([scene.server.state.kind, scene.documents.size]).toEqual(["off", 0]);
  });

  it("asks a person when its token is void, and never again by itself", async () => {
    const scene = await open();
    await scene.connect();
    scene.ma.api.accounts.revokeAll();
    scene.ma.api.dropConnections();
    await scene.until("refused", () => scene.server.state.kind === "refused");
    expect(scene.server.state.reason).toContain("connect it anew");
  });

  it("says that nobody has set Music Assistant up", async () => {
    const scene = await open({ isSetUp: false });
    await scene.done(scene.server.connect({ address: scene.ma.api.url, token: "any" }));
    await scene.until("told", () => scene.server.state.kind === "setup-required");
  });

  it.each([28, 29, 31, 51, 77])("finds the queue of a Sendspin client on schema %i", async (schema) => {
    const scene = await open({ schema });
    await scene.connect();
    await scene.join(KITCHEN, "Kitchen");
    expect(scene.kitchen.queueId).toBe(schema === 28 ? KITCHEN : `up${KITCHEN.toLowerCase().replace(/-/g, "")}`);
    await queued(scene, [ODE]);
    await scene.until("The queue is known", () => scene.kitchen.current !== undefined);
    expect(scene.kitchen.current?.media).toMatchObject({
      name: "Ode to Joy",
      artists: ["The Street Band"],
      kind: "track",
    });
    expect(scene.kitchen.current?.media.image).toMatch(schema < 31 ? /^\/imageproxy\?path=/ : /^\/imageproxy\/[\w-]+$/);
  });

  it("follows the queue as it is edited, shuffled and repeated", async () => {
    const scene = await open();
    await scene.connect();
    await scene.join(KITCHEN, "Kitchen");
    await queued(scene, ["library://track/1", "library://track/2", "library://track/3"]);
    await queued(scene, ["library://track/4"], "next");
    await scene.until("Four items", () => scene.kitchen.total === 4 && scene.kitchen.isSettled);
    const named = (track: number): string => scene.ma.tunes[track - 1]?.title ?? "";
    expect(scene.titles).toEqual([1, 4, 2, 3].map(named));
    await scene.done(scene.steerer.setShuffle(KITCHEN, true));
    expect(scene.kitchen.shuffle).toBe(true);
    expect(scene.titles).toEqual(scene.ma.queue(KITCHEN).map(({ title }) => title));
    scene.steerer.setRepeat(KITCHEN, "all");
    await scene.until("Repeated", () => scene.kitchen.repeat === "all");
    const last = scene.kitchen.at(3)?.queueItemId ?? "";
    expect(scene.kitchen.after(last, true)?.index).toBe(0);
  });

  it("jumps to an item, and the place follows what sounds", async () => {
    const scene = await open();
    await scene.connect();
    await scene.join(KITCHEN, "Kitchen");
    await queued(scene, ["library://track/1", "library://track/2", "library://track/3"]);
    await scene.until("Known", () => scene.kitchen.at(2) !== undefined);
    scene.steerer.jump(KITCHEN, scene.kitchen.at(2)?.queueItemId ?? "");
    await scene.until("The third plays", () => scene.kitchen.currentIndex === 2);
    expect(scene.kitchen.isLast).toBe(true);
  });

  it("moves what plays to another player", async () => {
    const scene = await open();
    await scene.connect();
    await scene.join(KITCHEN, "Kitchen");
    await scene.join(HALL, "Hall");
    await queued(scene, [ODE]);
    scene.steerer.transfer(KITCHEN, HALL);
    await scene.until("The hall plays", () => scene.server.playerQueues.viewOf(HALL)?.isPlaying === true);
    expect(scene.kitchen.total).toBe(0);
  });

  it("knows that a grouped player plays its leader's queue, and its own afterwards", async () => {
    const scene = await open();
    await scene.connect();
    await scene.join(KITCHEN, "Kitchen");
    await scene.join(HALL, "Hall");
    const own = scene.server.playerQueues.viewOf(HALL)?.queueId ?? "";
    const leader = scene.kitchen.queueId;
    await scene.done(scene.server.players.setMembers(leader, { add: [own] }));
    await scene.until("The leader's", () => scene.server.playerQueues.viewOf(HALL)?.queueId === leader);
    await scene.done(scene.server.players.ungroup(own));
    await scene.until("Its own", () => scene.server.playerQueues.viewOf(HALL)?.queueId === own);
  });

  it("comes back after a restart and knows what changed meanwhile, by the same handles", async () => {
    const scene = await open();
    await scene.connect();
    await scene.join(KITCHEN, "Kitchen");
    await queued(scene, [ODE]);
    await scene.done(scene.ma.stop());
    await scene.until("Noticed", () => scene.server.state.kind === "waiting");
    await expect(scene.server.players.all()).rejects.toMatchObject({ code: "NOT_CONNECTED" });
    await scene.ma.start();
    await scene.until("Ready again", () => scene.server.state.kind === "ready");
    await scene.until("The queue is known again", () => scene.kitchen.isSettled && scene.kitchen.total === 1);
  });

  it("says in a sentence what Music Assistant refuses", async () => {
    const scene = await open();
    await scene.connect();
    await scene.join(KITCHEN, "Kitchen");
    await expect(scene.done(scene.server.queues.play(scene.kitchen.queueId))).rejects.toMatchObject({
      code: "QUEUE_EMPTY",
      message: expect.stringContaining("play something first") as string,
    });
    await expect(scene.done(scene.server.music.itemByUri("library://track/99"))).rejects.toMatchObject({
      code: "MEDIA_NOT_FOUND",
    });
  });

  it("keeps settings of a player, its name among them", async () => {
    const scene = await open();
    await scene.connect();
    await scene.join(KITCHEN, "Kitchen");
    await scene.done(scene.server.config.savePlayer(scene.kitchen.queueId, { name: "Galley" }));
    expect(await scene.done(scene.server.config.playerValue(scene.kitchen.queueId, "name"))).toBe("Galley");
    await scene.until("Renamed", () => scene.server.playerQueues.playerOf(KITCHEN)?.name === "Galley");
  });

  it("reads the whole library, finds things by what people call them, and likes them", async () => {
    const scene = await open();
    await scene.connect();
    const library = new Library({ music: scene.server.music, clock: scene.clock, logger: silentLogger });
    expect(library.isKnown).toBe(false);
    await scene.done(library.read());
    expect(library.find("ode to joy", ["track"], 3)[0]?.uri).toBe(ODE);
    expect(library.find("the evening, in the Street", ["playlist"], 3)[0]?.kind).toBe("playlist");
    expect(library.find("polka from nowhere", ["track", "album"], 3)).toEqual([]);
    expect(library.itemsOf("library://album/1", 2).map(({ kind }) => kind)).toEqual(["track", "track"]);
    expect(library.itemsOf("library://playlist/1", 2).map(({ name }) => name)).toEqual([
      "Twinkle, Twinkle, Little Star",
      "Greensleeves",
    ]);
    expect(library.itemsOf("library://podcast/1", 2)).toMatchObject([{ kind: "episode", isLatest: true }]);
    expect(library.byUri("library://podcast_episode/1")?.name).toBe("The First Lamp");
    expect(library.byUri("library://audiobook/1")).toMatchObject({ resumeMs: 12_000, artists: ["A. Passer-by"] });
    scene.steerer.rate("library://track/2", true);
    await scene.clock.advance(100);
    await scene.done(library.read());
    expect(library.anything()?.uri).toBe("library://track/2");
    scene.steerer.rate("library://track/2", false);
    await scene.clock.advance(100);
    expect(
      await scene.done(scene.server.music.libraryPage("tracks", { offset: 0, limit: 10, isFavorite: true })),
    ).toEqual([]);
    library.stop();
  });

  it("forgets its token when it is told to", async () => {
    const scene = await open();
    await scene.connect();
    await scene.done(scene.server.disconnect());
    expect([scene.server.state.kind, scene.documents.get(API_TOKEN_DOCUMENT)]).toEqual(["off", {}]);
  });
});
