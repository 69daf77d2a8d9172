import type { CatalogType } from "@ma-alexa/protocol/alexa/music-skill";
import type { Clock, Logger, Timer } from "../ports.js";
import { bindSkill } from "../skill-management/bind-skill.js";
import type { MadeMusicSkill } from "../skill-management/create-music-skill.js";
import { SkillManagementError, type SkillManagement } from "../skill-management/skill-management.js";
import { initialBinding, stepBinding, type BindingInput } from "./binding-machine.js";
import type { CatalogStore } from "./catalog-store.js";
import { ImplausibleLoss } from "./catalog-ledger.js";
import { handOffPhrase } from "./hand-off-phrase.js";
import { libraryEntities, type CatalogLocale, type LibraryListing } from "./library-entities.js";
import { pendingUploads, uploadOne } from "./upload-catalog.js";
import { uploadDelayMs } from "./upload-policy.js";

export interface VoiceByNameParts {
  readonly skill: MadeMusicSkill;
  readonly manifest: object;
  readonly management: SkillManagement;
  readonly library: LibraryListing;
  readonly isPlaying: () => boolean;
  readonly store: CatalogStore;
  readonly locale: CatalogLocale;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Something that `state` shows is different. */
  readonly onChange?: () => void;
}

/** What a person may know of it. */
export interface VoiceState {
  readonly handOffPhrase?: string;
  readonly lastUploadEpochMs?: number;
  /** Searches that Alexa made, and those that led to music: the only sign of a binding that rotted. */
  readonly searches: number;
  readonly followed: number;
  /** A sentence, while something is wrong. */
  readonly problem?: string;
}

const LOOK_EVERY_MS = 60_000;

/**
 * Keeps what can be said to Alexa true: uploads the library's names when they changed, and binds the skill again when
 * Amazon has forgotten it. Looks once a minute, and does nothing while anything plays.
 */
export class VoiceByName {
  readonly #parts: VoiceByNameParts;
  readonly #abort = new AbortController();
  #binding = initialBinding;
  #timer: Timer | undefined;
  #working: Promise<void> = Promise.resolve();
  #problem: string | undefined;
  /** The library as last compared with what Amazon was told; a comparison of a large one takes its time. */
  #seen: { readonly revision: number; readonly isChanged: boolean } | undefined;

  constructor(parts: VoiceByNameParts) {
    this.#parts = parts;
  }

  get state(): VoiceState {
    const { handOff, lastUploadEpochMs } = this.#parts.store;
    const { searches, followed } = this.#binding;
    return {
      ...(handOff === undefined ? {} : { handOffPhrase: handOff }),
      ...(lastUploadEpochMs === undefined ? {} : { lastUploadEpochMs }),
      searches,
      followed,
      ...(this.#problem === undefined ? {} : { problem: this.#problem }),
    };
  }

  start(): void {
    this.#lookAgain();
  }

  /** Waits for a step that runs; what was uploaded stays. */
  async stop(): Promise<void> {
    this.#abort.abort(new SkillManagementError("UNREACHABLE", "The bridge stops."));
    this.#timer?.cancel();
    await this.#working;
  }

  /** Alexa searched; an Initiate should follow. */
  searched(): void {
    this.#step({ type: "search" });
  }

  /** Alexa sent what only a bound skill gets. */
  followed(): void {
    this.#step({ type: "followed" });
  }

  #lookAgain(): void {
    this.#timer = this.#parts.clock.after(LOOK_EVERY_MS, () => {
      this.#working = this.#look().then(() => {
        if (!this.#abort.signal.aborted) this.#lookAgain();
      });
    });
  }

  async #look(): Promise<void> {
    try {
      await this.#uploadIfDue();
      await this.#bindIfDue();
    } catch (error) {
      if (!(error instanceof SkillManagementError) && !(error instanceof ImplausibleLoss)) throw error;
      this.#complain(error.message);
    }
  }

  async #uploadIfDue(): Promise<void> {
    const { library, store, clock, isPlaying } = this.#parts;
    if (!library.isKnown) return;
    if (this.#seen?.revision !== library.revision)
      this.#seen = { revision: library.revision, isChanged: this.#pending(false).length > 0 };
    const { lastUploadEpochMs } = store;
    const { isChanged } = this.#seen;
    if (uploadDelayMs({ isChanged, lastUploadEpochMs, isPlaying: isPlaying() }, clock.epoch()) > 0) return;
    // Without a change it is the weekly upload, which tells everything again and so heals what Amazon lost.
    for (const delta of this.#pending(!isChanged)) await this.#upload(delta.file.type, delta);
    await store.uploaded(clock.epoch(), this.#handOff());
    this.#seen = { revision: library.revision, isChanged: false };
    this.#problem = undefined;
    this.#step({ type: "uploaded" });
    this.#parts.onChange?.();
  }

  #handOff(): string | undefined {
    return handOffPhrase(playableNames(this.#parts.library), this.#parts.store.handOff);
  }

  #pending(isWhole: boolean): ReturnType<typeof pendingUploads> {
    const { library, locale, store, clock } = this.#parts;
    const wanted = libraryEntities(library, locale, this.#handOff());
    return pendingUploads(wanted, store, { locale, nowEpochMs: clock.epoch(), isWhole });
  }

  async #upload(type: CatalogType, delta: ReturnType<typeof pendingUploads>[number]): Promise<void> {
    const { management, skill, clock, logger, store } = this.#parts;
    const catalogId = skill.catalogIds[type];
    if (catalogId === undefined) return;
    await uploadOne({ management, catalogId, clock, signal: this.#abort.signal }, delta.file);
    await store.keep(type, delta.ledger);
    logger.info({ type, changed: delta.changed, removed: delta.removed }, "Alexa knows the library's names anew");
  }

  async #bindIfDue(): Promise<void> {
    if (this.#step({ type: "tick", isPlaying: this.#parts.isPlaying() }) !== "bind") return;
    const { management, skill, manifest, clock, logger } = this.#parts;
    try {
      await bindSkill({ management, skillId: skill.skillId, manifest, clock, signal: this.#abort.signal });
    } catch (error) {
      this.#step({ type: "failed" });
      throw error;
    }
    this.#step({ type: "bound" });
    this.#problem = undefined;
    logger.info({}, "The music skill was bound to its name again");
  }

  #step(input: BindingInput): "bind" | undefined {
    const before = this.#binding;
    const { binding, effect } = stepBinding(before, input, this.#parts.clock.now());
    this.#binding = binding;
    if (binding.searches !== before.searches || binding.followed !== before.followed) this.#parts.onChange?.();
    return effect;
  }

  #complain(sentence: string): void {
    if (sentence === this.#problem) return;
    this.#parts.logger.warn({}, sentence);
    this.#problem = sentence;
    this.#parts.onChange?.();
  }
}

function* playableNames(library: LibraryListing): Generator<string> {
  for (const kind of ["track", "album", "artist", "playlist", "genre", "radio"] as const)
    for (const { name } of library.all(kind)) yield name;
}
