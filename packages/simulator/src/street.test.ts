import { verify, X509Certificate } from "node:crypto";
import type { SkillRequestEnvelope, SkillResponse } from "@ma-alexa/protocol/alexa/custom-skill";
import { beforeAll, describe, expect, it, onTestFinished, vi } from "vitest";
import { TestClock } from "./clock.js";
import { sineMp3 } from "./echo/testing/sine.js";
import { streamServer, whole } from "./echo/testing/stream-server.js";
import { play, stubSkill } from "./echo/testing/stub-skill.js";
import { sineCheck } from "./listening/sine-check.js";
import { createStreet } from "./street.js";

const SKILL_ID = "amzn1.ask.skill.test";
let tone: Uint8Array;
beforeAll(async () => {
  tone = await sineMp3(440, 8);
});

type Answer = (name: string, url: string, envelope: SkillRequestEnvelope) => SkillResponse;

const usual: Answer = (name, url) => {
  if (name === "LaunchRequest" || name === "PlayAudio") return { directives: [play(url)] };
  if (name === "AMAZON.NextIntent" || name.endsWith("NextCommandIssued")) return { directives: [play(url, "play-2")] };
  if (name === "AMAZON.PauseIntent" || name.endsWith("PauseCommandIssued"))
    return { directives: [{ type: "AudioPlayer.Stop" }] };
  return {};
};

async function scene(answer: Answer = usual) {
  const clock = new TestClock();
  const street = await createStreet({ clock, musicAssistant: false });
  const stream = await streamServer(whole(tone));
  const skill = await stubSkill((name, envelope) => answer(name, stream.url, envelope));
  street.alexa.registerSkill({ skillId: SKILL_ID, endpoint: skill.endpoint });
  onTestFinished(async () => {
    await street.stop();
    expect(clock.pending).toBe(0);
    expect(street.amazon.failures).toEqual([]);
  });
  const kitchen = street.echo("kitchen");
  const until = (name: string, times = 1): Promise<void> => clock.until(name, () => skill.count(name) >= times, 15_000);
  const started = async (): Promise<void> => {
    kitchen.launchSkill(SKILL_ID);
    await until("AudioPlayer.PlaybackStarted");
    await clock.advance(1_000);
  };
  return { clock, street, stream, skill, kitchen, until, started };
}

