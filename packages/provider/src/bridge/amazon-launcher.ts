import type { CommandOutcome } from "../amazon/commands/command.js";
import type { EchoDevice } from "../amazon/devices/echo-device.js";
import type { LaunchStrategy, PlayerId } from "../ports.js";

import { launchPhrase } from "./launch-phrases.js";
import type { EchoAccount, EchoLauncher, LaunchSent } from "./neighbours.js";
import { isStartedByHandOff } from "./started-by-hand-off.js";

/** How the household's skill is called. */
export interface LaunchSettings {
  /** The skill's id; without it only the phrase can be used. */
  readonly skillId?: string;
  /** What the skill is called out loud; "music assistant" when absent. */
  readonly invocationName?: string;
  /** Other names in some locales, such as `{"de-DE": "musik assistent"}`. */
  readonly invocationNames?: Readonly<Record<string, string>>;
  /**
   * What is said to an Echo so that its music skill takes over this player's queue, such as "ask home music to play my mix"; undefined
   * while there is no such skill. Each call hands the queue over anew.
   */
  readonly handOff?: (playerId: PlayerId) => string | undefined;
  /** Whether there is a music skill that can be handed a queue; without it groups are only listed. */
  readonly canHandOff?: () => boolean;
}

export interface AmazonLauncherParts {
  readonly account: EchoAccount;
  readonly settings: LaunchSettings;
  readonly deviceOf: (playerId: PlayerId) => EchoDevice | undefined;
  /** The Echo with this serial number. */
  readonly echoWith: (serial: string) => EchoDevice | undefined;
  readonly tell: (device: EchoDevice, subject: string, detail?: string) => void;
}

/** What a skill is called when nobody says otherwise. */
export const DEFAULT_INVOCATION_NAME = "music assistant";

/** Makes an Echo open the skill: by the skill's id, or by words in the language it listens in. */
export class AmazonLauncher implements EchoLauncher {
  readonly #parts: AmazonLauncherParts;

  constructor(parts: AmazonLauncherParts) {
    this.#parts = parts;
  }

  async launch(playerId: PlayerId, strategy: LaunchStrategy, signal: AbortSignal): Promise<LaunchSent> {
    const device = this.#parts.deviceOf(playerId);
    if (device === undefined) return { outcome: "refused", reason: "The Echo is not listed by Amazon any more." };
    if (strategy === "hand-off") return launchSent(await this.#handOff(playerId, device, signal));
    if (isStartedByHandOff(device))
      return { outcome: "refused", reason: `${device.name} is a group, which only the music skill can start.` };
    const outcome = await this.#send(device, strategy, signal);
    return launchSent(outcome);
  }

  async #handOff(playerId: PlayerId, device: EchoDevice, signal: AbortSignal): Promise<CommandOutcome> {
    const { account, settings, tell } = this.#parts;
    const sentence = settings.handOff?.(playerId);
    if (sentence === undefined) return { outcome: "refused", reason: "There is no music skill to hand the queue to." };
    const listener = this.#listener(device);
    if (listener === undefined)
      return { outcome: "refused", reason: `No Echo of ${device.name} is online: switch one of them on.` };
    const said = listener === device ? sentence : `${sentence} on ${device.name}`;
    tell(device, "text command", said);
    return account.textCommand(listener.serial, said, signal);
  }

  /** Groups have no ears: one of their Echos is spoken to, and told where to play. */
  #listener(device: EchoDevice): EchoDevice | undefined {
    if (!isStartedByHandOff(device)) return device;
    const members = device.members?.flatMap((serial) => this.#parts.echoWith(serial) ?? []);
    return members?.find(({ online }) => online);
  }

  async #send(
    device: EchoDevice,
    strategy: Exclude<LaunchStrategy, "hand-off">,
    signal: AbortSignal,
  ): Promise<CommandOutcome> {
    const { account, settings, tell } = this.#parts;
    if (strategy === "phrase") {
      const phrase = launchPhrase(device.locale, this.#invocationName(device.locale));
      tell(device, "text command", phrase);
      return account.textCommand(device.serial, phrase, signal);
    }
    if (settings.skillId === undefined) return { outcome: "refused", reason: "No skill id is configured." };
    tell(device, "skill launch");
    return account.launchSkill(device.serial, settings.skillId, signal);
  }

  #invocationName(locale: string): string {
    const { invocationName, invocationNames } = this.#parts.settings;
    return invocationNames?.[locale] ?? invocationName ?? DEFAULT_INVOCATION_NAME;
  }
}

function launchSent(outcome: CommandOutcome): LaunchSent {
  switch (outcome.outcome) {
    case "confirmed":
    case "sent":
      return { outcome: "sent" };
    case "superseded":
    case "expired":
      return { outcome: outcome.outcome };
    case "refused":
      return outcome;
  }
}
