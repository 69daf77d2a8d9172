import type { MusicEcho, NamedEntity } from "./music-echo.js";

/** A music skill as people speak with it. */
export interface SpokenMusicSkill {
  readonly invocationName: string;
  /** What its catalogs let people ask for. */
  readonly entities: readonly NamedEntity[];
  /** The Echos and groups on which it plays. */
  readonly speakers: readonly MusicEcho[];
}

const ASKED = /^(?:ask|tell) (.+?) to play (.+?)(?: on (.+))?$/;

/** Where in the house the account's music skill sounds, and what is said to it. English, as the only locale of private music skills is. */
export class MusicSpeakers {
  #skill: SpokenMusicSkill | undefined;

  /** Makes the skill known; another one replaces it. */
  register(skill: SpokenMusicSkill): void {
    this.#skill = skill;
  }

  /** The Echo or group of this name, if the skill plays there. */
  speaker(name: string): MusicEcho | undefined {
    return this.#skill?.speakers.find((speaker) => isSame(speaker.name, name));
  }

  /** An Echo hears a sentence. False when it is none for the skill; what catalogs do not know never reaches it. */
  async hear(sentence: string, listener: string): Promise<boolean> {
    const [, name = "", wanted = "", place = listener] = ASKED.exec(sentence.trim().toLowerCase()) ?? [];
    if (this.#skill === undefined || !isSame(this.#skill.invocationName, name)) return false;
    const entity = this.#skill.entities.find((one) => isSame(one.name, wanted));
    const speaker = this.speaker(place);
    if (entity === undefined || speaker === undefined) return false;
    await speaker.play(entity);
    return true;
  }
}

function isSame(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
