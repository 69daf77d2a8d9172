import {
  EncryptionBook,
  Household,
  mdnsBrowser,
  ServerDiscovery,
  type AmazonAccounts,
  type Clock,
  type DocumentStore,
  type Logger,
  type PlayerSnapshot,
  type SendspinClient,
} from "@ma-alexa/provider";
import {
  DeviceBook,
  EchoStreams,
  LaunchDesk,
  StrategyRecord,
  type BlockStore,
  type FetchCertificate,
  type SignedArtUrls,
} from "@ma-alexa/skill-bridge";
import { ActivityLog } from "./admin-api/activity-log.js";
import type { Configuration } from "./configuration/configuration.js";
import { MusicSkillSide } from "./music-skill/music-skill-side.js";
import { MusicAssistantSide } from "./music-assistant/music-assistant-side.js";
import { SendspinClients } from "./music-assistant/sendspin-clients.js";
import { PublicSide } from "./public-side.js";
import { proofOf, Proofs } from "./set-up/proofs.js";
import { PlayerSettingsBook } from "./settings/player-settings-book.js";

/** Everything that the bridge is made of and does not make itself. */
export interface BridgeParts {
  readonly configuration: Configuration;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly store: DocumentStore;
  /** Where the older bytes of long items go; without it they are forgotten. */
  readonly blocks?: BlockStore;
  /** Time passes by itself, as for every household that is not a test. */
  readonly isInRealTime?: boolean;
  /** The Amazon accounts of the household; none yet is no error. Begun and ended by the bridge. */
  readonly accounts: AmazonAccounts;
  /** Who may vouch for skill requests; the bundled roots and the internet when absent. */
  readonly trust?: { readonly rootPem: string; readonly fetchCertificate: FetchCertificate };
}

/** The bridge: every part of the house by name, joined here and nowhere else. */
export class Bridge {
  readonly accounts: AmazonAccounts;
  readonly household: Household;
  readonly activity = new ActivityLog();
  /** What the household has shown to work. */
  readonly proofs: Proofs;
  readonly settings: PlayerSettingsBook;
  readonly discovery: ServerDiscovery;
  readonly streams: EchoStreams;
  readonly desk: LaunchDesk;
  /** Music Assistant's own API; it rests until somebody connects it. */
  readonly musicAssistant: MusicAssistantSide;
  readonly #parts: BridgeParts;
  readonly #clients: SendspinClients;
  readonly #book: DeviceBook;
  readonly #encryption: EncryptionBook;
  #public: PublicSide | undefined;
  #musicSkill: MusicSkillSide | undefined;
  #unfollow: () => void = () => undefined;
  /** The players whose audio is encoded. */
  #streamed: readonly string[] = [];

