import { afterEach, expect, test } from "vitest";
import { TestClock } from "../clock.js";
import { BareClient } from "./testing/bare-client.js";
import {
  createSimulatedMusicAssistant,
  type MusicAssistantOptions,
  type SimulatedMusicAssistant,
} from "./simulated-music-assistant.js";

const started: SimulatedMusicAssistant[] = [];

async function connected(options: Partial<MusicAssistantOptions> = {}, capacity?: number) {
  const clock = new TestClock();
  const ma = await createSimulatedMusicAssistant({ clock, ...options });
  started.push(ma);
  const client = new BareClient(ma, clock);
  await client.hello(capacity);
  await clock.until("greeted", () => client.arrivals.some((one) => one.message?.type === "server/hello"));
  const greeting = client.heard();
  client.state();
  await clock.until("registered", () => ma.players()[0]?.available === true, 11_000);
  await clock.advance(10);
  return { clock, ma, client, greeting };
}

afterEach(async () => {
  for (const ma of started.splice(0)) await ma.stop();
});

test("plays what it is told, once the player is registered", async () => {
  const { clock, ma, client } = await connected();
  client.take();
  ma.play("Kitchen Echo", ["ode-to-joy", "greensleeves"]);
  await clock.advance(3_000);
  expect(client.heard()).toEqual(["metadata title 1000", "group playing", "stream/start", "audio"]);
});
