/** What a device is to a person. */
export type EchoKind = "speaker" | "display" | "group" | "other";

/**
 * What a device can be made to do: fetch a stream for a skill, play for a music skill, be set to a volume, be told something
 * as if a person had said it, announce.
 */
export type EchoAbility = "streams" | "music-skill" | "volume" | "text-commands" | "announcements";

/** One entry of the account's device list. The serial number is not for logs. */
export interface EchoDevice {
  readonly serial: string;
  /** What a person calls it; told apart from others of the same name. */
  readonly name: string;
  /** Amazon's own name where `name` differs from it: what must be said to Alexa. */
  readonly spokenName?: string;
  /** Amazon's own word: ECHO, KNIGHT, ROOK, WHA, … */
  readonly family: string;
  readonly deviceType: string;
  /** The model as a person knows it. */
  readonly model: string;
  /** The language the device listens in, e.g. "en-GB"; text commands must be in it. */
  readonly locale: string;
  readonly online: boolean;
  readonly kind: EchoKind;
  /** Whether it can be made to fetch a stream; `reason` says why not. */
  readonly playable: boolean;
  readonly reason?: string;
  /** Absent where Amazon has not said it. */
  readonly abilities?: readonly EchoAbility[];
  /** Serials of a group's members. */
  readonly members?: readonly string[];
}
