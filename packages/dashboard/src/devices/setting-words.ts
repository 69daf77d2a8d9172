import type { PlayerSettings } from "@ma-alexa/protocol/admin";

/** A choice of one setting, with what it means in a line. */
export interface SettingChoice {
  readonly value: string | number;
  readonly words: string;
  readonly meaning: string;
}

/** A setting that is one of a few. */
export interface ChoiceSetting {
  readonly key: Exclude<keyof PlayerSettings, "exposed" | "leadSeconds">;
  readonly words: string;
  readonly choices: readonly SettingChoice[];
}

export const CHOICE_SETTINGS: readonly ChoiceSetting[] = [
  {
    key: "codec",
    words: "Format",
    choices: [
      { value: "auto", words: "Automatic", meaning: "What plays on every Echo: MP3." },
      { value: "mp3", words: "MP3", meaning: "Plays on every Echo; the bridge encodes it." },
      {
        value: "flac",
        words: "FLAC",
        meaning: "Lossless, as Music Assistant sends it; needs a good line to the Echo.",
      },
    ],
  },
  {
    key: "bitrateKbps",
    words: "MP3 bit rate",
    choices: [
      { value: 320, words: "320 kbit/s", meaning: "The best that MP3 has." },
      { value: 192, words: "192 kbit/s", meaning: "For a slow line to the outside: two fifths less." },
    ],
  },
  {
    key: "skip",
    words: "Skip in Music Assistant",
    choices: [
      {
        value: "quick",
        words: "Quick",
        meaning: "Heard within 3 s: the Echo is started again, which costs one call to Amazon.",
      },
      { value: "seamless", words: "Seamless", meaning: "Heard after what the Echo still holds; Amazon is not asked." },
    ],
  },
];
