import type { SkillResponse } from "@ma-alexa/protocol/alexa/custom-skill";
import { TestClock } from "@ma-alexa/simulator";
import { createSkill } from "../custom-skill/create-skill.js";
import type { SkillDesk } from "../custom-skill/visit.js";
import type { PlayerView } from "../ports.js";
import { recordingLogger, type LogLine } from "./recording-logger.js";
import { skillRequest, type EnvelopeOptions } from "./skill-envelope.js";

type Claim = ReturnType<SkillDesk["claim"]>;

/** A household of one player, "kitchen", whose Echo has the id "device-kitchen", and everything the skill told it. */
export class SkillBench {
  /** What the desk says of the next LaunchRequest. */
  claim: Claim = { playerId: "kitchen", call: "launch" };
  view: PlayerView | undefined = { name: "Kitchen", streaming: true, generation: 7 };
  /** Wishes and facts, in order. */
  readonly told: string[] = [];
  readonly lines: LogLine[] = [];
  #plays = 0;

  readonly #skill = createSkill({
    control: {
      view: (playerId) => (playerId === "kitchen" ? this.view : undefined),
      wish: (playerId, wish) => this.told.push(`${playerId} wishes ${wish}`),
      report: (playerId, fact) => this.told.push(`${playerId} is ${JSON.stringify(fact)}`),
    },
    desk: {
      claim: () => this.claim,
      answered: (playerId, playId) => this.told.push(`${playerId} was answered ${playId}`),
    },
    book: { playerOf: (deviceId) => (deviceId === "device-kitchen" ? "kitchen" : undefined) },
    addresses: {
      mint: ({ playerId, playId, afterGeneration }) => `/stream/${playerId}.${playId}.${afterGeneration ?? ""}.mp3`,
    },
    playback: { report: (playerId, fact) => this.told.push(`${playerId}'s stream is ${fact.kind}`) },
    publicUrl: "https://music.example.com/echo/",
    clock: new TestClock(),
    logger: recordingLogger(this.lines),
    newPlayId: () => `play-${++this.#plays}`,
  });

  /** The answer to a request. `request` is what differs by type. */
  ask(
    request: Readonly<Record<string, unknown>> & { readonly type: string },
    options?: EnvelopeOptions,
  ): SkillResponse {
    return this.#skill(skillRequest(request, options)).response;
  }

  /** The answer to an intent. */
  say(name: string, options?: EnvelopeOptions): SkillResponse {
    return this.ask({ type: "IntentRequest", intent: { name } }, options);
  }

  /** The answer to what an Echo reports of a stream. */
  event(kind: string, token: string, offsetInMilliseconds = 1_500): SkillResponse {
    return this.ask({ type: `AudioPlayer.${kind}`, token, offsetInMilliseconds });
  }

  /** The Echo was launched and plays "play-1"; what was told until then is forgotten. */
  playing(): this {
    this.ask({ type: "LaunchRequest" });
    this.told.length = 0;
    return this;
  }
}

/** A Play of the kitchen as the skill should answer it. */
export function playOf(playId: string, afterGeneration: number | "" = ""): SkillResponse["directives"] {
  const url = `https://music.example.com/echo/stream/kitchen.${playId}.${afterGeneration}.mp3`;
  return [
    {
      type: "AudioPlayer.Play",
      playBehavior: "REPLACE_ALL",
      audioItem: {
        stream: { url, token: playId, offsetInMilliseconds: 0 },
        metadata: { title: "Kitchen", subtitle: "Music Assistant" },
      },
    },
  ];
}

/** What the skill said aloud. */
export function spoken(response: SkillResponse): string | undefined {
  return response.outputSpeech?.type === "PlainText" ? response.outputSpeech.text : undefined;
}
