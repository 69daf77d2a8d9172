import { z } from "zod";
import { SkillManagementError, type SkillManagementErrorCode } from "./skill-management.js";

/** What the SDK throws when Amazon answered with an error. Its other members hold headers and tokens and are not read. */
const ServiceErrorSchema = z.object({
  name: z.literal("ServiceError"),
  statusCode: z.number(),
  response: z
    .object({
      message: z.string().optional(),
      error: z.string().optional(),
      violations: z.array(z.object({ code: z.string().optional(), message: z.string().optional() })).optional(),
    })
    .catch({}),
});

const MAX_DETAIL = 200;

/** What Amazon's refusal means for the owner of the skill, in one sentence. `doing` says what was tried. */
export function smapiRefusal(error: unknown, doing: string): SkillManagementError {
  const { success, data } = ServiceErrorSchema.safeParse(error);
  if (!success) {
    return new SkillManagementError(
      "UNREACHABLE",
      `Amazon's skill management could not be reached while ${doing}; it will be tried again.`,
    );
  }
  const { violations = [], message, error: word } = data.response;
  const denied = violations.some(({ code }) => code === "DENIED_FEATURE_ACCESS");
  const code = denied ? "FEATURE_DENIED" : codeOf(data.statusCode, word);
  const detail = violations.map((one) => one.message ?? one.code).find((text) => text !== undefined) ?? message;
  return new SkillManagementError(code, sentence(code, doing, detail?.slice(0, MAX_DETAIL)));
}

function codeOf(status: number, word: string | undefined): SkillManagementErrorCode {
  if (word === "invalid_grant" || word === "invalid_client" || status === 401 || status === 403)
    return "NOT_AUTHORIZED";
  if (status === 404) return "NOT_FOUND";
  if (status === 429) return "THROTTLED";
  return status >= 500 ? "UNREACHABLE" : "REFUSED";
}

function sentence(code: SkillManagementErrorCode, doing: string, detail: string | undefined): string {
  const said = detail === undefined ? "" : ` Amazon says: ${detail}`;
  switch (code) {
    case "FEATURE_DENIED":
      return `Amazon lets this developer account have no music skill in this language (${doing}); the custom skill goes on working. A music skill needs a developer account of amazon.com in English (US), the same account as the Echos.`;
    case "NOT_AUTHORIZED":
      return `Amazon does not accept the skill management authorization any more (${doing}): make a new refresh token and enter it.`;
    case "NOT_FOUND":
      return `Amazon does not know the skill or catalog any more (${doing}): create the music skill anew.`;
    case "THROTTLED":
      return `Amazon asks for fewer skill management requests (${doing}); it will be tried again later.`;
    case "UNREACHABLE":
      return `Amazon's skill management had a fault of its own while ${doing}; it will be tried again.`;
    case "VALIDATION_FAILED":
    case "REFUSED":
      return `Amazon refused the request while ${doing}.${said}`;
  }
}
