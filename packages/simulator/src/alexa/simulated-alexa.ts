import { EventEmitter } from "node:events";
import { parseSkillResponse, type SkillResponse } from "@ma-alexa/protocol/alexa/custom-skill";
import { WireError } from "@ma-alexa/protocol";
import type { SkillCertificates } from "../certificates/skill-certificates.js";
import type { Clock } from "../clock.js";
import { complaint } from "./answer-rules.js";
import { post } from "./post.js";
import { skillEnvelope, type Asked, type Asker } from "./skill-envelope.js";

const KEPT_EXCHANGES = 500;
const USUAL_INVOCATION_NAME = "music assistant";

/** A custom skill of the account's owner. */
export interface RegisteredSkill {
  readonly skillId: string;
  /** Where its requests are posted, http or https. */
  readonly endpoint: string;
  /** What people call it, for all locales or by locale; "music assistant" where nothing is said. */
  readonly invocationNames?: string | Readonly<Record<string, string>>;
}

/** One request to a skill and what became of it. */
export interface SkillExchange {
  /** Milliseconds on the street's clock, of the request. */
  readonly atMs: number;
  readonly skillId: string;
  /** The Echo's name. */
  readonly echo: string;
  /** Such as `AudioPlayer.PlaybackStarted`; for an intent its name. */
  readonly request: string;
  /** 0 when nobody answered. */
  readonly status: number;
  /** Absent when the answer was none that Alexa takes. */
  readonly response?: SkillResponse;
  /** Why not. */
  readonly complaint?: string;
}

interface Events {
  exchange: [SkillExchange];
}

/** The part of Alexa that speaks with custom skills: knows them by id and name, signs requests, judges answers. */
export class SimulatedAlexa extends EventEmitter<Events> {
  readonly #clock: Clock;
  readonly #certificates: SkillCertificates;
  readonly #skills = new Map<string, RegisteredSkill>();
  readonly #exchanges: SkillExchange[] = [];
  readonly #stopping = new AbortController();

  constructor({ clock, certificates }: { readonly clock: Clock; readonly certificates: SkillCertificates }) {
    super();
    this.#clock = clock;
    this.#certificates = certificates;
  }

  /** Makes a skill known; the same id again replaces it. */
  registerSkill(skill: RegisteredSkill): void {
    this.#skills.set(skill.skillId, skill);
  }

  /** The newest 500 exchanges, oldest first. */
  get exchanges(): readonly SkillExchange[] {
    return this.#exchanges;
  }

  /** The skill that people who speak `locale` call by this name. */
  skillCalled(name: string, locale: string): string | undefined {
    const wanted = name.toLowerCase();
    return [...this.#skills.values()].find((skill) => invocationName(skill, locale).toLowerCase() === wanted)?.skillId;
  }

  /** What people who speak `locale` may call: the names of all skills. */
  invocationNames(locale: string): readonly string[] {
    return [...this.#skills.values()].map((skill) => invocationName(skill, locale).toLowerCase());
  }

  /** Asks a skill; an answer that Alexa does not take is noted and comes back as undefined. Never rejects. */
  async deliver(skillId: string, asker: Asker, asked: Asked): Promise<SkillResponse | undefined> {
    const skill = this.#skills.get(skillId);
    if (skill === undefined || this.#stopping.signal.aborted) return undefined;
    const exchange = await this.#exchange(skill, asker, asked);
    this.#note(exchange);
    if (exchange.status === 200 && exchange.complaint !== undefined)
      await this.#complain(skill, asker, asked, exchange.complaint);
    return exchange.complaint === undefined ? exchange.response : undefined;
  }

  /** Ends what is under way; nothing is delivered afterwards. */
  stop(): void {
    this.#stopping.abort();
  }

  async #exchange(skill: RegisteredSkill, asker: Asker, asked: Asked): Promise<SkillExchange> {
    const request = asked.type === "IntentRequest" ? asked.intent.name : asked.type;
    const base = { atMs: this.#clock.now(), skillId: skill.skillId, echo: asker.name, request };
    try {
      const { status, text } = await this.#send(skill, asker, asked);
      if (status !== 200) return { ...base, status, complaint: `The skill answered with status ${status}` };
      return { ...base, status, ...judged(asked.type, text) };
    } catch (error) {
      return { ...base, status: 0, complaint: error instanceof Error ? error.message : String(error) };
    }
  }

  async #send(skill: RegisteredSkill, asker: Asker, asked: Asked): Promise<{ status: number; text: string }> {
    const body = Buffer.from(JSON.stringify(skillEnvelope(skill.skillId, asker, asked, this.#clock.epoch())));
    const headers = { ...this.#certificates.sign(body) };
    return await post(skill.endpoint, headers, body, { clock: this.#clock, signal: this.#stopping.signal });
  }

  /** What the skill gets to hear about an answer that Alexa did not take. Its answer to that is not judged again. */
  async #complain(skill: RegisteredSkill, asker: Asker, asked: Asked, message: string): Promise<void> {
    if (asked.type === "System.ExceptionEncountered") return;
    const error = { type: "INVALID_RESPONSE", message };
    this.#note(await this.#exchange(skill, asker, { type: "System.ExceptionEncountered", error }));
  }

  #note(exchange: SkillExchange): void {
    this.#exchanges.push(exchange);
    if (this.#exchanges.length > KEPT_EXCHANGES) this.#exchanges.shift();
    this.emit("exchange", exchange);
  }
}

function judged(
  requestType: string,
  text: string,
): { response: SkillResponse; complaint?: string } | { complaint: string } {
  try {
    const { response } = parseSkillResponse(text);
    const reason = complaint(requestType, response);
    return reason === undefined ? { response } : { response, complaint: reason };
  } catch (error) {
    if (!(error instanceof WireError)) throw error;
    return { complaint: error.message };
  }
}

function invocationName({ invocationNames }: RegisteredSkill, locale: string): string {
  if (typeof invocationNames === "string") return invocationNames;
  return invocationNames?.[locale] ?? USUAL_INVOCATION_NAME;
}
