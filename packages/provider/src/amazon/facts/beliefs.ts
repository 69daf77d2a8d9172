import type { PushFact } from "../push/push-fact.js";
import type { EchoFact, FactSource, SoundingMedia } from "./echo-fact.js";

/** Ducking shows as an equalizer and a volume event this close to each other (Amazon reference 7.4). */
const SPOKEN_TO_MS = 2_000;
/** Reports closer to each other than this are weighed by trust: Amazon's books lag behind its push (design, section 2). */
const TRUST_WITHIN_MS = 3_000;

interface Belief {
  volume?: { readonly level: number; readonly muted: boolean; readonly atEpochMs: number; readonly source: FactSource };
  player?: PlayerBelief;
  isBluetoothStreaming?: boolean;
  equalizerAt?: number;
  unchangedVolumeAt?: number;
}

interface PlayerBelief {
  readonly state: "playing" | "interrupted" | "finished";
  readonly atEpochMs: number;
  readonly source: FactSource;
  readonly media?: SoundingMedia;
}

/** When Amazon's books were read: what happened after `askedAtEpochMs` they may not know. */
export interface BooksRead {
  readonly askedAtEpochMs: number;
  readonly atEpochMs: number;
}

/** What the books say of one Echo's player; `group`: through which it plays. */
export interface BookedPlayer {
  readonly playing: boolean;
  readonly media: SoundingMedia;
  readonly group?: string;
}

/** What a report amounts to: facts that are new, and whether somebody spoke to the Echo. */
export interface Learnt {
  readonly fact?: EchoFact;
  readonly spokenTo: boolean;
  /** A change that push tells as a rule, and did not. */
  readonly unpushed?: boolean;
}

const NOTHING: Learnt = { spokenTo: false };

/** What we believe of every Echo, so that a report that repeats it is not taken for a change. */
export class Beliefs {
  readonly #echos = new Map<string, Belief>();

  /** Weighs a push event that came at `atEpochMs`. */
  hear(push: PushFact, atEpochMs: number): Learnt {
    const belief = this.#of(push.serial);
    const { serial } = push;
    switch (push.kind) {
      case "equalizer":
        belief.equalizerAt = atEpochMs;
        return { spokenTo: isNear(belief.unchangedVolumeAt, atEpochMs) };
      case "volume":
        if (belief.volume?.level === push.level && belief.volume.muted === push.muted) {
          belief.volume = { ...belief.volume, atEpochMs, source: "push" };
          belief.unchangedVolumeAt = atEpochMs;
          return { spokenTo: isNear(belief.equalizerAt, atEpochMs) };
        }
        belief.volume = { level: push.level, muted: push.muted, atEpochMs, source: "push" };
        return { fact: { kind: "volume", serial, atEpochMs, level: push.level, muted: push.muted }, spokenTo: false };
      case "player":
        belief.player = { state: push.state, atEpochMs, source: "push" };
        return { fact: { kind: "player", serial, atEpochMs, state: push.state, source: "push" }, spokenTo: false };
      case "bluetooth":
        return NOTHING;
      case "connection":
        return { fact: { kind: "connection", serial, atEpochMs, online: push.online }, spokenTo: false };
    }
  }

  /** Takes over a level that was read, if it is news. */
  readVolume(serial: string, level: number, muted: boolean, read: BooksRead): Learnt {
    const known = this.#of(serial).volume;
    if (known !== undefined && isOverruled(known, read)) return NOTHING;
    if (known?.level === level && known.muted === muted) return NOTHING;
    const { atEpochMs } = read;
    this.#of(serial).volume = { level, muted, atEpochMs, source: "books" };
    const fact = { kind: "volume", serial, atEpochMs, level, muted } as const;
    return { fact, spokenTo: false, unpushed: known !== undefined };
  }

  /**
   * Takes over what the books say of the player. One that was not known to play and does not is no news; one that should
   * play and does not was interrupted; one that plays something else than was known is news.
   */
  readPlayer(serial: string, { playing, media, group }: BookedPlayer, read: BooksRead): Learnt {
    const known = this.#of(serial).player;
    const knownPlaying = known?.state === "playing";
    if (known !== undefined && knownPlaying !== playing && isOverruled(known, read)) return NOTHING;
    if (knownPlaying === playing && (!playing || isSameMedia(known?.media, media))) return NOTHING;
    const { atEpochMs } = read;
    const state = playing ? "playing" : "interrupted";
    this.#of(serial).player = { state, atEpochMs, source: "books", media };
    const told = playing ? { media, ...(group === undefined ? {} : { group }) } : {};
    const fact = { kind: "player", serial, atEpochMs, state, source: "books", ...told } as const;
    // A member of a group that plays reports nothing of its own.
    const unpushed = known !== undefined && knownPlaying !== playing && group === undefined;
    return { fact, spokenTo: false, unpushed };
  }

  /** Takes over whether something streams to the Echo by Bluetooth, of which the media sessions say nothing. */
  readBluetooth(serial: string, isStreaming: boolean, { atEpochMs }: BooksRead): Learnt {
    const belief = this.#of(serial);
    if ((belief.isBluetoothStreaming ?? false) === isStreaming) return NOTHING;
    belief.isBluetoothStreaming = isStreaming;
    const state = isStreaming ? "playing" : "interrupted";
    const media = { provider: "Bluetooth" };
    return { fact: { kind: "player", serial, atEpochMs, state, source: "books", media }, spokenTo: false };
  }

  /** The level last heard of the Echo. */
  levelOf(serial: string): number | undefined {
    return this.#echos.get(serial)?.volume?.level;
  }

  /** Whether anything plays on any Echo, as far as is known. */
  get anyPlaying(): boolean {
    return [...this.#echos.values()].some((belief) => belief.player?.state === "playing");
  }

  #of(serial: string): Belief {
    let belief = this.#echos.get(serial);
    if (belief === undefined) this.#echos.set(serial, (belief = {}));
    return belief;
  }
}

/** Whether what is known is younger than the question, or was pushed so shortly before that the books may lag. */
function isOverruled(
  known: { readonly atEpochMs: number; readonly source: FactSource },
  { askedAtEpochMs }: BooksRead,
): boolean {
  const patienceMs = known.source === "push" ? TRUST_WITHIN_MS : 0;
  return askedAtEpochMs - known.atEpochMs <= patienceMs;
}

function isSameMedia(known: SoundingMedia | undefined, media: SoundingMedia): boolean {
  return known !== undefined && known.title === media.title && known.provider === media.provider;
}

function isNear(then: number | undefined, nowEpochMs: number): boolean {
  return then !== undefined && nowEpochMs - then <= SPOKEN_TO_MS;
}
