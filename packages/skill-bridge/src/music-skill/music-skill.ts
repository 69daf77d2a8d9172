import { randomUUID } from "node:crypto";
import { WireError } from "@ma-alexa/protocol";
import {
  musicAnswer,
  readDirective,
  type Header,
  type MusicAnswer,
  type MusicAnswerEnvelope,
  type MusicDirective,
  type MusicMessage,
} from "@ma-alexa/protocol/alexa/music-skill";
import type { DocumentStore, PlayerId } from "../ports.js";
import { getDisplayableContent } from "./directives/get-displayable-content.js";
import { getItem } from "./directives/get-item.js";
import { getNextItem } from "./directives/get-next-item.js";
import { getPlayableContent } from "./directives/get-playable-content.js";
import { getPreviousItem } from "./directives/get-previous-item.js";
import { getView } from "./directives/get-view.js";
import { initiate } from "./directives/initiate.js";
import { jumpToItem } from "./directives/jump-to-item.js";
import { receiveFeedback } from "./directives/receive-feedback.js";
import { reinitiate } from "./directives/reinitiate.js";
import { setLoop } from "./directives/set-loop.js";
import { setRepeat } from "./directives/set-repeat.js";
import { setShuffle } from "./directives/set-shuffle.js";
import { HandOffs, type HandOff } from "./hand-offs.js";
import { MetadataWriter } from "./metadata.js";
import type { Afterwards, MusicHouse } from "./music-house.js";
import { playbackEvent } from "./playback-event.js";
import type { ArtUrls } from "./ports.js";
import { QueueBook } from "./queue-book.js";
import { followQueue } from "./queue-follower.js";
import { audioIdOf } from "./queue-session.js";
import { refusal } from "./refusal.js";

/** After an Initiate whose Echo was guessed, how long Amazon's word on which one plays is waited for. */
const CORRECTABLE_MS = 15_000;

/** What the music skill is given. */
export interface MusicSkillParts extends Omit<MusicHouse, "book" | "handOffs" | "metadata"> {
  readonly store: DocumentStore;
  readonly art: ArtUrls;
  /** Told of each directive that was answered with anything but an error: the sign by which a lost binding is known. */
  readonly onDirective?: (name: string) => void;
  /** Send background pictures, whose shape is not documented. */
  readonly hasBackground?: boolean;
}

/** An answer, and what is to be done when it has been sent. */
export interface MusicReply {
  /** Undefined for an event, which is answered with nothing. */
  readonly answer: MusicAnswerEnvelope | undefined;
  readonly afterwards: readonly (() => void)[];
}

/** Answers the directives of a music skill out of memory, with Music Assistant's queue behind them. */
export class MusicSkill {
  readonly #house: MusicHouse;
  /** Guessed Initiates by player, with the moment of each. */
  readonly #guesses = new Map<PlayerId, number>();
  readonly #onDirective: (name: string) => void;
  #unfollow: (() => void) | undefined;

  constructor({ store, art, hasBackground, onDirective, ...parts }: MusicSkillParts) {
    this.#onDirective = onDirective ?? (() => undefined);
    const { queues, clock, logger } = parts;
    const book = new QueueBook({ store, clock, logger });
    const handOffs = new HandOffs({ queues, store, clock, logger });
    this.#house = { ...parts, book, handOffs, metadata: new MetadataWriter(art, hasBackground) };
  }

