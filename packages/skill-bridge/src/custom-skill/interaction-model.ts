/** The locales for which the skill has words of its own. */
export type SkillLocale = "en-US" | "en-GB" | "en-AU" | "en-CA" | "en-IN" | "de-DE";

/** An interaction model in the shape that Amazon's skill management takes ("Interaction Model Schema"). */
export interface InteractionModel {
  readonly interactionModel: {
    readonly languageModel: {
      readonly invocationName: string;
      readonly intents: readonly { readonly name: string; readonly samples: readonly string[] }[];
    };
  };
}

/** Intents that Amazon fills with words itself. Those of AudioPlayer skills are required, even where we only decline. */
const BUILT_IN = [
  "AMAZON.PauseIntent",
  "AMAZON.ResumeIntent",
  "AMAZON.StopIntent",
  "AMAZON.CancelIntent",
  "AMAZON.NavigateHomeIntent",
  "AMAZON.NextIntent",
  "AMAZON.PreviousIntent",
  "AMAZON.StartOverIntent",
  "AMAZON.LoopOnIntent",
  "AMAZON.LoopOffIntent",
  "AMAZON.ShuffleOnIntent",
  "AMAZON.ShuffleOffIntent",
  "AMAZON.RepeatIntent",
  "AMAZON.HelpIntent",
  "AMAZON.FallbackIntent",
] as const;

/** What is said for PlayAudio, after "ask music assistant to" and its like. */
const PLAY_AUDIO = {
  en: ["play audio", "play the audio", "start audio", "start", "play", "play music", "start the music"],
  de: [
    "audio abspielen",
    "spiele audio",
    "spiel audio ab",
    "starte audio",
    "starte",
    "spiele",
    "spiele musik",
    "musik abspielen",
  ],
} as const;

const INVOCATION_NAME = "music assistant";

/** The locales that `interactionModel` knows. */
export const SKILL_LOCALES: readonly SkillLocale[] = ["en-US", "en-GB", "en-AU", "en-CA", "en-IN", "de-DE"];

/** What Alexa must know to understand the skill in a locale. The household may call the skill by another name. */
export function interactionModel(locale: SkillLocale, invocationName = INVOCATION_NAME): InteractionModel {
  const samples = PLAY_AUDIO[locale === "de-DE" ? "de" : "en"];
  const builtIn = BUILT_IN.map((name) => ({ name, samples: [] }));
  return {
    interactionModel: { languageModel: { invocationName, intents: [{ name: "PlayAudio", samples }, ...builtIn] } },
  };
}
