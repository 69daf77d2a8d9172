import { parseClientMessage } from "@ma-alexa/protocol/sendspin";
import type { TestClock } from "@ma-alexa/simulator";

import type { SocketListener } from "../../music-assistant/sendspin/socket.js";

import { ModelLine, type LineOwner } from "./model-line.js";
import { ModelQueue } from "./model-queue.js";
import { ModelSeat } from "./model-seat.js";
import { ModelStreams } from "./model-streams.js";
import { ModelTimers } from "./model-timers.js";

/** Further presses on next are waited for (Sendspin reference 1.8). */
const SKIPS_AFTER_MS = 1_000;
/** A client that answers no ping is noticed then (Sendspin reference 1.1). */
const HEARTBEAT_MS = 55_000;
const RESTARTS_WITHIN_MS = 4_000;
/** A server's clock is its machine's, which has been up for a while. */
const BOOTS_AT_US = 700_000_000;

/** What happens to a group whose member drops and comes back (Sendspin reference 1.8 knows of both). */
export type Dropped = "leaves its group" | "comes back into its group";

/**
 * Music Assistant as a server tells it on the wire: players with a queue each, groups of which one leads, and lines that break. Written
 * from the reference, with nothing of the bridge's own. Every byte of its audio names the item that it is of.
 */
export class ModelMusicAssistant {
  readonly #clock: TestClock;
  readonly #dropped: Dropped;
  /** By name. */
  readonly #seats = new Map<string, ModelSeat>();
  /** Everybody who ever greeted. */
  readonly clientIds = new Set<string>();
  readonly #timers: ModelTimers;
  readonly #streams = new ModelStreams({ nowUs: () => this.#nowUs(), members: (leader) => this.#members(leader) });
  #bootMs: number;
  #isUp = true;
  #items = 0;

  constructor(clock: TestClock, dropped: Dropped) {
    this.#clock = clock;
    this.#dropped = dropped;
    this.#timers = new ModelTimers(clock);
    this.#bootMs = clock.now();
  }