  /** Reads what earlier runs answered, and follows Music Assistant's queues from now on. */
  async start(): Promise<void> {
    await Promise.all([this.#house.book.load(), this.#house.handOffs.load()]);
    this.#unfollow = this.#house.queues.follow((playerId) => {
      followQueue(this.#house, playerId);
    });
  }

  async stop(): Promise<void> {
    this.#unfollow?.();
    this.#unfollow = undefined;
    await Promise.all([this.#house.book.stop(), this.#house.handOffs.stop()]);
  }

  /** Answers what has proved to come from Alexa. Never rejects for what a message says. */
  answer(message: MusicMessage): MusicReply | Promise<MusicReply> {
    const afterwards: (() => void)[] = [];
    if (message.kind === "event") {
      if (this.#isLinked(message.event.context?.System?.user?.accessToken))
        afterwards.push(() => {
          playbackEvent(this.#house, message.event);
        });
      return { answer: undefined, afterwards };
    }
    const { header, payload } = message;
    const answered = this.#answer(header, payload, (task) => afterwards.push(task));
    const reply = (answer: MusicAnswer): MusicReply => {
      if (answer.name !== "ErrorResponse")
        afterwards.push(() => {
          this.#onDirective(header.name);
        });
      return { answer: envelope(answer, header), afterwards };
    };
    return answered instanceof Promise ? answered.then(reply) : reply(answered);
  }

  /** The hand-off phrase is about to be said to this player's Echo. */
  publish(playerId: PlayerId): HandOff {
    return this.#house.handOffs.publish(playerId, this.#house.players.view(playerId)?.name ?? "Music Assistant");
  }

  /** Amazon names this player's Echo as playing: if it is not the one that was guessed, the queue moves there. */
  heardAt(playerId: PlayerId): void {
    const now = this.#house.clock.now();
    for (const [guessed, atMs] of this.#guesses) {
      this.#guesses.delete(guessed);
      const session = this.#house.book.of(guessed);
      if (guessed === playerId || now - atMs > CORRECTABLE_MS || session?.isGuess !== true) continue;
      this.#house.book.move(session, playerId);
      for (const item of session.items) this.#house.audio.move(guessed, playerId, audioIdOf(session, item));
      this.#house.steering.transfer(guessed, playerId);
      this.#house.logger.info({ player: playerId }, "Another Echo had asked: the queue plays there now");
    }
  }

  #answer(header: Header, payload: unknown, afterwards: Afterwards): MusicAnswer | Promise<MusicAnswer> {
    this.#house.logger.debug({ directive: header.name.slice(0, 80) }, "« a directive of the music skill");
    try {
      const directive = readDirective(header, payload);
      if (directive.name === "unknown") return refusal("INVALID_DIRECTIVE");
      const refused = this.#refused(directive.payload.requestContext.user.accessToken);
      return refused ?? this.#obey(directive, afterwards);
    } catch (error) {
      if (!(error instanceof WireError)) throw error;
      this.#house.logger.warn({ code: error.code }, `${error.message} Alexa was told that it is not supported.`);
      return refusal("INVALID_DIRECTIVE");
    }
  }

  #obey(
    directive: Exclude<MusicDirective, { name: "unknown" }>,
    afterwards: Afterwards,
  ): MusicAnswer | Promise<MusicAnswer> {
    const house = this.#house;
    switch (directive.name) {
      case "GetPlayableContent":
        return getPlayableContent({ house, payload: directive.payload, afterwards });
      case "GetDisplayableContent":
        return getDisplayableContent({ house, payload: directive.payload, afterwards });
      case "Initiate":
        return this.#noteGuess(initiate({ house, payload: directive.payload, afterwards }));
      case "Reinitiate":
        return reinitiate({ house, payload: directive.payload, afterwards });
      case "GetNextItem":
        return getNextItem({ house, payload: directive.payload, afterwards });
      case "GetPreviousItem":
        return getPreviousItem({ house, payload: directive.payload, afterwards });
      case "JumpToItem":
        return jumpToItem({ house, payload: directive.payload, afterwards });
      case "GetItem":
        return getItem({ house, payload: directive.payload, afterwards });
      case "GetView":
        return getView({ house, payload: directive.payload, afterwards });
      case "SetShuffle":
        return setShuffle({ house, payload: directive.payload, afterwards });
      case "SetLoop":
        return setLoop({ house, payload: directive.payload, afterwards });
      case "SetRepeat":
        return setRepeat({ house, payload: directive.payload, afterwards });
      case "ReceiveFeedback":
        return receiveFeedback({ house, payload: directive.payload, afterwards });
    }
  }

  #noteGuess(answer: MusicAnswer): MusicAnswer {
    if (answer.name !== "Initiate.Response") return answer;
    const session = this.#house.book.find(answer.payload.playbackMethod.id);
    if (session?.isGuess === true) this.#guesses.set(session.playerId, this.#house.clock.now());
    return answer;
  }

  /** The answer to a token that is not the linked account's. None is not better than a wrong one. */
  #refused(token: string | null | undefined): MusicAnswer | undefined {
    const verdict = token == null ? "unknown" : this.#house.bearer.check(token);
    if (verdict === "valid") return undefined;
    return refusal(verdict === "expired" ? "EXPIRED_AUTHORIZATION_CREDENTIAL" : "INVALID_AUTHORIZATION_CREDENTIAL");
  }

  #isLinked(token: string | null | undefined): boolean {
    return token != null && this.#house.bearer.check(token) === "valid";
  }
}

/** A fresh id is the documented best practice; the request's is not repeated. */
function envelope(answer: MusicAnswer, { name }: Header): MusicAnswerEnvelope {
  return musicAnswer(answer, randomUUID(), name);
}
