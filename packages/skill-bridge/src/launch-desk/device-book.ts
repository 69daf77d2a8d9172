import { z } from "zod";
import type { Clock, DocumentStore, Logger, PlayerId } from "../ports.js";
import { SavedDocument } from "./saved-document.js";

/** How long after the match (or the GET that followed) Amazon has to name the Echo as playing. */
const TRIAL_MS = 5_000;

const BookSchema = z.object({ pairs: z.array(z.object({ deviceId: z.string(), playerId: z.string() })) });

interface Pair {
  readonly deviceId: string;
  readonly playerId: PlayerId;
  readonly isConfirmed: boolean;
}

interface Trial extends Pair {
  readonly untilMs: number;
}

/** What the book is given. */
export interface DeviceBookParts {
  readonly store: DocumentStore;
  readonly clock: Clock;
  readonly logger: Logger;
}

/**
 * Which player the skill's opaque `deviceId` stands for. A pair comes from a guess (this Echo was asked, then that id spoke) and stays
 * provisional until Amazon says that the Echo plays: used at once, but not kept over a restart, and dropped when another Echo turns out to play.
 */
export class DeviceBook {
  readonly #clock: Clock;
  readonly #logger: Logger;
  readonly #document: SavedDocument<typeof BookSchema>;
  readonly #pairs = new Map<string, Pair>();
  #trials: readonly Trial[] = [];

  constructor({ store, clock, logger }: DeviceBookParts) {
    this.#clock = clock;
    this.#logger = logger;
    this.#document = new SavedDocument(store, logger, { name: "skill-devices", schema: BookSchema, secret: true });
  }

  /** Reads the confirmed pairs of earlier runs. */
  async load(): Promise<void> {
    const book = await this.#document.load();
    for (const pair of book?.pairs ?? []) this.#pairs.set(pair.deviceId, { ...pair, isConfirmed: true });
  }

  /** The player behind a `deviceId`, provisional or not. */
  playerOf(deviceId: string): PlayerId | undefined {
    return this.#pairs.get(deviceId)?.playerId;
  }

  /** Whether requests of this player's Echo will be recognised for certain. */
  isConfirmed(playerId: PlayerId): boolean {
    return this.#of(playerId).some(({ isConfirmed }) => isConfirmed);
  }

  /** Notes that `deviceId` spoke after this player's Echo was asked. A confirmed pair stays as it is. */
  learn(deviceId: string, playerId: PlayerId): void {
    const known = this.#pairs.get(deviceId);
    if (known?.playerId === playerId && known.isConfirmed) return;
    const pair = { deviceId, playerId, isConfirmed: false };
    this.#pairs.set(deviceId, pair);
    const others = this.#open().filter((trial) => trial.deviceId !== deviceId);
    this.#trials = [...others, { ...pair, untilMs: this.#clock.now() + TRIAL_MS }];
  }

  /** The Echo has begun to fetch, so that Amazon's word may be awaited from now on. */
  fetched(playerId: PlayerId): void {
    const untilMs = this.#clock.now() + TRIAL_MS;
    this.#trials = this.#trials.map((trial) => (trial.playerId === playerId ? { ...trial, untilMs } : trial));
  }

  /** Amazon named this player's Echo as playing: its pair on trial is right, those of others are wrong. */
  confirm(playerId: PlayerId): void {
    const trials = this.#open();
    const proven = trials.findLast((trial) => trial.playerId === playerId);
    if (proven !== undefined) this.#keep(proven);
    // An Echo whose id we know already is no contradiction: it was not its id that spoke, it just plays something.
    else if (this.#of(playerId).length === 0) for (const trial of trials) this.#discard(trial);
  }

  /** This player's Echo did not answer by the id we know; ids change when the skill is enabled again. */
  doubt(playerId: PlayerId): void {
    if (!this.isConfirmed(playerId)) return;
    for (const pair of this.#of(playerId)) this.#pairs.set(pair.deviceId, { ...pair, isConfirmed: false });
    this.#save();
  }

  /** Resolves when what was learnt has been written. */
  settled(): Promise<void> {
    return this.#document.settled();
  }

  #keep({ deviceId, playerId }: Trial): void {
    for (const pair of this.#of(playerId)) this.#pairs.delete(pair.deviceId);
    this.#pairs.set(deviceId, { deviceId, playerId, isConfirmed: true });
    this.#trials = this.#trials.filter((trial) => trial.playerId !== playerId);
    this.#logger.info({ player: playerId }, "The skill now knows which Echo this player is");
    this.#save();
  }

  #discard(trial: Trial): void {
    this.#pairs.delete(trial.deviceId);
    this.#trials = this.#trials.filter(({ deviceId }) => deviceId !== trial.deviceId);
    this.#logger.info({ player: trial.playerId }, "Another Echo turned out to play, so it is learnt anew");
  }

  /** Trials that are still open; others are forgotten. */
  #open(): readonly Trial[] {
    this.#trials = this.#trials.filter(({ untilMs }) => untilMs >= this.#clock.now());
    return this.#trials;
  }

  #of(playerId: PlayerId): Pair[] {
    return [...this.#pairs.values()].filter((pair) => pair.playerId === playerId);
  }

  #save(): void {
    const confirmed = [...this.#pairs.values()].filter(({ isConfirmed }) => isConfirmed);
    this.#document.save({ pairs: confirmed.map(({ deviceId, playerId }) => ({ deviceId, playerId })) });
  }
}