  /** How its clients reach it. */
  open(name: string, listener: SocketListener): ModelLine {
    return new ModelLine(name, this.#clock, listener, (line) => (this.#isUp ? this.#serve(line) : undefined));
  }

  /** The item that this player is to sound now; undefined for silence. */
  sounding(name: string): string | undefined {
    const { leader } = this.#seat(name);
    return leader.state === "playing" ? leader.queue.itemAt(this.#nowUs()) : undefined;
  }

  play(name: string): void {
    const { leader } = this.#seat(name);
    if (leader.state === "playing" || leader.line === undefined) return;
    leader.state = "playing";
    this.#streams.begin(leader);
  }

  pause(name: string): void {
    this.#streams.halt(this.#seat(name).leader, "paused");
  }

  next(name: string): void {
    const { leader } = this.#seat(name);
    const { queue } = leader;
    if (queue.itemAt(this.#nowUs()) !== "" && queue.next(this.#nowUs())) this.#skipped(leader);
  }

  previous(name: string): void {
    const { leader } = this.#seat(name);
    leader.queue.previous(this.#nowUs());
    this.#skipped(leader);
  }

  seek(name: string, positionMs: number): void {
    const { leader } = this.#seat(name);
    leader.queue.seek(positionMs, this.#nowUs());
    if (leader.state === "playing") this.#streams.restart(leader);
  }

  edit(name: string): void {
    const { queue } = this.#seat(name).leader;
    queue.edit([this.#newItem(), this.#newItem()], this.#nowUs());
  }

  /** One player joins what another one plays. */
  join(name: string, other: string): void {
    const seat = this.#seat(name);
    const { leader } = this.#seat(other);
    if (seat.leader !== seat || leader === seat || this.#members(seat).length > 1) return;
    if (seat.line === undefined || leader.line === undefined) return;
    this.#streams.halt(seat, "stopped");
    seat.leader = leader;
    this.#streams.enter(seat);
  }

  /** A member leaves the group; the one who leads it sends everybody away. */
  ungroup(name: string): void {
    const seat = this.#seat(name);
    if (seat.leader !== seat) this.#part(seat);
    else for (const member of this.#members(seat)) if (member !== seat) this.#part(member);
  }

  /** Ends the line of one player. */
  cut(name: string): void {
    this.#seat(name).line?.end();
  }

  /** The line of one player falls silent without an end. */
  kill(name: string): void {
    const { line } = this.#seat(name);
    if (line === undefined) return;
    line.die();
    this.#timers.after(HEARTBEAT_MS, () => {
      line.end();
    });
  }

  /** Its machine is off until `comeBack`, and begins with another clock. */
  leave(): void {
    if (!this.#isUp) return;
    this.#isUp = false;
    for (const seat of this.#seats.values()) {
      seat.line?.end();
      if (seat.leader !== seat) seat.leader = seat;
    }
  }

  comeBack(): void {
    if (this.#isUp) return;
    this.#isUp = true;
    this.#bootMs = this.#clock.now();
  }

  restart(): void {
    this.leave();
    this.#timers.after(RESTARTS_WITHIN_MS, () => {
      this.comeBack();
    });
  }

  /** Ends every timer. */
  end(): void {
    this.#timers.cancel();
    for (const { timers } of this.#seats.values()) timers.cancel();
  }

  #serve(line: ModelLine): LineOwner {
    let seat: ModelSeat | undefined;
    return {
      text: (text: string) => {
        seat = this.#heard(text, line, seat) ?? seat;
      },
      closed: () => {
        if (seat?.line === line) this.#dropOut(seat);
      },
    };
  }

  /** The seat of whoever has greeted. */
  #heard(text: string, line: ModelLine, seat: ModelSeat | undefined): ModelSeat | undefined {
    const message = parseClientMessage(text);
    if (message.type === "client/hello") return this.#greet(message.payload, line);
    if (seat?.line !== line) return undefined;
    if (message.type === "client/time") {
      const nowUs = this.#nowUs();
      const times = { ...message.payload, server_received: nowUs, server_transmitted: nowUs };
      seat.say({ type: "server/time", payload: times });
    }
    if (message.type === "client/state") this.#ready(seat);
    if (message.type === "client/command") this.#command(seat, message.payload.controller?.command);
    if (message.type === "client/goodbye") line.end();
    return undefined;
  }

  #greet({ client_id: clientId, name }: { client_id: string; name: string }, line: ModelLine): ModelSeat {
    this.clientIds.add(clientId);
    const seat = this.#seats.get(name) ?? this.#newSeat(name);
    const before = seat.line;
    seat.line = undefined;
    if (before !== undefined) {
      // The newer one stays (Sendspin reference 1.8, second connection).
      this.#dropOut(seat);
      before.end();
    }
    seat.line = line;
    seat.isReady = false;
    seat.greet();
    return seat;
  }

  #newSeat(name: string): ModelSeat {
    const queue = new ModelQueue([this.#newItem(), this.#newItem(), this.#newItem()]);
    const seat = new ModelSeat({ name, queue, timers: new ModelTimers(this.#clock) });
    this.#seats.set(name, seat);
    return seat;
  }

  #ready(seat: ModelSeat): void {
    if (seat.isReady) return;
    seat.isReady = true;
    seat.offer();
    this.#streams.enter(seat);
  }

  #command(seat: ModelSeat, command: string | undefined): void {
    if (command === "play") this.play(seat.name);
    if (command === "pause" || command === "stop") this.pause(seat.name);
    if (command === "next") this.next(seat.name);
    if (command === "previous") this.previous(seat.name);
  }

  /** The disconnect behaviour: STOP when leading others or alone, UNGROUP else (Sendspin reference 1.8). */
  #dropOut(seat: ModelSeat): void {
    seat.line = undefined;
    seat.isReady = false;
    if (seat.leader === seat) this.#streams.halt(seat, "paused");
    else if (this.#dropped === "leaves its group") seat.leader = seat;
  }

  #part(seat: ModelSeat): void {
    const wasPlaying = seat.leader.state === "playing";
    seat.leader = seat;
    if (wasPlaying) seat.streamEnd();
    seat.tellGroup();
  }

  #skipped(leader: ModelSeat): void {
    if (leader.state !== "playing") return;
    leader.timers.cancel();
    for (const member of this.#members(leader)) member.tellItem(this.#nowUs());
    leader.timers.after(SKIPS_AFTER_MS, () => {
      this.#streams.restart(leader);
    });
  }

  #members(leader: ModelSeat): ModelSeat[] {
    return [...this.#seats.values()].filter((seat) => seat.leader === leader);
  }

  #seat(name: string): ModelSeat {
    const seat = this.#seats.get(name);
    if (seat === undefined) throw new Error(`${name} never came to Music Assistant.`);
    return seat;
  }

  #newItem(): string {
    return String(++this.#items);
  }

  #nowUs(): number {
    return Math.round((this.#clock.now() - this.#bootMs) * 1_000) + BOOTS_AT_US;
  }
}
