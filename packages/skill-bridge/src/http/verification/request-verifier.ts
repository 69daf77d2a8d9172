import { verify, type KeyObject } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import { WireError } from "@ma-alexa/protocol";
import { parseSkillRequest, type SkillRequestEnvelope } from "@ma-alexa/protocol/alexa/custom-skill";
import type { Clock } from "../../ports.js";
import { certificateUrl } from "./certificate-url.js";
import { fetchCertificate, type FetchCertificate } from "./fetch-certificate.js";
import { ReplayMemory } from "./replay-memory.js";
import { RequestRefused } from "./request-refused.js";
import { SignerCache } from "./signer-cache.js";
import { bundledRoots, type TrustedRoots } from "./trusted-roots.js";

/** Amazon's tolerance ("Host a Custom Skill as a Web Service", "Check the timestamp"), here both ways. */
const TOLERANCE_MS = 150_000;

/** What the verifier is told and given. */
export interface RequestVerifierParts {
  /** The ids of the skills that are ours. An empty list refuses everything. */
  readonly applicationIds: readonly string[];
  readonly clock: Clock;
  /** Default: over the internet. */
  readonly fetchCertificate?: FetchCertificate;
  /** Default: those that Node brings. */
  readonly roots?: TrustedRoots;
}

/** Tells requests that Alexa signed for our skill, now and for the first time, from everything else. */
export class RequestVerifier {
  readonly #parts: RequestVerifierParts;
  readonly #signers: SignerCache;
  readonly #replays: ReplayMemory;

  constructor(parts: RequestVerifierParts) {
    this.#parts = parts;
    this.#signers = new SignerCache({
      fetchCertificate: parts.fetchCertificate ?? fetchCertificate,
      roots: parts.roots ?? bundledRoots,
      clock: parts.clock,
    });
    this.#replays = new ReplayMemory(parts.clock);
  }

  /** The request in `body`, which nobody looked into before its signature held. Rejects with `RequestRefused`. */
  async verify(headers: IncomingHttpHeaders, body: Buffer): Promise<SkillRequestEnvelope> {
    await this.#checkSignature(headers, body);
    const envelope = read(body);
    this.#checkAge(envelope);
    this.#checkSkill(envelope);
    if (!this.#replays.admit(envelope.request.requestId)) throw new RequestRefused("REPLAYED");
    return envelope;
  }

  async #checkSignature(headers: IncomingHttpHeaders, body: Buffer): Promise<void> {
    const { signaturecertchainurl: address, "signature-256": signature } = headers;
    if (typeof address !== "string" || typeof signature !== "string") throw new RequestRefused("UNSIGNED");
    const url = certificateUrl(address);
    if (url === undefined) throw new RequestRefused("BAD_CHAIN", "The certificate's address is not one of Amazon's.");
    const { leaf } = await this.#signers.signer(url);
    if (!isSignedBy(leaf.publicKey, body, signature)) throw new RequestRefused("BAD_SIGNATURE");
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

function isSignedBy(key: KeyObject, body: Buffer, signature: string): boolean {
  return verify("RSA-SHA256", body, key, Buffer.from(signature, "base64"));
}

function read(body: Buffer): SkillRequestEnvelope {
  try {
    return parseSkillRequest(body.toString("utf8"));
  } catch (error) {
    if (error instanceof WireError) throw new RequestRefused("MALFORMED", error.message);
    throw error;
  }
}
