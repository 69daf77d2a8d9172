import { isDeepStrictEqual } from "node:util";

import type { ClientState, PlayerCommand as WirePlayerCommand } from "@ma-alexa/protocol/sendspin";

import type { PlayerCommand } from "./events.js";
import { playerCommandOf, reportAfter } from "./player-command.js";
import { conditionOf, initialReport, updatedReport, type PlayerReport } from "./player-report.js";
import type { Wire } from "./wire.js";

/** What we say of our player; it outlives every connection. */
export class SelfReport {
  #report: PlayerReport = initialReport;

  /** Whether the change changed anything. */
  change(change: Partial<PlayerReport>): boolean {
    const next = updatedReport(this.#report, change);
    if (isDeepStrictEqual(next, this.#report)) return false;
    this.#report = next;
    return true;
  }

  /** Takes a command of the server's in; undefined for one of a newer server. */
  obey(wire: WirePlayerCommand): PlayerCommand | undefined {
    const command = playerCommandOf(wire);
    if (command !== undefined) this.change(reportAfter(command));
    return command;
  }

  /** The full state for this wire. Until the server's clock is known, audio would have no time (Sendspin reference 2.5). */
  stateFor({ dialect }: Wire, isSynchronized: boolean): ClientState {
    return dialect.state(conditionOf(this.#report, isSynchronized || !dialect.waitsForClock));
  }
}
