import { CHUNK_MS, chunkOf } from "./model-audio.js";
import type { ModelSeat } from "./model-seat.js";

const AHEAD_MS = 5_000;
/** Servers that know of leads plan that far ahead. */
const PLANNED_MS = 2_000;
/** Who joins what plays gets audio of the future only (Sendspin reference 1.7). */
const JOINS_AFTER_MS = 1_000;
/** Metadata of the next item comes after it has begun to sound (Sendspin reference 1.11). */
const TELLS_LATE_MS = 1_500;

/** What Music Assistant streams to its groups, each from the queue of the one who leads it. */
export class ModelStreams {
  readonly #parts: { readonly nowUs: () => number; readonly members: (leader: ModelSeat) => readonly ModelSeat[] };

  constructor(parts: { readonly nowUs: () => number; readonly members: (leader: ModelSeat) => readonly ModelSeat[] }) {
    this.#parts = parts;
  }

  /** Into the group as it is: with what it plays, from a moment of the future on. */
  enter(seat: ModelSeat): void {
    seat.tellGroup();
    const { leader } = seat;
    if (leader.state !== "playing" || leader.timers.isEmpty) return;
    seat.tellItem(this.#parts.nowUs());
    seat.streamStart();
    const fromUs = this.#parts.nowUs() + JOINS_AFTER_MS * 1_000;
    for (const chunk of leader.ahead) if (chunk.startUs >= fromUs) seat.audio(chunk);
  }

  restart(leader: ModelSeat): void {
    leader.timers.cancel();
    for (const member of this.#parts.members(leader)) member.streamEnd();
    this.begin(leader);
  }

  begin(leader: ModelSeat): void {
    leader.nextUs = this.#parts.nowUs() + PLANNED_MS * 1_000;
    leader.ahead = [];
    leader.queue.begin(leader.nextUs);
    for (const member of this.#parts.members(leader)) {
      member.tellItem(this.#parts.nowUs());
      member.tellGroup();
      member.streamStart();
    }
    this.#fill(leader);
  }

  halt(leader: ModelSeat, state: "paused" | "stopped"): void {
    if (leader.state !== "playing") return;
    leader.timers.cancel();
    leader.state = state;
    leader.queue.pause(this.#parts.nowUs());
    for (const member of this.#parts.members(leader)) {
      member.streamEnd();
      member.tellGroup();
    }
  }

  #fill(leader: ModelSeat): void {
    const nowUs = this.#parts.nowUs();
    leader.ahead = leader.ahead.filter(({ startUs }) => startUs > nowUs);
    while (leader.nextUs < nowUs + AHEAD_MS * 1_000) {
      const produced = leader.queue.produce(CHUNK_MS * 1_000);
      if (produced === undefined) {
        this.#endWhenPlayed(leader);
        return;
      }
      if (produced.isNext) this.#tellLater(leader);
      const chunk = { startUs: leader.nextUs, bytes: chunkOf(produced.item) };
      leader.nextUs += CHUNK_MS * 1_000;
      leader.ahead = [...leader.ahead, chunk];
      for (const member of this.#parts.members(leader)) member.audio(chunk);
    }
    leader.timers.after(CHUNK_MS, () => {
      this.#fill(leader);
    });
  }

  /** Newer servers wait until everything was heard (Sendspin reference 1.8, queue end). */
  #endWhenPlayed(leader: ModelSeat): void {
    leader.timers.after((leader.nextUs - this.#parts.nowUs()) / 1_000, () => {
      this.halt(leader, "stopped");
      leader.queue.over();
    });
  }

  #tellLater(leader: ModelSeat): void {
    leader.timers.after((leader.nextUs - this.#parts.nowUs()) / 1_000 + TELLS_LATE_MS, () => {
      for (const member of this.#parts.members(leader)) member.tellItem(this.#parts.nowUs());
    });
  }
}
