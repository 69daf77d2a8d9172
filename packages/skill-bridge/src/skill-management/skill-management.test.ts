import { MusicManifestSchema } from "@ma-alexa/protocol/alexa/music-skill";
import { settle, SimulatedSkillManagement, TestClock } from "@ma-alexa/simulator";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { CatalogStore } from "../catalogs/catalog-store.js";
import { CATALOG_TYPES, type LibraryListing } from "../catalogs/library-entities.js";
import { VoiceByName } from "../catalogs/voice-by-name.js";
import type { MediaFacts } from "../music-skill/ports.js";
import { MemoryStore } from "../testing/memory-store.js";
import { recordingLogger, type LogLine } from "../testing/recording-logger.js";
import { createMusicSkill, type MadeMusicSkill } from "./create-music-skill.js";
import { musicManifest } from "./music-manifest.js";
import { Smapi } from "./smapi.js";

const MINUTE = 60_000;
const manifest = musicManifest({
  endpoint: "https://echo.example.org/",
  publicUrl: "https://echo.example.org/",
  promptName: "Music Assistant",
  alias: "music assistant",
  certificate: "Trusted",
});
const linking = {
  authorizationUrl: "https://echo.example.org/oauth/authorize",
  tokenUrl: "https://echo.example.org/oauth/token",
  clientId: "alexa-client",
  clientSecret: "a secret of ours",
};

let amazon: SimulatedSkillManagement;
let smapi: Smapi;
let clock: TestClock;
let lines: LogLine[];
const abort = new AbortController();

beforeEach(async () => {
  amazon = new SimulatedSkillManagement();
  await amazon.start();
  smapi = new Smapi(amazon.credentials, { api: amazon.address, login: amazon.address });
  clock = new TestClock();
  lines = [];
});

afterEach(() => amazon.stop());

/** Lets time pass until the work is done. */
async function done<Value>(work: Promise<Value>, stepMs = 5_000): Promise<Value> {
  const progress = { isOver: false };
  const watched = work.finally(() => (progress.isOver = true));
  watched.catch(() => undefined);
  for (let turn = 0; turn < 400 && !progress.isOver; turn += 1) {
    await settle(5);
    clock.tick(stepMs);
  }
  return watched;
}

function create(): Promise<MadeMusicSkill> {
  const tell = (): void => undefined;
  const parts = {
    management: smapi,
    manifest,
    linking,
    catalogTypes: CATALOG_TYPES,
    clock,
    signal: abort.signal,
    tell,
  };
  return done(createMusicSkill(parts));
}

describe("making the music skill", () => {
  it("leaves it checked, linked, enabled and with its six catalogs", async () => {
    const { skillId, catalogIds } = await create();
    const skill = amazon.skills.get(skillId);
    expect(skill).toMatchObject({
      isEnabled: true,
      isBound: true,
      linking: { type: "AUTH_CODE", authorizationUrl: linking.authorizationUrl, clientSecret: linking.clientSecret },
    });
    expect([...(skill?.catalogIds ?? [])].sort()).toEqual(Object.values(catalogIds).sort());
    expect(amazon.catalogs.size).toBe(6);
  });

  it("sends a manifest that the schema takes", () => {
    expect(() => MusicManifestSchema.parse(manifest)).not.toThrow();
  });

  it.each([
    ["deniedFeature", /have no music skill in this language.*the custom skill goes on working/],
    ["invalidGrant", /make a new refresh token/],
    ["failedValidation", /found fault with it: The endpoint's certificate does not match its host/],
  ] as const)("says in one sentence what %s means", async (fault, sentence) => {
    amazon.faults[fault] = true;
    await expect(create()).rejects.toThrow(sentence);
  });

  it("never says a secret", async () => {
    amazon.faults.invalidGrant = true;
    const error = await create().then(
      () => new Error("It was made"),
      (thrown: unknown) => thrown as Error,
    );
    expect(JSON.stringify([error, error.message, error.stack])).not.toMatch(/Atzr|simulated-secret|Atza/);
  });
});

describe("keeping names true", () => {
  let playing: boolean;
  let names: string[];
  let revision: number;
  let store: CatalogStore;

  const library: LibraryListing = {
    get isKnown() {
      return true;
    },
    get revision() {
      return revision;
    },
    all: (kind) =>
      kind === "playlist"
        ? names.map((name): MediaFacts => ({ uri: `library://playlist/${name}`, kind, name, artists: [] }))
        : [],
  };

  async function open(): Promise<VoiceByName> {
    playing = false;
    names = ["Friday"];
    revision = 1;
    store = new CatalogStore(new MemoryStore());
    const skill = await create();
    const voice = new VoiceByName({
      skill,
      manifest,
      management: smapi,
      library,
      isPlaying: () => playing,
      store,
      locale: { country: "US", language: "en" },
      clock,
      logger: recordingLogger(lines),
    });
    voice.start();
    return voice;
  }

  /** Lets `ms` pass, in steps in which the sockets have their say. */
  async function pass(ms: number, stepMs = MINUTE): Promise<void> {
    for (let left = ms; left > 0; left -= stepMs) {
      clock.tick(Math.min(left, stepMs));
      await settle(10);
    }
  }

  const named = () =>
    [...amazon.catalogs.values()]
      .flatMap(({ entities }) => [...entities.values()])
      .flatMap((entity) => ("names" in entity ? [entity.names[0]?.value] : []));

  it("uploads the library and the phrase, and binds the skill again afterwards", async () => {
    const voice = await open();
    await pass(10 * MINUTE, 5_000);
    expect(named()).toEqual(["Friday", "the household mix"]);
    expect(amazon.skill?.isBound).toBe(true);
    expect(voice.state).toMatchObject({ handOffPhrase: "the household mix" });
    await done(voice.stop());
  });

  it("uploads a change the next day, not at once, and never while something plays", async () => {
    const voice = await open();
    await pass(10 * MINUTE, 5_000);
    names = ["Focus"];
    revision += 1;
    await pass(60 * MINUTE);
    expect(named()).toContain("Friday");
    playing = true;
    await pass(24 * 60 * MINUTE, 30 * MINUTE);
    expect(named()).toContain("Friday");
    playing = false;
    await pass(10 * MINUTE, 5_000);
    expect(named()).toEqual(["the household mix", "Focus"]);
    await done(voice.stop());
  });

  it("binds again after two searches that no music followed, and shows the count", async () => {
    const voice = await open();
    await pass(40 * MINUTE, 30_000);
    const before = amazon.calls.filter((call) => call.startsWith("DELETE")).length;
    voice.searched();
    await pass(MINUTE, 5_000);
    voice.searched();
    await pass(2 * MINUTE, 5_000);
    expect(amazon.calls.filter((call) => call.startsWith("DELETE"))).toHaveLength(before + 1);
    expect(voice.state).toMatchObject({ searches: 2, followed: 0 });
    await done(voice.stop());
  });

  it("says what Amazon refused, once, and goes on", async () => {
    const voice = await open();
    amazon.faults.failedIngestion = true;
    await pass(5 * MINUTE, 5_000);
    expect(voice.state.problem).toMatch(/could not take the AMAZON.MusicPlaylist catalog in/);
    const complaints = lines.filter(({ level }) => level === "warn").length;
    amazon.faults.failedIngestion = false;
    await pass(10 * MINUTE, 5_000);
    expect(voice.state.problem).toBeUndefined();
    expect(complaints).toBe(1);
    await done(voice.stop());
  });
});
