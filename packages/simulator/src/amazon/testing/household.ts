import { listedEcho } from "../listed-echo.js";
import type { AmazonEffects, DeviceFacts, SimulatedDevice } from "../simulated-device.js";

/** A device that is what a test says, and does nothing by itself. */
export class StillDevice implements SimulatedDevice {
  facts: DeviceFacts;

  constructor(serial: string, facts: Partial<DeviceFacts> = {}) {
    this.facts = listedEcho(serial, facts);
  }

  describe(): DeviceFacts {
    return this.facts;
  }

  become(facts: Partial<DeviceFacts>): void {
    this.facts = { ...this.facts, ...facts };
  }
}

/** Effects that are only written down, one line each. */
export function notedEffects(notes: string[]): AmazonEffects {
  const note = (...words: (string | number)[]): Promise<void> => {
    notes.push(words.join(" "));
    return Promise.resolve();
  };
  return {
    setVolume: (serial, level) => note("volume", serial, level),
    stop: (serial) => note("stop", serial),
    launchSkill: (serial, skillId) => note("launch", serial, skillId),
    textCommand: (serial, text, locale) => note("text", serial, locale, text),
    transport: (serial, { type }) => note("transport", serial, type),
  };
}
