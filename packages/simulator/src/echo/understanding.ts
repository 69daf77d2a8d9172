import { LANGUAGES, type Language, type OneShotIntent } from "./languages.js";

/** What Alexa makes of a sentence. */
export type Understood =
  | { readonly kind: "launch"; readonly skillId: string }
  | { readonly kind: "intent"; readonly skillId: string; readonly intent: string }
  /** For the skill that sounded last. */
  | { readonly kind: "one-shot"; readonly intent: string }
  /** 0 to 100. */
  | { readonly kind: "volume"; readonly level: number }
  /** Answered by Alexa itself, which interrupts the music. */
  | { readonly kind: "question" }
  | { readonly kind: "nothing" };

/** Which skills can be called by name in a locale. Met by SimulatedAlexa. */
export interface SkillNames {
  invocationNames(locale: string): readonly string[];
  skillCalled(name: string, locale: string): string | undefined;
}

const INTENTS: Readonly<Record<OneShotIntent, string>> = {
  next: "AMAZON.NextIntent",
  previous: "AMAZON.PreviousIntent",
  pause: "AMAZON.PauseIntent",
  resume: "AMAZON.ResumeIntent",
  stop: "AMAZON.StopIntent",
  startOver: "AMAZON.StartOverIntent",
};

/** What an Echo that listens in `locale` makes of `sentence`; it understands no other language than its own. */
export function understand(sentence: string, locale: string, skills: SkillNames): Understood {
  const language = LANGUAGES[locale.slice(0, 2)];
  if (language === undefined) return { kind: "nothing" };
  const text = sentence
    .trim()
    .toLowerCase()
    .replace(/[.!?¿¡]/g, "")
    .replace(/\s+/g, " ");
  return simple(text, language) ?? addressed(text, language, locale, skills) ?? { kind: "nothing" };
}

function simple(text: string, language: Language): Understood | undefined {
  if (language.question.includes(text)) return { kind: "question" };
  const number = language.volume.exec(text)?.[1];
  if (number !== undefined) return { kind: "volume", level: level(Number(number)) };
  for (const name of Object.keys(INTENTS) as OneShotIntent[])
    if (language.oneShots[name].includes(text)) return { kind: "one-shot", intent: INTENTS[name] };
  return undefined;
}

/** People count from 0 to 10; higher numbers are percent. */
function level(number: number): number {
  return number <= 10 ? number * 10 : Math.min(100, number);
}

function addressed(text: string, language: Language, locale: string, skills: SkillNames): Understood | undefined {
  const toOpen = matched(text, language.open);
  const opened = toOpen === undefined ? undefined : skills.skillCalled(toOpen, locale);
  if (opened !== undefined) return { kind: "launch", skillId: opened };
  const asked = matched(text, language.ask);
  const name = asked === undefined ? undefined : longestName(asked, skills.invocationNames(locale));
  if (asked === undefined || name === undefined) return undefined;
  const skillId = skills.skillCalled(name, locale);
  return skillId === undefined ? undefined : wanted(asked.slice(name.length).trim(), skillId, language);
}

function wanted(text: string, skillId: string, language: Language): Understood {
  if (text === "") return { kind: "launch", skillId };
  const plain = text.replace(/^to /, "");
  const said = simple(plain, language);
  if (language.playAudio.includes(text)) return { kind: "intent", skillId, intent: "PlayAudio" };
  if (said?.kind === "one-shot") return { kind: "intent", skillId, intent: said.intent };
  return { kind: "intent", skillId, intent: "AMAZON.FallbackIntent" };
}

function matched(text: string, patterns: readonly RegExp[]): string | undefined {
  for (const pattern of patterns) {
    const rest = pattern.exec(text)?.[1];
    if (rest !== undefined) return rest;
  }
  return undefined;
}

function longestName(text: string, names: readonly string[]): string | undefined {
  const isFirst = (name: string): boolean => text === name || text.startsWith(`${name} `);
  return names.filter(isFirst).sort((one, other) => other.length - one.length)[0];
}
