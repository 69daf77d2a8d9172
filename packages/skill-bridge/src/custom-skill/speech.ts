/** What the skill says, by language; the first is what other languages hear. */
const SPEECH = {
  en: {
    unknownSpeaker: "I don't know this speaker yet. Please press play for it once in Music Assistant.",
    playerGone: "This speaker is not a player of Music Assistant right now.",
    help: "I play what Music Assistant plays. You can say: play, pause, next, previous, or start over.",
    notUnderstood: "I did not understand that. You can say: play, pause, next, or previous.",
    notHere: "Please change that in Music Assistant.",
  },
  de: {
    unknownSpeaker:
      "Ich kenne diesen Lautsprecher noch nicht. Drücke bitte in Music Assistant einmal für ihn auf Wiedergabe.",
    playerGone: "Dieser Lautsprecher ist gerade kein Player von Music Assistant.",
    help: "Ich spiele, was Music Assistant spielt. Du kannst sagen: weiter, Pause, nächster, zurück oder von vorne.",
    notUnderstood: "Das habe ich nicht verstanden. Du kannst sagen: weiter, Pause, nächster oder zurück.",
    notHere: "Das kannst du in Music Assistant ändern.",
  },
} as const;

/** Names something that the skill can say. */
export type Phrase = keyof (typeof SPEECH)["en"];

/** A phrase in the language of `locale`, such as `de-AT`; English where we have none. */
export function speech(phrase: Phrase, locale: string | undefined): string {
  const language = locale?.slice(0, 2).toLowerCase();
  return SPEECH[language === "de" ? "de" : "en"][phrase];
}
