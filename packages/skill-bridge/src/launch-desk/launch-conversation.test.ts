import type { SkillResponseEnvelope } from "@ma-alexa/protocol/alexa/custom-skill";
import { settle, TestClock } from "@ma-alexa/simulator";
import { expect, it } from "vitest";
import { createSkill } from "../custom-skill/create-skill.js";
import { StreamUrls } from "../streams/signed-url.js";
import { MemoryStore } from "../testing/memory-store.js";
import { recordingLogger } from "../testing/recording-logger.js";
import { skillRequest } from "../testing/skill-envelope.js";
import { DeviceBook } from "./device-book.js";
import { LaunchDesk } from "./launch-desk.js";
import { StrategyRecord } from "./strategy-record.js";

/** The skill and the desk as the house joins them, with an Amazon that takes every launch. */
function open() {
  const clock = new TestClock();
  const logger = recordingLogger();
  const store = new MemoryStore();
  const book = new DeviceBook({ store, clock, logger });
  const told: string[] = [];
  const control = {
    view: () => ({ name: "Kitchen", streaming: true, generation: 1 }),
    wish: (playerId: string, wish: string) => told.push(`${playerId} wishes ${wish}`),
    report: (playerId: string, fact: { kind: string }) => told.push(`${playerId} ${fact.kind}`),
  };
  const launcher = { launch: () => Promise.resolve({ outcome: "sent" as const }) };
  const record = new StrategyRecord({ store, clock, logger });
  const desk = new LaunchDesk({ launcher, control, book, record, clock, logger });
  const addresses = new StreamUrls(Buffer.alloc(32, 1), clock);
  const publicUrl = "https://music.example.com";
  const playback = { report: () => undefined };
  const skill = createSkill({ control, desk, book, addresses, playback, publicUrl, clock, logger });
  const launchRequest = (deviceId: string) => skill(skillRequest({ type: "LaunchRequest" }, { deviceId }));
  const fetch = (answer: SkillResponseEnvelope) => {
    const [directive] = answer.response.directives ?? [];
    if (directive?.type !== "AudioPlayer.Play") throw new Error("The answer has no Play");
    const claims = addresses.verify(new URL(directive.audioItem.stream.url).pathname);
    if ("refused" in claims) throw new Error("The address is not ours");
    desk.fetched(claims.playId);
    return claims;
  };
  return { clock, desk, book, skill, told, launchRequest, fetch };
}

it("learns an Echo at its first launch, and then knows who pauses", async () => {
  const { desk, book, skill, told, launchRequest, fetch } = open();
  const verdict = desk.start("kitchen", new AbortController().signal);
  await settle();
  expect(fetch(launchRequest("id-kitchen"))).toMatchObject({ playerId: "kitchen" });
  expect(await verdict).toMatchObject({ outcome: "fetched", strategy: "skill" });
  desk.confirmPlaying("kitchen");
  expect(book.isConfirmed("kitchen")).toBe(true);
  const pause = { type: "IntentRequest", intent: { name: "AMAZON.PauseIntent" } };
  skill(skillRequest(pause, { deviceId: "id-kitchen" }));
  expect(told).toEqual(["kitchen wishes pause"]);
});

it("plays once when both strategies reach the Echo", async () => {
  const { desk, clock, launchRequest, fetch } = open();
  const verdict = desk.start("kitchen", new AbortController().signal);
  await clock.advance(4_100);
  fetch(launchRequest("id-kitchen"));
  expect(await verdict).toMatchObject({ outcome: "fetched" });
  expect(launchRequest("id-kitchen").response.directives).toBeUndefined();
});
