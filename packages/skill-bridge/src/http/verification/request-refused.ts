/** Why a skill request was refused. Each is answered 400 and logged by this word, never by what the request said. */
export type RefusalCode =
  /** A signature header is missing. */
  | "UNSIGNED"
  /** The certificate could not be had, or is not Amazon's, or is outside its dates. */
  | "BAD_CHAIN"
  /** The signature does not belong to these bytes. */
  | "BAD_SIGNATURE"
  /** The timestamp is more than 150 s away from our clock, in either direction. */
  | "STALE"
  /** Signed by Amazon, but for a skill that is not ours. */
  | "FOREIGN_SKILL"
  /** This request was answered before. */
  | "REPLAYED"
  /** Signed by Amazon, but not a skill request that can be read. */
  | "MALFORMED";

const SENTENCES: Readonly<Record<RefusalCode, string>> = {
  UNSIGNED: "The request carries no signature: only Alexa may ask here.",
  BAD_CHAIN: "The request's certificate is not one of Alexa's.",
  BAD_SIGNATURE: "The request's signature does not match its body.",
  STALE: "The request's time is more than 150 s away from this machine's clock: set the clock.",
  FOREIGN_SKILL: "The request is meant for another skill: add its id to the configuration if it is yours.",
  REPLAYED: "The request was answered before.",
  MALFORMED: "The request is not one that this skill is sent.",
};

/** A request that did not prove to come from Alexa, for our skill, now. Carries nothing of the request itself. */
export class RequestRefused extends Error {
  readonly code: RefusalCode;
  /** What exactly was wrong with it, for the log; made of our own words only. */
  readonly detail: string | undefined;

  constructor(code: RefusalCode, detail?: string) {
    super(SENTENCES[code]);
    this.name = "RequestRefused";
    this.code = code;
    this.detail = detail;
  }
}
