import type { IncomingHttpHeaders } from "node:http";
import { WireError } from "@ma-alexa/protocol";
import { parseMusicMessage, type MusicMessage } from "@ma-alexa/protocol/alexa/music-skill";
import { ReplayMemory } from "./replay-memory.js";
import { RequestRefused } from "./request-refused.js";
import { SignatureCheck, type SignatureCheckParts } from "./signature-check.js";

/**
 * Tells directives that Alexa signed, and that come for the first time, from everything else. They carry no time and no skill id: the
 * memory of their ids and the token of the linked account, which the skill itself checks, stand in for both.
 */
export class MusicVerifier {
  readonly #signature: SignatureCheck;
  readonly #replays: ReplayMemory;

  constructor(parts: SignatureCheckParts) {
    this.#signature = new SignatureCheck(parts);
    this.#replays = new ReplayMemory(parts.clock);
  }

  /** The message in `body`, which nobody looked into before its signature held. Rejects with `RequestRefused`. */
  async verify(headers: IncomingHttpHeaders, body: Buffer): Promise<MusicMessage> {
    await this.#signature.check(headers, body);
    return this.admit(body.toString("utf8"));
  }

  /** The message in `text`, whose sender has proved to be ours in another way. Throws `RequestRefused`. */
  admit(text: string): MusicMessage {
    const message = read(text);
    const id = message.kind === "directive" ? message.header.messageId : message.event.request.requestId;
    // Events of some shapes have no id; they only tell, so hearing one twice does no harm.
    if (id !== undefined && !this.#replays.admit(id)) throw new RequestRefused("REPLAYED");
    return message;
  }
}

function read(text: string): MusicMessage {
  try {
    return parseMusicMessage(text);
  } catch (error) {
    if (error instanceof WireError) throw new RequestRefused("MALFORMED", error.message);
    throw error;
  }
}