  constructor(parts: BridgeParts) {
    this.#parts = parts;
    const { clock, logger, store, configuration } = parts;
    this.accounts = parts.accounts;
    this.proofs = new Proofs({ store, clock, logger: logger.child({ room: "set-up" }) });
    this.discovery = new ServerDiscovery({
      ...(configuration.musicAssistant === undefined ? {} : { manualAddress: configuration.musicAssistant }),
      browse: mdnsBrowser(logger),
      clock,
      logger: logger.child({ room: "music-assistant" }),
    });
    this.settings = new PlayerSettingsBook({
      store,
      logger,
      defaults: {
        bitrateKbps: configuration.bitrate,
        leadSeconds: configuration.leadSeconds,
        skip: configuration.skip ?? "quick",
      },
      deviceOf: (playerId) => this.household.deviceOf(playerId),
    });
    this.#encryption = new EncryptionBook({ store, clock, logger: logger.child({ room: "music-assistant" }) });
    this.#clients = new SendspinClients({
      address: () => this.discovery.address(),
      encryption: this.#encryption,
      settingsOf: (playerId) => this.settings.of(playerId),
      clock,
      logger: logger.child({ room: "music-assistant" }),
    });
    this.household = new Household({
      account: this.accounts,
      isExposed: (device) => this.settings.isExposed(device),
      connect: (device, identity) => this.#clients.connect(device, identity),
      launchDesk: {
        start: (playerId, signal, options) => this.desk.start(playerId, signal, options),
        cancel: (playerId) => {
          this.desk.cancel(playerId);
        },
      },
      streams: {
        silence: (playerId) => {
          this.streams.silence(playerId);
        },
        heldMs: (playerId) => this.streams.heldMs(playerId),
        soundingUs: (playerId) => this.streams.soundingUs(playerId),
      },
      store,
      clock,
      skipOf: (playerId) => this.settings.of(playerId).skip,
      logger: logger.child({ room: "bridge" }),
      settings: {
        ...(configuration.skillId === undefined ? {} : { skillId: configuration.skillId }),
        invocationName: configuration.invocationName,
        handOff: (playerId) => this.#public?.handOff(playerId),
        canHandOff: () => this.#canHandOff,
      },
    });
    this.musicAssistant = new MusicAssistantSide({
      sendspinAddress: () => this.discovery.address(),
      clients: this.clients,
      household: this.household,
      store,
      clock,
      logger: logger.child({ room: "music-assistant" }),
    });
    const { control, source, launcher } = this.household;
    this.streams = new EchoStreams({
      source,
      control,
      clock,
      logger: logger.child({ room: "streams" }),
      blocks: parts.blocks,
      isInRealTime: parts.isInRealTime === true,
      settings: (playerId) => {
        const { leadSeconds, bitrateKbps } = this.settings.of(playerId);
        return { leadMs: leadSeconds * 1_000, burstMs: Math.max(BURST_MS, leadSeconds * 1_000), bitrateKbps };
      },
    });
    const deskLogger = logger.child({ room: "launch-desk" });
    this.#book = new DeviceBook({ store, clock, logger: deskLogger });
    this.desk = new LaunchDesk({
      launcher,
      control,
      book: this.#book,
      record: new StrategyRecord({
        store,
        clock,
        logger: deskLogger,
        canHandOff: () => this.#canHandOff,
      }),
      clock,
      logger: deskLogger,
    });
  }

  /** Where Amazon and Echos reach this bridge; known once it has started. */
  get publicUrl(): string {
    if (this.#public === undefined) throw new Error("The bridge has not been started");
    return this.#public.url;
  }

  /** Where Alexa gets pictures; known once it has started. */
  get art(): SignedArtUrls {
    if (this.#public === undefined) throw new Error("The bridge has not been started");
    return this.#public.art;
  }

  /** Whether the music skill was made, who linked it, and what can be said; known once it has started. */
  get musicSkill(): MusicSkillSide {
    if (this.#musicSkill === undefined) throw new Error("The bridge has not been started");
    return this.#musicSkill;
  }

  /**
   * Opens the public door and begins to sign in and to connect; partners that are away are no error.
   * @throws AppError PORT_IN_USE or CERTIFICATE_UNREADABLE.
   */
  async start(): Promise<void> {
    await Promise.all([
      this.streams.start(),
      this.desk.load(),
      this.settings.load(),
      this.proofs.load(),
      this.#encryption.load(),
    ]);
    this.#musicSkill = await this.#openMusicSkill();
    this.#public = await PublicSide.make({
      ...this.#parts,
      household: this.household,
      desk: this.desk,
      book: this.#book,
      streams: this.streams,
      musicAssistant: this.musicAssistant,
      musicSkill: this.#musicSkill,
      proofs: this.proofs,
    });
    await this.#public.start();
    this.#unfollow = this.settings.follow(() => {
      void this.household.review();
      this.#clients.review(this.household.players());
    });
    this.household.on("players", this.#syncStreams);
    this.household.on("activity", this.#log);
    this.accounts.on("fact", this.#confirm);
    this.discovery.start();
    await this.musicAssistant.start();
    this.#musicSkill.on("changed", this.#review);
    this.#musicSkill.start();
    this.accounts.start();
    await this.household.start();
    this.#syncStreams(this.household.players());
  }

  async stop(): Promise<void> {
    this.#unfollow();
    await this.desk.stop();
    await this.household.stop();
    await this.accounts.stop();
    this.#musicSkill?.off("changed", this.#review);
    await this.#musicSkill?.stop();
    await this.musicAssistant.stop();
    this.discovery.stop();
    this.accounts.off("fact", this.#confirm);
    this.household.off("players", this.#syncStreams);
    this.household.off("activity", this.#log);
    await this.#public?.stop();
    await this.streams.stop();
    await this.#encryption.flushed();
  }

  /** Every player's client, by client id. */
  get clients(): ReadonlyMap<string, SendspinClient> {
    return this.#clients.byId;
  }

  /** What a person enters in Music Assistant to pair this player, a secret; undefined when it is none. */
  pairingToken(playerId: string): string | undefined {
    return this.#clients.pairingToken(playerId);
  }

  get #canHandOff(): boolean {
    return this.#musicSkill?.handOffPhrase !== undefined;
  }

  /** Groups become players with the phrase that starts them. */
  readonly #review = (): void => {
    void this.household.review();
  };

  #openMusicSkill(): Promise<MusicSkillSide> {
    const { configuration, store, clock, logger } = this.#parts;
    return MusicSkillSide.open({
      configuration,
      store,
      clock,
      logger: logger.child({ room: "music-skill" }),
      library: this.musicAssistant.library,
      isPlaying: () => this.household.players().some(({ state }) => state === "playing" || state === "launching"),
    });
  }

  readonly #syncStreams = (players: readonly PlayerSnapshot[]): void => {
    const exposed = players.filter((player) => player.exposed).map(({ id }) => id);
    for (const id of exposed) this.streams.add(id);
    for (const id of this.#streamed) if (!exposed.includes(id)) this.streams.remove(id);
    this.#streamed = exposed;
    this.musicAssistant.follow(exposed);
    this.#clients.review(players);
  };

  readonly #log = (activity: Parameters<ActivityLog["add"]>[0]): void => {
    this.activity.add(activity);
    const proof = proofOf(activity);
    if (proof !== undefined) this.proofs.saw(proof);
  };

  /** Amazon names an Echo as playing: what the desk guessed of it is confirmed or refuted. */
  readonly #confirm = (fact: { readonly kind: string; readonly serial: string; readonly state?: string }): void => {
    if (fact.kind !== "player" || fact.state !== "playing") return;
    const player = this.household
      .players()
      .find((candidate) => this.household.deviceOf(candidate.id)?.serial === fact.serial);
    if (player !== undefined) this.desk.confirmPlaying(player.id);
  };
}

/** The lead that is proven on real Echos (how Echos fetch, fact 2). */
const BURST_MS = 6_000;
