/** A bridge in a simulated household: press play in Music Assistant, listen in the kitchen. */
import assert from "node:assert/strict";
import { createLogger, fromFlags, readConfiguration, startDemo, systemClock, type Demo } from "@ma-alexa/app";
import { locate, type SimulatedEcho, type SimulatedMusicAssistant } from "@ma-alexa/simulator";

const configuration = readConfiguration([fromFlags({ publicPort: 0, logLevel: "error" })]);
const demo = await startDemo({ configuration, clock: systemClock, logger: createLogger({ level: "error" }) });
try {
  await visit(demo);
} finally {
  await demo.stop();
}

async function visit({ street }: Demo): Promise<void> {
  const { musicAssistant } = street;
  assert(musicAssistant, "The street has a Music Assistant of its own");
  const kitchen = street.echo("Kitchen");
  const [first, second] = musicAssistant.tunes;
  assert(first && second);

  await until("Music Assistant knows the Kitchen", () => playerOf(musicAssistant)?.available === true);
  console.log("Music Assistant knows the Kitchen as a player.");

  musicAssistant.play("Kitchen", [first.id, second.id]);
  await until("the Kitchen plays", () => kitchen.positionMs > 1_000);
  console.log(`The Kitchen plays ${first.title}.`);

  musicAssistant.setVolume("Kitchen", 45);
  await until("the Kitchen is at 45", () => kitchen.volume === 45 && playerOf(musicAssistant)?.volume === 45);
  console.log("Music Assistant asked for volume 45, and both say 45.");

  musicAssistant.next("Kitchen");
  await until("the next tune is heard", () => lastHeard(kitchen, musicAssistant) === second.id);
  assert.equal(playerOf(musicAssistant)?.tune?.id, second.id);
  console.log(`After next it plays ${second.title}.`);

  const heard = listen(kitchen, musicAssistant, 60);
  assert.deepEqual(
    heard.segments.map(({ sourceId }) => sourceId),
    [first.id, second.id],
  );
  assert.deepEqual([heard.gaps, heard.repeats, heard.losses], [[], [], []]);
  assert(heard.correlation > 0.99, "What was heard is what Music Assistant sent");
  console.log("Both tunes were heard without a gap or a repeat.");
}

function playerOf(musicAssistant: SimulatedMusicAssistant) {
  return musicAssistant.players().find(({ name }) => name === "Kitchen");
}

function listen(echo: SimulatedEcho, musicAssistant: SimulatedMusicAssistant, seconds: number) {
  const sources = musicAssistant.tunes
    .slice(0, 2)
    .map((tune) => ({ id: tune.id, pcm: { sampleRate: 48_000, channels: 2, samples: tune.samples() } }));
  return locate(echo.heard(seconds), sources, { expectedCuts: "jumps" });
}

function lastHeard(echo: SimulatedEcho, musicAssistant: SimulatedMusicAssistant): string | undefined {
  return listen(echo, musicAssistant, 1).segments.at(-1)?.sourceId;
}

/** Looks a few times a second until it is so; ten seconds are long in a simulated house. */
async function until(what: string, holds: () => boolean): Promise<void> {
  const end = systemClock.now() + 10_000;
  while (!holds()) {
    assert(systemClock.now() < end, `Within ten seconds it did not happen that ${what}`);
    await new Promise<void>((resolve) => systemClock.after(250, resolve));
  }
}
