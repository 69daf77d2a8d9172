/** What an Echo must hear to ask for its stream, per locale that Alexa speaks. Data: a new locale is a new line. */
const PHRASES: Readonly<Record<string, (invocationName: string) => string>> = {
  "ar-SA": (name) => `اطلب من ${name} تشغيل الصوت`,
  "de-DE": (name) => `sag ${name} spiele audio`,
  "en-AU": (name) => `ask ${name} to play audio`,
  "en-CA": (name) => `ask ${name} to play audio`,
  "en-GB": (name) => `ask ${name} to play audio`,
  "en-IN": (name) => `ask ${name} to play audio`,
  "en-US": (name) => `ask ${name} to play audio`,
  "es-ES": (name) => `pídele a ${name} que reproduzca audio`,
  "es-MX": (name) => `pídele a ${name} que reproduzca audio`,
  "es-US": (name) => `pídele a ${name} que reproduzca audio`,
  "fr-CA": (name) => `demande à ${name} de jouer audio`,
  "fr-FR": (name) => `demande à ${name} de jouer audio`,
  "hi-IN": (name) => `${name} से ऑडियो चलाने को कहो`,
  "it-IT": (name) => `chiedi a ${name} di riprodurre audio`,
  "ja-JP": (name) => `${name}でオーディオを再生して`,
  "nl-NL": (name) => `vraag ${name} om audio af te spelen`,
  "pt-BR": (name) => `peça ao ${name} para reproduzir áudio`,
};

const FALLBACK_LOCALE = "en-US";

/** The locales that have a phrase of their own. */
export const launchLocales: readonly string[] = Object.keys(PHRASES);

/**
 * What to say to an Echo that listens in `locale`. An unknown region of a known language uses that language's first
 * phrase, an unknown language English.
 */
export function launchPhrase(locale: string, invocationName: string): string {
  const language = locale.slice(0, 2);
  const known = PHRASES[locale] ?? Object.entries(PHRASES).find(([name]) => name.startsWith(language))?.[1];
  const phrase = known ?? PHRASES[FALLBACK_LOCALE];
  return phrase?.(invocationName) ?? `ask ${invocationName} to play audio`;
}
