import type { IncomingHttpHeaders } from "node:http";
import { WireError } from "@ma-alexa/protocol";
import { parseSkillRequest, type SkillRequestEnvelope } from "@ma-alexa/protocol/alexa/custom-skill";
import { ReplayMemory } from "./replay-memory.js";
import { RequestRefused } from "./request-refused.js";
import { SignatureCheck, type SignatureCheckParts } from "./signature-check.js";

/** Amazon's tolerance ("Host a Custom Skill as a Web Service", "Check the timestamp"), here both ways. */
const TOLERANCE_MS = 150_000;

/** What the verifier is told and given. */
export interface RequestVerifierParts extends SignatureCheckParts {
  /** The ids of the skills that are ours. An empty list refuses everything. */
  readonly applicationIds: readonly string[];
}

/** Tells requests that Alexa signed for our skill, now and for the first time, from everything else. */
export class RequestVerifier {
  readonly #parts: RequestVerifierParts;
  readonly #signature: SignatureCheck;
  readonly #replays: ReplayMemory;

  constructor(parts: RequestVerifierParts) {
    this.#parts = parts;
    this.#signature = new SignatureCheck(parts);
    this.#replays = new ReplayMemory(parts.clock);
  }

  /** The request in `body`, which nobody looked into before its signature held. Rejects with `RequestRefused`. */
  async verify(headers: IncomingHttpHeaders, body: Buffer): Promise<SkillRequestEnvelope> {
    await this.#signature.check(headers, body);
    return this.admit(body);
  }

  /**
   * The request in `body`, whose sender has proved to be ours in another way: still of now, for our skill, and new.
   * @throws RequestRefused otherwise.
   */
  admit(body: Buffer): SkillRequestEnvelope {
    const envelope = read(body);
    this.#checkAge(envelope);
    this.#checkSkill(envelope);
    if (!this.#replays.admit(envelope.request.requestId)) throw new RequestRefused("REPLAYED");
    return envelope;
  }

  #checkAge({ request }: SkillRequestEnvelope): void {
    const ageMs = this.#parts.clock.epoch() - Date.parse(request.timestamp);
    if (!(Math.abs(ageMs) <= TOLERANCE_MS))
      throw new RequestRefused("STALE", `Its age is ${Math.round(ageMs / 1000)} s.`);
  }

  #checkSkill({ context, session }: SkillRequestEnvelope): void {
    const ids = [context.System.application.applicationId, session?.application?.applicationId];
    const isOurs = ids.every((id) => id === undefined || this.#parts.applicationIds.includes(id));
    if (!isOurs) throw new RequestRefused("FOREIGN_SKILL");
  }
}

function read(body: Buffer): SkillRequestEnvelope {
  try {
    return parseSkillRequest(body.toString("utf8"));
  } catch (error) {
    if (error instanceof WireError) throw new RequestRefused("MALFORMED", error.message);
    throw error;
  }
}
