import { randomBytes } from "node:crypto";
import { WireError } from "@ma-alexa/protocol";
import { parseMusicAnswer, type ReadAnswer } from "@ma-alexa/protocol/alexa/music-skill";
import type { SkillCertificates } from "../certificates/skill-certificates.js";
import type { Clock } from "../clock.js";
import { musicComplaint } from "./music-rules.js";
import { post } from "./post.js";

const LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
/** As on directives that were recorded (reference, 3.2). */
const MESSAGE_ID_LENGTH = 25;

/** The music skill as its developer console knows it, and the account that is linked. */
export interface MusicSkillAddress {
  /** Where its directives are posted, http or https. */
  readonly endpoint: string;
  /** The bearer token that linking has brought. */
  readonly accessToken: string;
}

/** One directive or event and what became of it. */
export interface MusicExchange {
  readonly name: string;
  /** 0 when nobody answered. */
  readonly status: number;
  readonly answer?: ReadAnswer;
  /** Why the answer is none that Alexa takes. */
  readonly complaint?: string;
}

/** What the line is made of. */
export interface MusicLineParts {
  readonly skill: MusicSkillAddress;
  readonly clock: Clock;
  readonly certificates: SkillCertificates;
  /** Who may vouch for the skill's server, PEM; the bundled roots when absent. */
  readonly trusted?: string | undefined;
}

/** Signs and posts directives and events, and judges what comes back. */
export class MusicLine {
  /** Every exchange, oldest first. */
  readonly exchanges: MusicExchange[] = [];
  readonly #parts: MusicLineParts;
  readonly #stopping = new AbortController();

  constructor(parts: MusicLineParts) {
    this.#parts = parts;
  }

  /** The answer to a directive; undefined when it is an error or none that Alexa takes. Never rejects. */
  async direct(namespace: string, name: string, payload: object, version = "1.0"): Promise<ReadAnswer | undefined> {
    const { accessToken } = this.#parts.skill;
    const requestContext = {
      user: { id: "amzn1.ask.account.STREET", accessToken },
      location: { originatingLocale: "en-US", countryCode: "US" },
    };
    const header = { messageId: messageId(), namespace, name, payloadVersion: version };
    const exchange = await this.#exchange(name, { header, payload: { requestContext, ...payload } });
    this.exchanges.push(exchange);
    const isError = exchange.answer?.header.name === "ErrorResponse";
    return exchange.complaint !== undefined || isError ? undefined : exchange.answer;
  }

  /** Tells the skill what an Echo did. No answer is expected. Never rejects. */
  async tell(type: string, item: object, offsetInMilliseconds: number): Promise<void> {
    const user = { userId: "amzn1.ask.account.STREET", accessToken: this.#parts.skill.accessToken };
    const request = { type, requestId: messageId(), body: { offsetInMilliseconds, item } };
    try {
      const { status } = await this.#post({ version: "1.0", context: { System: { user } }, request });
      this.exchanges.push({ name: type, status, ...(status === 200 ? {} : { complaint: `Status ${status}` }) });
    } catch (error) {
      this.exchanges.push({ name: type, status: 0, complaint: error instanceof Error ? error.message : String(error) });
    }
  }

  /** Ends what is under way. */
  stop(): void {
    this.#stopping.abort();
  }

  async #exchange(name: string, message: object): Promise<MusicExchange> {
    try {
      const { status, text } = await this.#post(message);
      if (status !== 200) return { name, status, complaint: `The skill answered with status ${status}` };
      const answer = parseMusicAnswer(text);
      const complaint = musicComplaint(name, answer, this.#parts.clock.epoch());
      return { name, status, answer, ...(complaint === undefined ? {} : { complaint }) };
    } catch (error) {
      const complaint = error instanceof Error ? error.message : String(error);
      return { name, status: error instanceof WireError ? 200 : 0, complaint };
    }
  }

  #post(message: object): Promise<{ readonly status: number; readonly text: string }> {
    const { skill, clock, certificates, trusted } = this.#parts;
    const body = Buffer.from(JSON.stringify(message));
    return post(skill.endpoint, { ...certificates.sign(body) }, body, {
      clock,
      signal: this.#stopping.signal,
      trusted,
    });
  }
}

function messageId(): string {
  return [...randomBytes(MESSAGE_ID_LENGTH)].map((byte) => LETTERS[byte % LETTERS.length]).join("");
}
