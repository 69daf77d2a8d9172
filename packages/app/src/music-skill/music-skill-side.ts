import { EventEmitter } from "node:events";
import { z } from "zod";
import type { LinkingCode, MusicSkillState } from "@ma-alexa/protocol/admin";
import type { Clock, DocumentStore, Logger } from "@ma-alexa/provider";
import {
  AccountLinking,
  CATALOG_TYPES,
  CatalogStore,
  createMusicSkill,
  LinkBook,
  linkingClient,
  musicManifest,
  Smapi,
  VoiceByName,
  type LibraryListing,
  type LinkingClient,
  type MadeMusicSkill,
  type SkillManagement,
} from "@ma-alexa/skill-bridge";
import type { Configuration } from "../configuration/configuration.js";

export interface MusicSkillSideParts {
  readonly configuration: Configuration;
  readonly store: DocumentStore;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly library: LibraryListing;
  readonly isPlaying: () => boolean;
  /** Amazon's skill management in place of the real one; for tests. */
  readonly management?: SkillManagement;
}

export interface MusicSkillSideEvents {
  /** Something that `state` shows is different. */
  changed: [];
}

const DOCUMENT = "music-skill";
const MadeSchema = z.object({ skillId: z.string(), catalogIds: z.record(z.string(), z.string()) });

/** Where a private music skill may be: the only locale in which one has been seen (Music Skill reference 1). */
const LOCALE = { country: "US", language: "en" };

/** The household's music skill: whether it was made, who linked it, and what can be said to it. */
export class MusicSkillSide extends EventEmitter<MusicSkillSideEvents> {
  readonly linking: AccountLinking;
  readonly #parts: MusicSkillSideParts;
  readonly #client: LinkingClient;
  readonly #catalogs: CatalogStore;
  readonly #abort = new AbortController();
  #made: MadeMusicSkill | undefined;
  #voice: VoiceByName | undefined;

  private constructor(parts: MusicSkillSideParts, client: LinkingClient, links: LinkBook, catalogs: CatalogStore) {
    super();
    this.#parts = parts;
    this.#client = client;
    this.#catalogs = catalogs;
    const { clock, logger } = parts;
    this.linking = new AccountLinking({ client, links, clock, logger, changed: () => this.emit("changed") });
  }

  /** Reads what earlier runs made and linked. @throws ZodError when a document was changed by hand into something else. */
  static async open(parts: MusicSkillSideParts): Promise<MusicSkillSide> {
    const { store } = parts;
    const [links, catalogs] = [new LinkBook(store), new CatalogStore(store)];
    const [client, made] = await Promise.all([
      linkingClient(store),
      store.read(DOCUMENT),
      links.load(),
      catalogs.load(),
    ]);
    const side = new MusicSkillSide(parts, client, links, catalogs);
    if (made !== undefined) side.#made = MadeSchema.parse(made);
    return side;
  }

  /** Begins to keep the skill's names and its binding true, where there is one. */
  start(): void {
    const management = this.#management();
    const manifest = this.#manifest();
    if (this.#made === undefined || management === undefined || manifest === undefined) return;
    const { library, isPlaying, clock, logger } = this.#parts;
    this.#voice = new VoiceByName({
      skill: this.#made,
      manifest,
      management,
      library,
      isPlaying,
      store: this.#catalogs,
      locale: LOCALE,
      clock,
      logger,
      onChange: () => this.emit("changed"),
    });
    this.#voice.start();
  }

  async stop(): Promise<void> {
    this.#abort.abort(new Error("The bridge stops."));
    await this.#voice?.stop();
    this.#voice = undefined;
  }

  /** What is said for a hand-off; undefined before Alexa was told a phrase. */
  get handOffPhrase(): string | undefined {
    return this.#catalogs.handOff;
  }

  /** A directive was answered: the sign by which a lost binding is known. */
  directed(name: string): void {
    if (name === "GetPlayableContent") this.#voice?.searched();
    else this.#voice?.followed();
  }

  state(): MusicSkillState {
    const missing = this.#missing();
    const { searches = 0, followed = 0, ...voice } = this.#voice?.state ?? {};
    return {
      made: this.#made !== undefined,
      canMake: missing === undefined,
      ...(missing === undefined ? {} : { missing }),
      linked: this.linking.linked,
      searches,
      followed,
      ...voice,
    };
  }

  /** A fresh code for the page on which an Amazon account is linked. */
  linkingCode(): LinkingCode {
    return this.linking.householdCode.renew();
  }

  unlink(): Promise<void> {
    return this.linking.unlink();
  }

  /**
   * Makes the skill at Amazon; takes about a minute. `tell` hears each step.
   * @throws SkillManagementError with a sentence for the person who wanted it.
   */
  async make(tell: (step: string) => void): Promise<MusicSkillState> {
    const [management, manifest, publicUrl] = [
      this.#management(),
      this.#manifest(),
      this.#parts.configuration.publicUrl,
    ];
    if (management === undefined || manifest === undefined || publicUrl === undefined) return this.state();
    const { clock, store } = this.#parts;
    const { clientId, clientSecret } = this.#client;
    this.#made = await createMusicSkill({
      management,
      manifest,
      linking: {
        authorizationUrl: new URL("oauth/authorize", withSlash(publicUrl)).href,
        tokenUrl: new URL("oauth/token", withSlash(publicUrl)).href,
        clientId,
        clientSecret,
      },
      catalogTypes: CATALOG_TYPES,
      clock,
      signal: this.#abort.signal,
      tell,
    });
    await store.write(DOCUMENT, this.#made);
    await this.#voice?.stop();
    this.start();
    this.emit("changed");
    return this.state();
  }

  #missing(): string | undefined {
    const { configuration } = this.#parts;
    if (configuration.publicUrl === undefined)
      return "Amazon must reach this bridge first: set --public-url to its https address.";
    if (this.#management() === undefined)
      return "Amazon's skill management must be allowed first: set MA_ALEXA_LWA_CLIENT_ID, MA_ALEXA_LWA_CLIENT_SECRET and MA_ALEXA_LWA_REFRESH_TOKEN.";
    return undefined;
  }

  #management(): SkillManagement | undefined {
    const { management, configuration } = this.#parts;
    const { lwaClientId: clientId, lwaClientSecret: clientSecret, lwaRefreshToken: refreshToken } = configuration;
    if (management !== undefined) return management;
    if (clientId === undefined || clientSecret === undefined || refreshToken === undefined) return undefined;
    return new Smapi({ clientId, clientSecret, refreshToken });
  }

  #manifest(): object | undefined {
    const { publicUrl, musicSkillAlias, forwarderArn, wildcardCertificate } = this.#parts.configuration;
    if (publicUrl === undefined) return undefined;
    return musicManifest({
      endpoint: forwarderArn ?? publicUrl,
      publicUrl,
      promptName: "Music Assistant",
      alias: musicSkillAlias,
      certificate: wildcardCertificate ? "Wildcard" : "Trusted",
    });
  }
}

function withSlash(address: string): string {
  return address.endsWith("/") ? address : `${address}/`;
}
