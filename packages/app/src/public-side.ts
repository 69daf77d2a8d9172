import { X509Certificate } from "node:crypto";
import type { AmazonAccounts, Clock, DocumentStore, Household, Logger } from "@ma-alexa/provider";
import {
  createSkill,
  ForwarderCheck,
  PublicDoor,
  RequestVerifier,
  SignedArtUrls,
  StreamUrls,
  type DeviceBook,
  type EchoStreams,
  type FetchCertificate,
  type LaunchDesk,
  type Skill,
} from "@ma-alexa/skill-bridge";
import { certificateOf } from "./configuration/certificate.js";
import type { Configuration } from "./configuration/configuration.js";
import { listening } from "./listening.js";
import type { MusicAssistantSide } from "./music-assistant/music-assistant-side.js";
import { MusicDirectives } from "./music-skill/music-directives.js";
import type { MusicSkillSide } from "./music-skill/music-skill-side.js";
import type { Proofs } from "./set-up/proofs.js";
import { streamSecret } from "./storage/stream-secret.js";

export interface PublicSideParts {
  readonly configuration: Configuration;
  readonly store: DocumentStore;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Who may vouch for skill requests; the bundled roots and the internet when absent. */
  readonly trust?: { readonly rootPem: string; readonly fetchCertificate: FetchCertificate } | undefined;
  readonly accounts: AmazonAccounts;
  readonly household: Household;
  readonly desk: LaunchDesk;
  readonly book: DeviceBook;
  readonly streams: EchoStreams;
  readonly musicAssistant: MusicAssistantSide;
  readonly musicSkill: MusicSkillSide;
  readonly proofs: Proofs;
}

/** What Amazon and the Echos reach: both skills, the streams, the pictures, and the page that links an account. */
export class PublicSide {
  /** Where Alexa gets pictures. */
  readonly art: SignedArtUrls;
  readonly #parts: PublicSideParts;
  readonly #urls: StreamUrls;
  readonly #directives: MusicDirectives;
  readonly #door: PublicDoor;
  readonly #scheme: "http" | "https";
  #skill: Skill | undefined;
  #url: string | undefined;

  private constructor(parts: PublicSideParts, secret: Uint8Array, tls: Awaited<ReturnType<typeof certificateOf>>) {
    this.#parts = parts;
    this.#scheme = tls === undefined ? "http" : "https";
    this.#urls = new StreamUrls(secret, parts.clock);
    this.art = new SignedArtUrls(secret, () => this.url);
    this.#directives = this.#makeDirectives();
    this.#door = this.#makeDoor(tls);
  }

  /** Makes it; nothing listens yet. @throws AppError CERTIFICATE_UNREADABLE. */
  static async make(parts: PublicSideParts): Promise<PublicSide> {
    return new PublicSide(parts, await streamSecret(parts.store), await certificateOf(parts.configuration));
  }

  /** How Amazon and the Echos reach this bridge; known once it has started. */
  get url(): string {
    if (this.#url === undefined) throw new Error("The public side has not been started");
    return this.#url;
  }

  /** Opens the door. @throws AppError PORT_IN_USE. */
  async start(): Promise<void> {
    const { configuration, household, desk, book, streams, clock, logger } = this.#parts;
    await this.#directives.start();
    const { port } = await listening(this.#door.start(), configuration.publicPort, "--public-port");
    this.#url = configuration.publicUrl ?? `${this.#scheme}://127.0.0.1:${String(port)}`;
    this.#skill = createSkill({
      control: household.control,
      desk,
      book,
      addresses: { mint: (claims) => this.#urls.mint({ ...claims, suffix: streams.suffixOf(claims.playerId) }) },
      playback: streams,
      publicUrl: this.#url,
      clock,
      logger: logger.child({ room: "skill" }),
    });
  }

  async stop(): Promise<void> {
    await this.#door.stop();
    await this.#directives.stop();
  }

  /** What an Echo is told so that it takes the player's queue over through the music skill; undefined without a phrase. */
  handOff(playerId: string): string | undefined {
    return this.#directives.handOff(playerId);
  }

  #makeDirectives(): MusicDirectives {
    const { configuration, musicAssistant, musicSkill, logger, proofs } = this.#parts;
    return new MusicDirectives({
      ...this.#parts,
      queues: musicAssistant.playQueues,
      steering: musicAssistant.steerer,
      catalogue: musicAssistant.library,
      bearer: musicSkill.linking,
      art: this.art,
      onDirective: (name) => {
        proofs.saw("request");
        musicSkill.directed(name);
      },
      addresses: this.#urls,
      publicUrl: () => this.url,
      alias: configuration.musicSkillAlias,
      spokenRequests: configuration.spokenRequests,
      handOffPhrase: () => musicSkill.handOffPhrase,
      trust: this.#trust(),
      logger: logger.child({ room: "music-skill" }),
    });
  }

  #makeDoor(tls: Awaited<ReturnType<typeof certificateOf>>): PublicDoor {
    const { configuration, clock, logger, streams, desk, household, musicAssistant, musicSkill } = this.#parts;
    const { publicHost, publicPort, publicUrl, skillId, forwarderSecret } = configuration;
    const applicationIds = skillId === undefined ? [] : [skillId];
    const verifier = new RequestVerifier({ applicationIds, clock, ...this.#trust() });
    return new PublicDoor({
      host: publicHost,
      port: publicPort,
      tls,
      publicUrl: publicUrl ?? "http://127.0.0.1",
      verifier,
      skill: (envelope) => this.#answer(envelope),
      music: this.#directives.route,
      forwarded:
        forwarderSecret === undefined
          ? undefined
          : { forwarder: new ForwarderCheck(forwarderSecret, clock), verifier, music: this.#directives.forwarded },
      linking: { linking: musicSkill.linking, householdLocale: () => household.locale },
      addresses: this.#urls,
      streams,
      witness: desk,
      art: { addresses: this.art, source: musicAssistant.images },
      clock,
      logger: logger.child({ room: "door" }),
    });
  }

  readonly #answer: Skill = (envelope) => {
    if (this.#skill === undefined) throw new Error("The door was used before it was open");
    this.#parts.proofs.saw("request");
    if (envelope.request.type === "LaunchRequest") this.#parts.proofs.saw("launch");
    return this.#skill(envelope);
  };

  #trust(): { readonly roots?: () => readonly X509Certificate[]; readonly fetchCertificate?: FetchCertificate } {
    const { trust } = this.#parts;
    if (trust === undefined) return {};
    const roots = [new X509Certificate(trust.rootPem)];
    return { roots: () => roots, fetchCertificate: trust.fetchCertificate };
  }
}
