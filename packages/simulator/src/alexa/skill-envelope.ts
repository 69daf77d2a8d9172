import { randomUUID } from "node:crypto";
import type { AudioPlayerState, SkillRequest, SkillRequestEnvelope } from "@ma-alexa/protocol/alexa/custom-skill";

/** The Echo at which something happened. */
export interface Asker {
  readonly name: string;
  /** Opaque; not the serial number. */
  readonly deviceId: string;
  readonly locale: string;
  readonly audioPlayer: AudioPlayerState;
}

type WithoutHeader<Request> = Request extends { type: string }
  ? Omit<Request, "requestId" | "timestamp" | "locale">
  : never;

/** What happened, without the fields that every request has. */
export type Asked = WithoutHeader<Exclude<SkillRequest, { type: "unknown" }>>;

/** The body of one request as Alexa writes it; only what a person says or starts carries a session. */
export function skillEnvelope(skillId: string, asker: Asker, asked: Asked, epochMs: number): SkillRequestEnvelope {
  const application = { applicationId: skillId };
  const user = { userId: "amzn1.ask.account.STREET" };
  const request = {
    ...asked,
    requestId: `amzn1.echo-api.request.${randomUUID()}`,
    timestamp: new Date(epochMs).toISOString(),
    locale: asker.locale,
  };
  const device = { deviceId: asker.deviceId, supportedInterfaces: { AudioPlayer: {} } };
  const envelope = {
    version: "1.0",
    context: {
      System: { application, user, device, apiEndpoint: "https://api.eu.amazonalexa.com" },
      AudioPlayer: asker.audioPlayer,
    },
    request,
  };
  if (asked.type !== "LaunchRequest" && asked.type !== "IntentRequest") return envelope;
  const sessionId = `amzn1.echo-api.session.${randomUUID()}`;
  return { ...envelope, session: { new: true, sessionId, application, user } } as SkillRequestEnvelope;
}