describe("an Echo of the street", () => {
  it("asks the launched skill, plays its stream to the end and tells about it", async () => {
    const { kitchen, skill, until } = await scene();
    kitchen.launchSkill(SKILL_ID);
    await until("AudioPlayer.PlaybackFinished");
    expect(skill.names()).toEqual([
      "LaunchRequest",
      "AudioPlayer.PlaybackStarted",
      "AudioPlayer.PlaybackNearlyFinished",
      "AudioPlayer.PlaybackFinished",
    ]);
    const verdict = sineCheck(kitchen.heard(20));
    expect(verdict.isContinuous).toBe(true);
    expect(verdict.frequencyHz).toBeCloseTo(440, 1);
    expect(kitchen.heard(20).samples.length / 96_000).toBeGreaterThan(7.9);
    expect(kitchen.heardWav(1)).toHaveLength(44 + 192_000);
  });

  it("signs every request with a chain that leads to the street's root", async () => {
    const { street, skill, started } = await scene();
    await started();
    const chain = await street.certificates.fetch(street.certificates.chainUrl);
    const leaf = new X509Certificate(chain);
    for (const { headers, body } of skill.received) {
      const signature = Buffer.from(String(headers["signature-256"]), "base64");
      expect(headers.signaturecertchainurl).toBe(street.certificates.chainUrl);
      expect(verify("RSA-SHA256", body, leaf.publicKey, signature)).toBe(true);
    }
  });

  it("says who it is by its deviceId, and a session only when somebody spoke", async () => {
    const { skill, kitchen, started, street } = await scene();
    await started();
    const [launch, event] = skill.received.map(({ envelope }) => envelope);
    expect(launch?.context.System.device?.deviceId).toBe(kitchen.deviceId);
    expect(launch?.context.System.application.applicationId).toBe(SKILL_ID);
    expect([launch?.session?.new, event?.session]).toEqual([true, undefined]);
    expect(event?.context.AudioPlayer).toMatchObject({ token: "play-1", playerActivity: "PLAYING" });
    expect(new Set(street.echos.map(({ deviceId }) => deviceId)).size).toBe(3);
  });

  it("goes on by itself after a spoken question, at the same place", async () => {
    const { clock, kitchen, skill, started, until } = await scene();
    await started();
    await kitchen.say("what time is it");
    expect(kitchen.playing).toBe(false);
    const positionMs = kitchen.positionMs;
    await clock.advance(2_900);
    expect([kitchen.playing, kitchen.positionMs]).toEqual([false, positionMs]);
    await until("AudioPlayer.PlaybackStarted", 2);
    expect(skill.offsets("AudioPlayer.PlaybackStopped")).toEqual([positionMs]);
    expect(skill.offsets("AudioPlayer.PlaybackStarted")).toEqual([0, positionMs]);
    await until("AudioPlayer.PlaybackFinished");
    expect(sineCheck(kitchen.heard(20)).isContinuous).toBe(true);
  });

  it("hands next and pause to the skill that sounded last, spoken or pressed", async () => {
    const { kitchen, skill, started, until } = await scene();
    await kitchen.say("next");
    expect(skill.names()).toEqual([]);
    await started();
    await kitchen.say("next");
    await until("AudioPlayer.PlaybackStarted", 2);
    await kitchen.press("next");
    await until("AudioPlayer.PlaybackStarted", 3);
    await kitchen.press("play-pause");
    await until("AudioPlayer.PlaybackStopped", 3);
    expect(kitchen.playing).toBe(false);
    await kitchen.press("play-pause");
    expect(skill.names().slice(2)).toEqual([
      "AudioPlayer.PlaybackStopped",
      "AMAZON.NextIntent",
      "AudioPlayer.PlaybackStarted",
      "PlaybackController.NextCommandIssued",
      "AudioPlayer.PlaybackStopped",
      "AudioPlayer.PlaybackStarted",
      "PlaybackController.PauseCommandIssued",
      "AudioPlayer.PlaybackStopped",
      "PlaybackController.PlayCommandIssued",
    ]);
  });

  it("goes on when the skill has nothing to say to an intent", async () => {
    const { kitchen, skill, started, until } = await scene();
    await started();
    await kitchen.say("previous");
    await until("AudioPlayer.PlaybackStarted", 2);
    expect(skill.names().slice(2)).toEqual([
      "AudioPlayer.PlaybackStopped",
      "AMAZON.PreviousIntent",
      "AudioPlayer.PlaybackStarted",
    ]);
    expect(kitchen.playing).toBe(true);
  });

  it("understands its own language only when Amazon hands it a sentence", async () => {
    const { street, skill } = await scene();
    const studio = street.echo("Living Room");
    await studio.hearText("ask music assistant to play audio");
    expect(skill.names()).toEqual([]);
    await studio.hearText("sag music assistant spiele audio");
    expect(skill.names()).toEqual(["PlayAudio"]);
    expect(skill.received[0]?.envelope.request).toMatchObject({ locale: "de-DE" });
  });

  it("stops when Amazon says so, and when paused by a tap that asks nobody", async () => {
    const { kitchen, skill, started, until } = await scene();
    await started();
    kitchen.stopPlayback();
    await until("AudioPlayer.PlaybackStopped");
    expect([kitchen.playing, kitchen.describe().playerState]).toEqual([false, "PAUSED"]);
    kitchen.habits.silentPauseTap = true;
    kitchen.launchSkill(SKILL_ID);
    await until("AudioPlayer.PlaybackStarted", 2);
    await kitchen.press("play-pause");
    await until("AudioPlayer.PlaybackStopped", 2);
    expect(skill.count("PlaybackController.PauseCommandIssued")).toBe(0);
  });

  it("plays what was enqueued after what it plays", async () => {
    const next: Answer = (name, url) => {
      const stream = { url, token: "play-2", expectedPreviousToken: "play-1", offsetInMilliseconds: 0 };
      if (name !== "AudioPlayer.PlaybackNearlyFinished") return usual(name, url, {} as SkillRequestEnvelope);
      return { directives: [play(url, "play-2", { playBehavior: "ENQUEUE", audioItem: { stream } })] };
    };
    const { kitchen, skill, until } = await scene(next);
    kitchen.launchSkill(SKILL_ID);
    await until("AudioPlayer.PlaybackStarted", 2);
    expect(skill.received.at(-1)?.envelope.request).toMatchObject({ token: "play-2" });
  });

  it("tells the skill what kept it from playing", async () => {
    const { kitchen, skill, until } = await scene((name) => {
      return name === "LaunchRequest" ? { directives: [play("http://127.0.0.1:1/stream.mp3")] } : {};
    });
    kitchen.launchSkill(SKILL_ID);
    await until("AudioPlayer.PlaybackFailed");
    expect(skill.received.at(-1)?.envelope.request).toMatchObject({
      token: "play-1",
      error: { type: "MEDIA_ERROR_UNKNOWN" },
    });
    expect(kitchen.playing).toBe(false);
  });

  it("does not do what Alexa does not let skills answer", async () => {
    const { kitchen, street, started, until, stream } = await scene((name, url, envelope) => {
      return name === "AudioPlayer.PlaybackStarted" ? { directives: [play(url, "x")] } : usual(name, url, envelope);
    });
    await started();
    await until("System.ExceptionEncountered");
    expect(stream.visits()).toBe(1);
    expect(kitchen.playing).toBe(true);
    expect(street.alexa.exchanges.find((one) => one.complaint !== undefined)?.request).toBe(
      "AudioPlayer.PlaybackStarted",
    );
  });

  it("plays another service's music instead of the skill's, until the skill plays again", async () => {
    const { clock, kitchen, skill, started } = await scene();
    await started();
    kitchen.elsewhere.begin({ kind: "service", provider: "Spotify", title: "Somebody's song" });
    expect(kitchen.describe()).toMatchObject({
      playerState: "PLAYING",
      media: { providerName: "Spotify", title: "Somebody's song" },
    });
    await clock.advance(500);
    expect(skill.names().at(-1)).toBe("AudioPlayer.PlaybackStopped");
    kitchen.stopPlayback();
    expect(kitchen.describe().playerState).toBe("PAUSED");
  });

  it("waits while an alarm sounds and goes on by itself", async () => {
    const { clock, kitchen, skill, started } = await scene();
    await started();
    kitchen.elsewhere.begin({ kind: "alarm" });
    await clock.advance(500);
    kitchen.elsewhere.end();
    await clock.advance(500);
    expect(skill.names().slice(-2)).toEqual(["AudioPlayer.PlaybackStopped", "AudioPlayer.PlaybackStarted"]);
    expect(kitchen.playing).toBe(true);
  });

  it("changes its volume by voice, by button and by Amazon", async () => {
    const { kitchen } = await scene();
    let changes = 0;
    kitchen.on("change", () => (changes += 1));
    await kitchen.say("volume 5");
    await kitchen.press("volume-up");
    await kitchen.press("mute");
    expect([kitchen.volume, kitchen.muted]).toEqual([60, true]);
    kitchen.setVolume(120);
    expect([kitchen.volume, kitchen.muted, changes]).toEqual([100, false, 4]);
  });

  it("tells Amazon a moment later what it does, in order", async () => {
    const { clock, street, kitchen, started } = await scene();
    const pushed: string[] = [];
    vi.spyOn(street.amazon, "reportPlayer").mockImplementation((_, state) => void pushed.push(state));
    for (const what of ["pushVolume", "reportUtterance", "pushConnection"] as const)
      vi.spyOn(street.amazon, what).mockImplementation(() => void pushed.push(what));
    await started();
    await kitchen.say("what time is it");
    await clock.advance(5_000);
    kitchen.setVolume(10);
    kitchen.stopPlayback();
    kitchen.goOffline();
    await clock.advance(500);
    expect(pushed).toEqual([
      "PLAYING",
      "reportUtterance",
      "INTERRUPTED",
      "PLAYING",
      "pushVolume",
      "INTERRUPTED",
      "pushConnection",
    ]);
  });

  it("is silent and mute to everybody without its plug", async () => {
    const { clock, kitchen, skill, started } = await scene();
    await started();
    const asked = skill.received.length;
    kitchen.goOffline();
    kitchen.launchSkill(SKILL_ID);
    await kitchen.say("next");
    await clock.advance(1_000);
    expect([kitchen.playing, kitchen.describe().online, skill.received.length]).toEqual([false, false, asked]);
    kitchen.comeOnline();
    await started();
  });

  it("hands out the very bytes that it fetches", async () => {
    const { kitchen, until } = await scene();
    const chunks: Uint8Array[] = [];
    const unsubscribe = kitchen.onFetchedBytes((chunk) => chunks.push(chunk));
    kitchen.launchSkill(SKILL_ID);
    await until("AudioPlayer.PlaybackStarted");
    unsubscribe();
    expect(Buffer.compare(Buffer.concat(chunks), tone)).toBe(0);
  });
});
