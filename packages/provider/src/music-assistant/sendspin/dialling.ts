import { NOISE_SUITES, type NoiseSuite } from "@ma-alexa/protocol/sendspin";

import type { Clock, Logger } from "../../ports.js";

import type { Conversation } from "./conversation.js";
import type { Encryption } from "./encryption.js";
import { Handshakes, type HandshakeAnswer } from "./handshakes.js";
import { Opening, type Opened } from "./opening.js";
import { PlainWire } from "./plain-wire.js";
import { SecureWire } from "./secure-wire.js";
import type { Wire, WireListener } from "./wire.js";

export interface DiallingParts {
  readonly clientId: string;
  readonly encryption?: Encryption;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly send: (frame: string | Uint8Array) => boolean;
  /** Begins when the wire is known. */
  readonly conversation: Pick<Conversation, "begin" | "heard" | "heardAudio" | "rehandshaken">;
  /** The connection must be left; `detail` says why, for a person. */
  readonly refuse: (detail: string) => void;
}

/**
 * From an open socket to a wire: which dialect a server speaks is found out at every connection, except that a server
 * that encrypts is never spoken to in the clear again and one that does not is not asked every time (Sendspin
 * reference 0.3 and 1.12).
 */
export class Dialling {
  readonly #parts: DiallingParts;
  readonly #handshakes: Handshakes | undefined;
  #suite: NoiseSuite;
  #address = "";
  #opening: Opening | undefined;
  #wire: Wire | undefined;
  #hasLeft = false;

  constructor(parts: DiallingParts) {
    const { encryption } = parts;
    this.#parts = parts;
    this.#handshakes = encryption && new Handshakes(encryption.privateKey, encryption.credentials);
    this.#suite = encryption?.suite ?? "25519_AESGCM_SHA256";
  }

  /** A connection to this address is about to be opened. */
  dial(address: string): void {
    this.#address = address;
    this.#hasLeft = false;
  }

  /** It is open. */
  opened(): void {
    const approach = this.#parts.encryption?.servers.approach(this.#address) ?? "plaintext";
    if (approach === "plaintext" || this.#handshakes === undefined) {
      this.#speakPlainly();
      return;
    }
    const { clientId, clock, logger, send } = this.#parts;
    this.#opening = new Opening(
      {
        clientId,
        handshakes: this.#handshakes,
        suite: this.#suite,
        clock,
        logger,
        send,
        done: (opened) => {
          this.#opened(opened);
        },
        suiteRefused: () => {
          this.#suite = NOISE_SUITES.find((suite) => suite !== this.#suite) ?? this.#suite;
        },
      },
      approach,
    );
    this.#opening.start();
  }

  heardText(text: string): void {
    if (this.#wire === undefined) this.#opening?.heardText(text);
    else this.#wire.heardText(text);
  }

  heardBinary(bytes: Uint8Array): void {
    this.#wire?.heardBinary(bytes);
  }

  /** The connection is gone. False when a new one, which will speak another wire, is to follow at once. */
  closed(): boolean {
    const isLoss = this.#opening?.closed() ?? true;
    // One that was away, or hung up on plaintext, may be another version when it is back.
    if (isLoss && !this.#hasLeft) this.#parts.encryption?.servers.doubt(this.#address);
    this.stop();
    return isLoss;
  }

  /** We leave: nothing more is heard. */
  stop(): void {
    this.#hasLeft = true;
    this.#opening?.stop();
    this.#opening = undefined;
    this.#wire = undefined;
  }

  #opened(opened: Opened): void {
    switch (opened.wire) {
      case "encrypted":
        this.#speakSecurely(opened.answer);
        return;
      case "plaintext":
        this.#parts.encryption?.servers.isPlain(this.#address);
        if (opened.isUsable) this.#speakPlainly();
        return;
      case "refused":
        this.#parts.refuse(opened.detail);
        return;
    }
  }

  #speakPlainly(): void {
    const { send, logger } = this.#parts;
    this.#begin(new PlainWire({ send, logger, listener: this.#listener() }));
  }

  #speakSecurely({ session }: HandshakeAnswer): void {
    const { send, logger, encryption } = this.#parts;
    if (this.#handshakes === undefined) return;
    encryption?.servers.encrypts(this.#address, session.serverId);
    this.#begin(new SecureWire({ send, logger, listener: this.#listener(), handshakes: this.#handshakes, session }));
  }

  #begin(wire: Wire): void {
    this.#wire = wire;
    this.#parts.conversation.begin(wire);
  }

  #listener(): WireListener {
    const { conversation, refuse } = this.#parts;
    return {
      message: (message) => {
        conversation.heard(message);
      },
      audio: (frame) => {
        conversation.heardAudio(frame);
      },
      rehandshaken: () => {
        conversation.rehandshaken();
      },
      failed: refuse,
    };
  }
}
