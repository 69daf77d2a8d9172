/** Words that steer whatever an Echo plays, said as a text command in its language. Data: a new locale is a new line. */
export type TransportWord = "pause" | "resume" | "stop";

type Words = Readonly<Record<TransportWord, string>>;

const ENGLISH: Words = { pause: "pause", resume: "resume", stop: "stop" };

const WORDS: Readonly<Record<string, Words>> = {
  "ar-SA": { pause: "إيقاف مؤقت", resume: "استئناف", stop: "توقف" },
  "de-DE": { pause: "pause", resume: "fortsetzen", stop: "stopp" },
  "en-AU": ENGLISH,
  "en-CA": ENGLISH,
  "en-GB": ENGLISH,
  "en-IN": ENGLISH,
  "en-US": ENGLISH,
  "es-ES": { pause: "pausa", resume: "continúa", stop: "para" },
  "es-MX": { pause: "pausa", resume: "continúa", stop: "detente" },
  "es-US": { pause: "pausa", resume: "continúa", stop: "detente" },
  "fr-CA": { pause: "pause", resume: "reprends", stop: "arrête" },
  "fr-FR": { pause: "pause", resume: "reprends", stop: "arrête" },
  "hi-IN": { pause: "रोको", resume: "फिर से शुरू करो", stop: "बंद करो" },
  "it-IT": { pause: "pausa", resume: "riprendi", stop: "fermati" },
  "ja-JP": { pause: "一時停止", resume: "再開", stop: "ストップ" },
  "nl-NL": { pause: "pauzeer", resume: "hervat", stop: "stop" },
  "pt-BR": { pause: "pausar", resume: "continuar", stop: "parar" },
};

/** The locales that have words of their own. */
export const transportLocales: readonly string[] = Object.keys(WORDS);

/** What to say to an Echo that listens in `locale`: its language's words, or English ones where none are known. */
export function transportWord(locale: string, word: TransportWord): string {
  const language = locale.slice(0, 2);
  const words = WORDS[locale] ?? Object.entries(WORDS).find(([name]) => name.startsWith(language))?.[1] ?? ENGLISH;
  return words[word];
}
