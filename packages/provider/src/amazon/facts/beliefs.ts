import type { PushFact } from "../push/push-fact.js";
import type { EchoFact } from "./echo-fact.js";

/** Ducking shows as an equalizer and a volume event this close to each other (Amazon reference 7.4). */
const SPOKEN_TO_MS = 2_000;

interface Belief {
  volume?: { readonly level: number; readonly muted: boolean; readonly atEpochMs: number };
  player?: { readonly state: "playing" | "interrupted" | "finished"; readonly atEpochMs: number };
  equalizerAt?: number;
  unchangedVolumeAt?: number;
}

/** What a report amounts to: facts that are new, and whether somebody spoke to the Echo. */
export interface Learnt {
  readonly fact?: EchoFact;
  readonly spokenTo: boolean;
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
          belief.unchangedVolumeAt = atEpochMs;
          return { spokenTo: isNear(belief.equalizerAt, atEpochMs) };
        }
        belief.volume = { level: push.level, muted: push.muted, atEpochMs };
        return { fact: { kind: "volume", serial, atEpochMs, level: push.level, muted: push.muted }, spokenTo: false };
      case "player":
        belief.player = { state: push.state, atEpochMs };
        return { fact: { kind: "player", serial, atEpochMs, state: push.state }, spokenTo: false };
      case "connection":
        return { fact: { kind: "connection", serial, atEpochMs, online: push.online }, spokenTo: false };
    }
  }

  /**
   * Takes over a level that was read. `askedAtEpochMs` is when the read left: what push said since then is newer.
   * The fact, if it is news.
   */
  readVolume(serial: string, level: number, muted: boolean, askedAtEpochMs: number, atEpochMs: number): Learnt {
    const known = this.#of(serial).volume;
    if (known !== undefined && known.atEpochMs >= askedAtEpochMs) return NOTHING;
    if (known?.level === level && known.muted === muted) return NOTHING;
    this.#of(serial).volume = { level, muted, atEpochMs };
    return { fact: { kind: "volume", serial, atEpochMs, level, muted }, spokenTo: false };
  }

  /**
   * Takes over whether a media session plays on the device. One that was not known to play and does not is no news;
   * one that should play and does not was interrupted.
   */
  readPlaying(serial: string, playing: boolean, askedAtEpochMs: number, atEpochMs: number): Learnt {
    const known = this.#of(serial).player;
    if (known !== undefined && known.atEpochMs >= askedAtEpochMs) return NOTHING;
    if ((known?.state === "playing") === playing) return NOTHING;
    const state = playing ? "playing" : "interrupted";
    this.#of(serial).player = { state, atEpochMs };
    return { fact: { kind: "player", serial, atEpochMs, state }, spokenTo: false };
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

function isNear(then: number | undefined, nowEpochMs: number): boolean {
  return then !== undefined && nowEpochMs - then <= SPOKEN_TO_MS;
}
