import type { Clock, EchoLauncher, LaunchStrategy, Logger, PlayerControl, PlayerId, PlayId, Timer } from "../ports.js";
import { AnsweredPlays } from "./answered-plays.js";
import type { DeviceBook } from "./device-book.js";
import { Launch } from "./launch.js";
import { launchVerdict, type LaunchVerdict } from "./launch-verdict.js";
import type { LaunchCapabilities, StrategyRecord } from "./strategy-record.js";

/** How long after a launch was withdrawn its request may still arrive. */
const WITHDRAWN_MS = 5_000;

/** Whose request it is that came in, and why it came. */
export interface Claim {
  readonly playerId: PlayerId;
  readonly call:
    /** We launched this Echo. */
    | "launch"
    /** A person spoke to it. */
    | "person"
    /** The second request of a launch whose stream is already being fetched. */
    | "repeated"
    /** We launched it, and playback was cancelled meanwhile. */
    | "withdrawn";
}

/** What the desk is given. */
export interface LaunchDeskParts {
  readonly launcher: EchoLauncher;
  readonly control: Pick<PlayerControl, "view">;
  readonly book: DeviceBook;
  readonly record: StrategyRecord;
  readonly clock: Clock;
  readonly logger: Logger;
}

/**
 * Makes Echos ask for their stream, and recognises them when they do. Echos whose deviceId is known are launched at once; of the
 * others at most one is unanswered at a time, so that the next unknown id that speaks can only be its.
 */
export class LaunchDesk {
  readonly #parts: LaunchDeskParts;
  readonly #plays: AnsweredPlays;
  /** Running launches, oldest first. */
  readonly #launches = new Map<PlayerId, Launch>();
  /** Withdrawn launches whose request may still come, with the timer that forgets them. */
  readonly #withdrawn = new Map<PlayerId, Timer>();
  #isStopped = false;

  constructor(parts: LaunchDeskParts) {
    this.#parts = parts;
    this.#plays = new AnsweredPlays(parts.clock);
  }

