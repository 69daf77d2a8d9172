import type { EchoDevice } from "../devices/echo-device.js";
import type { CommandOutcome } from "./command.js";
import type { Commander } from "./commander.js";
import { balanced } from "./group-volume.js";
import { transportWord } from "./transport-words.js";
import type { TransportWord } from "./transport-words.js";

export interface EchoCommandsParts {
  readonly commander: Commander;
  readonly device: (serial: string) => EchoDevice | undefined;
  readonly knownVolume: (serial: string) => number | undefined;
  /** Why nothing can be sent at the moment; undefined when it can. */
  readonly whyNot: () => string | undefined;
}

/** What the account's Echos and groups can be told. Every promise resolves with what became of it; none rejects. */
export class EchoCommands {
  readonly #parts: EchoCommandsParts;

  constructor(parts: EchoCommandsParts) {
    this.#parts = parts;
  }

  /** Sets the level, 0 to 100. A group's reaches some members only (Amazon reference 8.4), so each is told its own. */
  setVolume(serial: string, level: number): Promise<CommandOutcome> {
    const { commander, knownVolume } = this.#parts;
    const whole = Math.round(Math.min(100, Math.max(0, level)));
    return this.#whenPossible(serial, (device) => {
      const members = this.#membersOf(device);
      if (members.length === 0) return commander.setVolume(serial, whole);
      const levels = balanced(new Map(members.map((member) => [member, knownVolume(member)])), whole);
      return together([...levels].map(([member, own]) => commander.setVolume(member, own)));
    });
  }

  /** Stops whatever sounds. Groups do not forward it (stock provider contract, section 7), so the members are told too. */
  stopPlayback(serial: string): Promise<CommandOutcome> {
    const { commander } = this.#parts;
    return this.#whenPossible(serial, (device) => {
      const members = this.#membersOf(device);
      return together([serial, ...members].map((one) => commander.stopPlayback(one)));
    });
  }

  launchSkill(serial: string, skillId: string, signal?: AbortSignal): Promise<CommandOutcome> {
    return this.#whenPossible(serial, () => this.#parts.commander.submit({ kind: "launch", serial, skillId }, signal));
  }

  textCommand(serial: string, text: string, signal?: AbortSignal): Promise<CommandOutcome> {
    return this.#whenPossible(serial, () => this.#parts.commander.submit({ kind: "text", serial, text }, signal));
  }

  /** Says the word in the device's language, which also reaches what other commands do not. */
  sayWord(serial: string, word: TransportWord, signal?: AbortSignal): Promise<CommandOutcome> {
    return this.#whenPossible(serial, ({ locale }) => {
      const text = transportWord(locale, word);
      return this.#parts.commander.submit({ kind: "text", serial, text }, signal);
    });
  }

  /** Speaks on one Echo; groups cannot (Amazon reference 6). */
  speak(serial: string, text: string, signal?: AbortSignal): Promise<CommandOutcome> {
    return this.#whenPossible(serial, ({ kind, name }) => {
      if (kind === "group") return refused(`${name} is a group: announce it on its members`);
      if (text.length > MOST_SPOKEN) return refused(`An Echo speaks at most ${MOST_SPOKEN} characters at once`);
      return this.#parts.commander.submit({ kind: "speech", serial, text }, signal);
    });
  }

  /** Announces the text on all devices at once, a group's members included. */
  announce(
    serials: readonly string[],
    announcement: { readonly title: string; readonly text: string },
    signal?: AbortSignal,
  ): Promise<CommandOutcome> {
    const [serial, ...others] = [...new Set(serials.flatMap((one) => this.#membersOrSelf(one)))];
    if (serial === undefined) return refused("Nobody was named to announce it");
    return this.#whenPossible(serial, () =>
      this.#parts.commander.submit({ kind: "announcement", serial, others, ...announcement }, signal),
    );
  }

  #membersOrSelf(serial: string): readonly string[] {
    const device = this.#parts.device(serial);
    const members = device === undefined ? [] : this.#membersOf(device);
    return members.length === 0 ? [serial] : members;
  }

  #membersOf({ kind, members = [] }: EchoDevice): readonly string[] {
    return kind === "group" ? members.filter((serial) => this.#parts.device(serial) !== undefined) : [];
  }

  #whenPossible(serial: string, act: (device: EchoDevice) => Promise<CommandOutcome>): Promise<CommandOutcome> {
    const reason = this.#parts.whyNot();
    if (reason !== undefined) return refused(reason);
    const device = this.#parts.device(serial);
    return device === undefined ? refused("Amazon lists no such device") : act(device);
  }
}

/** Amazon speaks no more (Amazon reference 6). */
const MOST_SPOKEN = 250;

/** From worst to best: a group's command is only as good as what became of it at its worst member. */
const RANK: readonly CommandOutcome["outcome"][] = ["refused", "expired", "superseded", "sent", "confirmed"];

async function together(outcomes: readonly Promise<CommandOutcome>[]): Promise<CommandOutcome> {
  const all = await Promise.all(outcomes);
  const [worst] = all.sort((one, other) => RANK.indexOf(one.outcome) - RANK.indexOf(other.outcome));
  return worst ?? { outcome: "sent" };
}

function refused(reason: string): Promise<CommandOutcome> {
  return Promise.resolve({ outcome: "refused", reason });
}
