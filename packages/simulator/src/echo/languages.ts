/** The intents that Alexa hands to the skill that sounded last, without being told its name. */
export type OneShotIntent = "next" | "previous" | "pause" | "resume" | "stop" | "startOver";

/** What Alexa understands in one language. Data: another language is another entry. */
export interface Language {
  /** Around the skill's name; `(.+)` is the name. */
  readonly open: readonly RegExp[];
  /** `(.+)` are the name and, after it, what is wanted of the skill. */
  readonly ask: readonly RegExp[];
  /** What is wanted of the skill when its intent PlayAudio is meant. */
  readonly playAudio: readonly string[];
  readonly oneShots: Readonly<Record<OneShotIntent, readonly string[]>>;
  readonly volume: RegExp;
  readonly question: readonly string[];
}

/** By the first two letters of a locale. */
export const LANGUAGES: Readonly<Record<string, Language>> = {
  en: {
    open: [/^(?:open|start|launch) (.+)$/],
    ask: [/^(?:ask|tell) (.+)$/],
    playAudio: [
      "to play audio",
      "play audio",
      "to play the audio",
      "to start audio",
      "to start",
      "to play",
      "to play music",
    ],
    oneShots: {
      next: ["next", "next song", "skip"],
      previous: ["previous", "previous song", "go back"],
      pause: ["pause"],
      resume: ["resume", "play", "continue"],
      stop: ["stop"],
      startOver: ["start over"],
    },
    volume: /^(?:set )?(?:the )?volume (?:to )?(\d+)$/,
    question: ["what time is it"],
  },
  de: {
    open: [/^(?:öffne|starte) (.+)$/],
    ask: [/^(?:sag|sage|frag|frage|bitte) (.+)$/],
    playAudio: [
      "spiele audio",
      "spiel audio ab",
      "audio abspielen",
      "starte audio",
      "starte",
      "spiele",
      "spiele musik",
    ],
    oneShots: {
      next: ["weiter", "nächstes lied", "nächster titel"],
      previous: ["zurück", "vorheriges lied", "voriger titel"],
      pause: ["pause", "pausieren"],
      resume: ["fortsetzen", "weiterspielen", "spiel weiter"],
      stop: ["stopp", "stop"],
      startOver: ["von vorne", "von vorn"],
    },
    volume: /^lautstärke (?:auf )?(\d+)$/,
    question: ["wie spät ist es"],
  },
  es: {
    open: [/^(?:abre|inicia) (.+)$/],
    ask: [/^(?:pídele a|pide a|dile a) (.+)$/],
    playAudio: ["que reproduzca audio", "reproducir audio"],
    oneShots: {
      next: ["siguiente", "siguiente canción"],
      previous: ["anterior", "canción anterior"],
      pause: ["pausa"],
      resume: ["continúa", "reanuda"],
      stop: ["para", "detente"],
      startOver: ["empieza de nuevo"],
    },
    volume: /^volumen (?:a )?(\d+)$/,
    question: ["qué hora es"],
  },
  fr: {
    open: [/^(?:ouvre|lance) (.+)$/],
    ask: [/^(?:demande à|dis à) (.+)$/],
    playAudio: ["de jouer audio", "de jouer de l'audio"],
    oneShots: {
      next: ["suivant", "chanson suivante"],
      previous: ["précédent", "chanson précédente"],
      pause: ["pause"],
      resume: ["reprends", "continue"],
      stop: ["stop", "arrête"],
      startOver: ["recommence"],
    },
    volume: /^volume (?:à )?(\d+)$/,
    question: ["quelle heure est-il"],
  },
  it: {
    open: [/^(?:apri|avvia) (.+)$/],
    ask: [/^(?:chiedi a|di' a) (.+)$/],
    playAudio: ["di riprodurre audio", "riproduci audio"],
    oneShots: {
      next: ["avanti", "prossima canzone"],
      previous: ["indietro", "canzone precedente"],
      pause: ["pausa"],
      resume: ["riprendi", "continua"],
      stop: ["stop", "fermati"],
      startOver: ["ricomincia"],
    },
    volume: /^volume (?:a )?(\d+)$/,
    question: ["che ore sono"],
  },
};
