import {
  plainText,
  skillResponse,
  type SkillRequest,
  type SkillRequestEnvelope,
  type SkillResponseEnvelope,
} from "@ma-alexa/protocol/alexa/custom-skill";
import type { Clock, Logger, PlaybackFact, PlayerControl, PlayerId, PlayId } from "../ports.js";
import type { CurrentPlays } from "./current-plays.js";
import { speech, type Phrase } from "./speech.js";

/** Knows which Echo was launched and which one speaks. Met by `LaunchDesk`. */
export interface SkillDesk {
  claim(caller: {
    readonly deviceId: string;
  }): { readonly playerId: PlayerId; readonly call: "launch" | "person" | "repeated" | "withdrawn" } | undefined;
  answered(playerId: PlayerId, playId: PlayId): void;
}

/** Knows the players behind Echos that have spoken before. Met by `DeviceBook`. */
export interface KnownDevices {
  playerOf(deviceId: string): PlayerId | undefined;
}

/** Makes the paths of streams. Met by streams' `StreamUrls`. */
export interface StreamMint {
  mint(claims: { readonly playerId: PlayerId; readonly playId: PlayId; readonly afterGeneration?: number }): string;
}

/** Hears where an Echo stands in its response. Met by streams' `EchoStreams`. */
export interface PlaybackWitness {
  report(playerId: PlayerId, fact: PlaybackFact): void;
}

/** What the skill's handlers may use. */
export interface SkillHouse {
  readonly control: PlayerControl;
  readonly desk: SkillDesk;
  readonly book: KnownDevices;
  readonly addresses: StreamMint;
  readonly playback: PlaybackWitness;
  readonly plays: CurrentPlays;
  /** How Echos reach the public listener; streams' paths are put behind it. */
  readonly publicUrl: string;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** One request at the skill, with all that is needed to answer it. */
export interface Visit<Request extends SkillRequest = SkillRequest> {
  readonly house: SkillHouse;
  readonly envelope: SkillRequestEnvelope;
  readonly request: Request;
}

/** Answers one kind of request. */
export type Handler<Request extends SkillRequest = SkillRequest> = (visit: Visit<Request>) => SkillResponseEnvelope;

/** Says a sentence and ends the session. */
export function say({ envelope }: Visit, phrase: Phrase): SkillResponseEnvelope {
  const text = speech(phrase, envelope.request.locale);
  return skillResponse({ outputSpeech: plainText(text), shouldEndSession: true });
}

/** Says nothing and ends the session. */
export function silence(): SkillResponseEnvelope {
  return skillResponse({ shouldEndSession: true });
}

/** Makes the Echo stop what it plays for us. */
export function stopAudio(): SkillResponseEnvelope {
  return skillResponse({ directives: [{ type: "AudioPlayer.Stop" }], shouldEndSession: true });
}

/** The Echo that speaks: whose stream it plays if it is one of ours that is current, else whose id it has. */
export function whoSpeaks({ house, envelope }: Visit): PlayerId | undefined {
  const token = envelope.context.AudioPlayer?.token;
  const byStream = token === undefined ? undefined : house.plays.playerOf(token);
  const deviceId = envelope.context.System.device?.deviceId;
  return byStream ?? (deviceId === undefined ? undefined : house.book.playerOf(deviceId));
}
