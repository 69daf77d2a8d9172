import { parseSkillRequest, type SkillRequestEnvelope } from "@ma-alexa/protocol/alexa/custom-skill";

/** The skill that tests call ours. */
export const SKILL_ID = "amzn1.ask.skill.ours";

/** What a test may change about a request. */
export interface EnvelopeOptions {
  readonly deviceId?: string;
  readonly applicationId?: string;
  readonly timestamp?: string;
  readonly requestId?: string;
  readonly locale?: string;
  /** What the Echo last played for the skill. */
  readonly token?: string;
}

/** The text of a request as Alexa would send it. `request` is what differs by type. */
export function skillRequestText(
  request: Readonly<Record<string, unknown>> & { readonly type: string },
  options: EnvelopeOptions = {},
): string {
  const { deviceId = "device-kitchen", applicationId = SKILL_ID, requestId = "request-1", locale = "en-US" } = options;
  const { timestamp = "2026-01-01T00:00:01Z", token } = options;
  const application = { applicationId };
  return JSON.stringify({
    version: "1.0",
    context: {
      System: { application, device: { deviceId } },
      ...(token === undefined ? {} : { AudioPlayer: { token, playerActivity: "STOPPED" } }),
    },
    request: { requestId, timestamp, locale, ...request },
  });
}

/** The same as a value. */
export function skillRequest(
  request: Readonly<Record<string, unknown>> & { readonly type: string },
  options?: EnvelopeOptions,
): SkillRequestEnvelope {
  return parseSkillRequest(skillRequestText(request, options));
}
