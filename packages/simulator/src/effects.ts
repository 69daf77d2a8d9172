import type { AmazonEffects } from "./amazon/simulated-device.js";
import type { EchoButton } from "./echo/echo-options.js";
import type { SimulatedEcho } from "./echo/simulated-echo.js";
import type { MusicSpeakers } from "./alexa/music-speakers.js";
import type { StreetHousehold } from "./household.js";

const REMOTE: Readonly<Record<string, EchoButton>> = {
  PlayCommand: "play",
  PauseCommand: "pause",
  NextCommand: "next",
  PreviousCommand: "previous",
};

/** What groups are known to do wrong; changed at any time. */
export interface GroupQuirks {
  /** A stop of the group stops nothing. */
  keepsStop: boolean;
  /** How many members the group's volume reaches (2 of 4 in a measured case, Amazon reference 8.4). */
  volumeReaches: number;
}

/** Groups that forward everything. */
export function plainGroups(): GroupQuirks {
  return { keepsStop: false, volumeReaches: Infinity };
}

/**
 * Lets Amazon act on the household. A group's commands reach its members one by one; text it ignores. `music`: what plays there from a
 * music skill.
 */
export function householdEffects(
  household: () => StreetHousehold,
  quirks: GroupQuirks = plainGroups(),
  music?: MusicSpeakers,
): AmazonEffects {
  const nameOf = (serial: string): string =>
    household()
      .devices.map((device) => device.describe())
      .find((device) => device.serial === serial)?.name ?? "";
  const addressed = (serial: string): readonly SimulatedEcho[] => {
    const home = household();
    const serials = home.members(serial) ?? [serial];
    return home.echos.filter((echo) => serials.includes(echo.serial));
  };
  const setVolume = (serial: string, level: number): Promise<void> => {
    const isGroup = household().members(serial) !== undefined;
    const reached = addressed(serial).slice(0, isGroup ? quirks.volumeReaches : 1);
    for (const echo of reached) echo.setVolume(level);
    return Promise.resolve();
  };
  return {
    setVolume,
    stop: (serial) => {
      const isKept = quirks.keepsStop && household().members(serial) !== undefined;
      if (!isKept) for (const echo of addressed(serial)) echo.stopPlayback();
      return isKept ? Promise.resolve() : (music?.speaker(nameOf(serial))?.pause() ?? Promise.resolve());
    },
    launchSkill: (serial, skillId) => {
      // A custom skill sounds on one Echo, never on a group (Amazon reference 8).
      household()
        .echos.find((echo) => echo.serial === serial)
        ?.launchSkill(skillId);
      return Promise.resolve();
    },
    textCommand: async (serial, text) => {
      const listener = household().echos.find((echo) => echo.serial === serial);
      if (listener === undefined || (await music?.hear(text, listener.name)) === true) return;
      await listener.hearText(text);
    },
    speak: (serial, text) => {
      // Groups cannot speak (Amazon reference 6); announcements name their members.
      household()
        .echos.find((echo) => echo.serial === serial)
        ?.speak(text);
      return Promise.resolve();
    },
    transport: async (serial, command) => {
      const button = REMOTE[command.type];
      if (command.type === "VolumeLevelCommand" && command.volumeLevel !== undefined)
        await setVolume(serial, command.volumeLevel);
      if (button !== undefined) await Promise.all(addressed(serial).map((echo) => echo.press(button)));
    },
  };
}
