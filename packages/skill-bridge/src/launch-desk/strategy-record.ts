import { z } from "zod";
import type { Clock, DocumentStore, LaunchStrategy, Logger, PlayerId } from "../ports.js";
import { SavedDocument } from "./saved-document.js";

/** In the order in which they are tried on an Echo that is new (design, section 6). */
const STRATEGIES: readonly LaunchStrategy[] = ["skill", "phrase", "hand-off"];

const FAILURES_BEFORE_SKIPPING = 3;
const PROBE_AFTER_MS = 24 * 60 * 60 * 1_000;

const ExperienceSchema = z.object({
  /** Failures since it last worked. */
  failures: z.number(),
  lastTriedEpochMs: z.number(),
  lastWorkedEpochMs: z.number().optional(),
});

/** What one strategy has done on one Echo; times in milliseconds since 1970. */
export type Experience = z.infer<typeof ExperienceSchema>;

const RecordSchema = z.object({
  players: z.record(
    z.string(),
    z.object({
      skill: ExperienceSchema.optional(),
      phrase: ExperienceSchema.optional(),
      "hand-off": ExperienceSchema.optional(),
    }),
  ),
});

/** What an Echo can do, as far as it was tried. */
export type LaunchCapabilities = Readonly<
  Record<LaunchStrategy, { readonly verdict: "untried" | "works" | "fails" | "skipped" } & Partial<Experience>>
>;

/** What the record is given. */
export interface StrategyRecordParts {
  readonly store: DocumentStore;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Whether there is a music skill that can be handed to; there is none when absent. */
  readonly canHandOff?: () => boolean;
}

/** Which launch strategies work on which Echo, over restarts. */
export class StrategyRecord {
  readonly #clock: Clock;
  readonly #canHandOff: () => boolean;
  readonly #document: SavedDocument<typeof RecordSchema>;
  readonly #players = new Map<PlayerId, Partial<Record<LaunchStrategy, Experience | undefined>>>();

  constructor({ store, clock, logger, canHandOff = () => false }: StrategyRecordParts) {
    this.#clock = clock;
    this.#canHandOff = canHandOff;
    this.#document = new SavedDocument(store, logger, {
      name: "launch-strategies",
      schema: RecordSchema,
      secret: false,
    });
  }

  /** Reads the experience of earlier runs. */
  async load(): Promise<void> {
    const record = await this.#document.load();
    for (const [playerId, known] of Object.entries(record?.players ?? {})) this.#players.set(playerId, known);
  }

  /** What to try on this Echo, in order: what worked last first, without what keeps failing. Never empty. */
  plan(playerId: PlayerId): readonly LaunchStrategy[] {
    const possible = STRATEGIES.filter((strategy) => strategy !== "hand-off" || this.#canHandOff());
    const promising = possible.filter((strategy) => !this.#isSkipped(this.#experience(playerId, strategy)));
    const lastWorked = (strategy: LaunchStrategy) => this.#experience(playerId, strategy)?.lastWorkedEpochMs ?? 0;
    const plan = promising.length > 0 ? promising : possible;
    return plan.toSorted((one, other) => lastWorked(other) - lastWorked(one));
  }

  /** Notes what a strategy did, now. */
  note(playerId: PlayerId, strategy: LaunchStrategy, verdict: "worked" | "unanswered"): void {
    const before = this.#experience(playerId, strategy);
    const lastTriedEpochMs = this.#clock.epoch();
    const after =
      verdict === "worked"
        ? { failures: 0, lastTriedEpochMs, lastWorkedEpochMs: lastTriedEpochMs }
        : { ...before, failures: (before?.failures ?? 0) + 1, lastTriedEpochMs };
    this.#players.set(playerId, { ...this.#players.get(playerId), [strategy]: after });
    this.#document.save({ players: Object.fromEntries(this.#players) });
  }

  /** What is known of this Echo. */
  capabilities(playerId: PlayerId): LaunchCapabilities {
    return {
      skill: this.#capability(playerId, "skill"),
      phrase: this.#capability(playerId, "phrase"),
      "hand-off": this.#capability(playerId, "hand-off"),
    };
  }

  /** Resolves when what was noted has been written. */
  settled(): Promise<void> {
    return this.#document.settled();
  }

  #capability(playerId: PlayerId, strategy: LaunchStrategy): LaunchCapabilities[LaunchStrategy] {
    const experience = this.#experience(playerId, strategy);
    if (experience === undefined) return { verdict: "untried" };
    if (this.#isSkipped(experience)) return { verdict: "skipped", ...experience };
    return { verdict: experience.failures === 0 ? "works" : "fails", ...experience };
  }

  #experience(playerId: PlayerId, strategy: LaunchStrategy): Experience | undefined {
    return this.#players.get(playerId)?.[strategy];
  }

  #isSkipped(experience: Experience | undefined): boolean {
    if (experience === undefined || experience.failures < FAILURES_BEFORE_SKIPPING) return false;
    return this.#clock.epoch() - experience.lastTriedEpochMs < PROBE_AFTER_MS;
  }
}
