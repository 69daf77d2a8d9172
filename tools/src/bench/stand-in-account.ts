import { EventEmitter } from "node:events";
import type { AmazonAccountEvents, CommandOutcome, EchoAccount, EchoDevice } from "@ma-alexa/provider";

const TAKEN: CommandOutcome = { outcome: "sent" };

/** An account with as many Echos as are wanted, which takes every command and does nothing. */
export class StandInAccount extends EventEmitter<AmazonAccountEvents> implements EchoAccount {
  readonly #devices: readonly EchoDevice[];

  constructor(echos: number) {
    super();
    this.#devices = Array.from({ length: echos }, (_, index) => echo(index));
  }

  devices(): readonly EchoDevice[] {
    return this.#devices;
  }

  setVolume(): Promise<CommandOutcome> {
    return Promise.resolve(TAKEN);
  }

  stopPlayback(): Promise<CommandOutcome> {
    return Promise.resolve(TAKEN);
  }

  launchSkill(): Promise<CommandOutcome> {
    return Promise.resolve(TAKEN);
  }

  textCommand(): Promise<CommandOutcome> {
    return Promise.resolve(TAKEN);
  }
}

function echo(index: number): EchoDevice {
  return {
    serial: `BENCH${String(index).padStart(11, "0")}`,
    name: `Echo ${index + 1}`,
    family: "ECHO",
    deviceType: "A3S5BH2HU6VAYF",
    model: "Echo Dot",
    locale: "en-GB",
    online: true,
    kind: "speaker",
    playable: true,
  };
}
