import type { AmazonAccounts, Clock, DocumentStore, Household, Logger, PlayerSnapshot } from "@ma-alexa/provider";
import {
  answerForwarded,
  entities,
  MusicSkill,
  MusicVerifier,
  type EchoStreams,
  type LaunchDesk,
  type MusicRouteParts,
  type MusicSkillParts,
  type StreamClaims,
  type StreamUrls,
} from "@ma-alexa/skill-bridge";
import { preferredEcho } from "./preferred-echo.js";
import { SpokenEcho } from "./spoken-echo.js";

/** Whose the directives are, and what they reach. */
export interface MusicDirectivesParts extends Pick<
  MusicSkillParts,
  "queues" | "steering" | "catalogue" | "bearer" | "art" | "onDirective"
> {
  readonly household: Pick<Household, "players" | "deviceOf" | "control">;
  readonly accounts: Pick<AmazonAccounts, "on" | "off">;
  readonly desk: Pick<LaunchDesk, "began">;
  readonly streams: Pick<EchoStreams, "report" | "bindItem" | "expectItem" | "moveItem" | "suffixOf">;
  readonly addresses: StreamUrls;
  readonly publicUrl: () => string;
  /** How the music skill is called. */
  readonly alias: string;
  /** The name of the Echo to take when nobody can tell which one was spoken to. */
  readonly spokenRequests: string | undefined;
  /** What is said for a hand-off; undefined before Alexa was told a phrase. */
  readonly handOffPhrase: () => string | undefined;
  /** Who may vouch for requests; the bundled roots and the internet when absent. */
  readonly trust: Omit<ConstructorParameters<typeof MusicVerifier>[0], "clock">;
  readonly store: DocumentStore;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** The music skill's directives: joined to the household's players, queues and streams. */
export class MusicDirectives {
  /** What the public door serves at `/alexa/music`. */
  readonly route: MusicRouteParts;
  /** What the door of the Lambda function passes on. */
  readonly forwarded: ReturnType<typeof answerForwarded>;
  readonly #parts: MusicDirectivesParts;
  readonly #skill: MusicSkill;
  readonly #spoken: SpokenEcho;

  constructor(parts: MusicDirectivesParts) {
    this.#parts = parts;
    this.#spoken = new SpokenEcho(parts.clock);
    this.#skill = new MusicSkill({
      ...parts,
      entities,
      audio: {
        url: (playerId, itemId) => this.#address({ playerId, playId: itemId, isItem: true }),
        liveUrl: (playerId, itemId, isToCome) => this.#liveAddress(playerId, itemId, isToCome),
        bind: (playerId, itemId, queueItemId) => {
          parts.streams.bindItem(playerId, itemId, queueItemId);
        },
        expect: (playerId, itemId, isToCome) => {
          parts.streams.expectItem(playerId, itemId, isToCome);
        },
        move: (from, to, itemId) => {
          parts.streams.moveItem(from, to, itemId);
        },
      },
      players: {
        view: (playerId) => this.#view(playerId),
        spokenTo: () => this.#playerWith(this.#spoken.serial),
        preferred: () => this.#preferred(),
        began: (playerId, itemId) => {
          parts.desk.began(playerId, itemId);
        },
        wish: (playerId, wish) => {
          parts.household.control.wish(playerId, wish);
        },
        report: (playerId, fact) => {
          parts.streams.report(playerId, fact);
          parts.household.control.report(playerId, fact);
        },
      },
    });
    this.route = {
      verifier: new MusicVerifier({ ...parts.trust, clock: parts.clock }),
      answer: (message) => this.#skill.answer(message),
    };
    this.forwarded = answerForwarded(this.route, parts.logger);
  }

  async start(): Promise<void> {
    this.#parts.accounts.on("spoken-to", this.#spoken.hear);
    this.#parts.accounts.on("fact", this.#hear);
    await this.#skill.start();
  }

  async stop(): Promise<void> {
    this.#parts.accounts.off("spoken-to", this.#spoken.hear);
    this.#parts.accounts.off("fact", this.#hear);
    await this.#skill.stop();
  }

  /** What to say to this player's Echo so that it takes over the queue, which is published for it; undefined without a phrase. */
  handOff(playerId: string): string | undefined {
    const { alias, handOffPhrase } = this.#parts;
    const phrase = handOffPhrase();
    if (phrase === undefined) return undefined;
    this.#skill.publish(playerId);
    // Typed as "play … on …" Alexa would look for a speaker of that name (music skill reference, section 15).
    return `ask ${alias} to play ${phrase}`;
  }

  /** Amazon names an Echo as playing: an Initiate whose Echo was guessed may belong there. */
  readonly #hear = (fact: { readonly kind: string; readonly serial: string; readonly state?: string }): void => {
    if (fact.kind !== "player" || fact.state !== "playing") return;
    const playerId = this.#playerWith(fact.serial);
    if (playerId !== undefined) this.#skill.heardAt(playerId);
  };

  /** As for a skip at an Echo: the fetch waits for music that is newer than what plays now. */
  #liveAddress(playerId: string, playId: string, isToCome: boolean): string {
    const afterGeneration = isToCome ? this.#parts.household.control.view(playerId)?.generation : undefined;
    return this.#address({ playerId, playId, ...(afterGeneration === undefined ? {} : { afterGeneration }) });
  }

  #address(claims: StreamClaims): string {
    const { publicUrl, addresses, streams } = this.#parts;
    return publicUrl().replace(/\/+$/, "") + addresses.mint({ ...claims, suffix: streams.suffixOf(claims.playerId) });
  }

  #view(playerId: string): { name: string; isGroup: boolean; isPlaying: boolean } | undefined {
    const player = this.#exposed().find(({ id }) => id === playerId);
    if (player === undefined) return undefined;
    return { name: player.name, isGroup: player.kind === "group", isPlaying: player.state === "playing" };
  }

  #playerWith(serial: string | undefined): string | undefined {
    if (serial === undefined) return undefined;
    return this.#exposed().find(({ id }) => this.#parts.household.deviceOf(id)?.serial === serial)?.id;
  }

  #preferred(): string | undefined {
    return preferredEcho(this.#exposed(), this.#parts.spokenRequests)?.id;
  }

  #exposed(): readonly PlayerSnapshot[] {
    return this.#parts.household.players().filter(({ exposed }) => exposed);
  }
}