  /**
   * Makes the Echo ask; a launch that is running already is shared. `once`: with the first strategy alone. Resolves once, never rejects
   * for what an Echo or Amazon does.
   */
  async start(
    playerId: PlayerId,
    signal: AbortSignal,
    { once = false }: { readonly once?: boolean } = {},
  ): Promise<LaunchVerdict> {
    if (this.#isStopped) return { outcome: "cancelled" };
    const launch = this.#launches.get(playerId) ?? this.#begin(playerId, once);
    const cancel = () => {
      this.#withdraw(launch);
    };
    if (signal.aborted) cancel();
    signal.addEventListener("abort", cancel, { once: true });
    const result = await launch.result;
    signal.removeEventListener("abort", cancel);
    return launchVerdict(this.#name(playerId), result);
  }

  /** Withdraws a launch that is queued or unanswered; `start` then resolves as cancelled. */
  cancel(playerId: PlayerId): void {
    const launch = this.#launches.get(playerId);
    if (launch !== undefined) this.#withdraw(launch);
  }

  /** Whose request came from `deviceId`, and why; undefined when nobody can tell. The match is learnt. */
  claim({ deviceId }: { readonly deviceId: string }): Claim | undefined {
    const known = this.#parts.book.playerOf(deviceId);
    const playerId = known ?? this.#unknownUnanswered()?.playerId;
    if (playerId !== undefined) return { playerId, call: this.#call(playerId, deviceId) };
    const [ghost] = [...this.#withdrawn.keys()].filter((candidate) => !this.#parts.book.isConfirmed(candidate));
    if (ghost === undefined) return undefined;
    this.#forgetWithdrawn(ghost);
    return { playerId: ghost, call: "withdrawn" };
  }

  /** The Echo was answered with a Play directive. */
  answered(playerId: PlayerId, playId: PlayId): void {
    this.#plays.answered(playerId, playId, !this.#launches.has(playerId));
  }

  /** The music skill was asked for this player's queue and answered with an item, which the Echo will fetch. */
  began(playerId: PlayerId, playId: PlayId): void {
    this.#launches.get(playerId)?.take({ kind: "requested" });
    this.answered(playerId, playId);
  }

  /** A GET of that Play began. */
  fetched(playId: PlayId): void {
    const playerId = this.#plays.fetched(playId);
    if (playerId === undefined) return;
    this.#parts.book.fetched(playerId);
    this.#launches.get(playerId)?.take({ kind: "fetched" });
  }

  /** A GET of that Play is over. */
  closed(playId: PlayId): void {
    this.#plays.closed(playId);
  }

  /** Amazon named this player's Echo as playing. */
  confirmPlaying(playerId: PlayerId): void {
    this.#parts.book.confirm(playerId);
  }

  /** Which launch strategies work on this player's Echo, as far as they were tried. */
  capabilities(playerId: PlayerId): LaunchCapabilities {
    return this.#parts.record.capabilities(playerId);
  }

  /** Reads what earlier runs have learnt. */
  async load(): Promise<void> {
    await Promise.all([this.#parts.book.load(), this.#parts.record.load()]);
  }

  /** Cancels every launch and resolves when what was learnt has been written. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    for (const launch of [...this.#launches.values()]) launch.take({ kind: "cancel" });
    for (const playerId of [...this.#withdrawn.keys()]) this.#forgetWithdrawn(playerId);
    await Promise.all([this.#parts.book.settled(), this.#parts.record.settled()]);
  }

  #begin(playerId: PlayerId, once: boolean): Launch {
    this.#forgetWithdrawn(playerId);
    const { launcher, clock, record } = this.#parts;
    const judge = (strategy: LaunchStrategy, verdict: "worked" | "unanswered") => {
      record.note(playerId, strategy, verdict);
    };
    const changed = () => {
      this.#advance();
    };
    const plan = record.plan(playerId).slice(0, once ? 1 : undefined);
    const launch = new Launch({ playerId, plan, launcher, clock, judge, changed });
    this.#launches.set(playerId, launch);
    this.#watch(launch);
    const adopted = this.#plays.adopt(playerId);
    if (adopted !== undefined) launch.take({ kind: "requested" });
    if (adopted === "fetching") launch.take({ kind: "fetched" });
    this.#advance();
    return launch;
  }

  /** What has left cannot be called back, so its request is awaited for a while, to be answered without a directive. */
  #withdraw(launch: Launch): void {
    const { playerId } = launch;
    if (launch.isUnanswered) {
      const forget = this.#parts.clock.after(WITHDRAWN_MS, () => {
        this.#forgetWithdrawn(playerId);
      });
      this.#withdrawn.set(playerId, forget);
    }
    launch.take({ kind: "cancel" });
  }

  #watch(launch: Launch): void {
    void launch.result.then((result) => {
      const log = this.#parts.logger.child({ player: launch.playerId });
      if (result.kind === "noRequest") this.#parts.book.doubt(launch.playerId);
      log.debug({ outcome: result.kind, latencyMs: result.latencyMs }, "A launch is over");
    });
  }

  /** Removes what is over, then sends what may be sent. */
  #advance(): void {
    for (const [playerId, launch] of this.#launches) if (launch.stage === "over") this.#launches.delete(playerId);
    if (this.#isStopped) return;
    for (const launch of this.#launches.values()) {
      if (launch.stage !== "waiting") continue;
      if (this.#parts.book.isConfirmed(launch.playerId) || this.#mayAskUnknown()) launch.take({ kind: "go" });
    }
  }

  #mayAskUnknown(): boolean {
    const ghosts = [...this.#withdrawn.keys()].some((playerId) => !this.#parts.book.isConfirmed(playerId));
    return !ghosts && this.#unknownUnanswered() === undefined;
  }

  #unknownUnanswered(): Launch | undefined {
    const { book } = this.#parts;
    return [...this.#launches.values()].find((launch) => launch.isUnanswered && !book.isConfirmed(launch.playerId));
  }

  #call(playerId: PlayerId, deviceId: string): Claim["call"] {
    // Also for a pair on trial that spoke again, so that Amazon's word is awaited anew.
    this.#parts.book.learn(deviceId, playerId);
    const launch = this.#launches.get(playerId);
    if (launch !== undefined) {
      launch.take({ kind: "requested" });
      return "launch";
    }
    if (this.#withdrawn.has(playerId)) {
      this.#forgetWithdrawn(playerId);
      return "withdrawn";
    }
    return this.#plays.wasJustFetched(playerId) ? "repeated" : "person";
  }

  #forgetWithdrawn(playerId: PlayerId): void {
    this.#withdrawn.get(playerId)?.cancel();
    if (this.#withdrawn.delete(playerId)) this.#advance();
  }

  #name(playerId: PlayerId): string {
    return this.#parts.control.view(playerId)?.name ?? "The Echo";
  }
}
