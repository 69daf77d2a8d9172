/** One tune of the library as a musician would note it down; beats are counted in the tune's own unit. */
export interface Score {
  readonly id: string;
  readonly title: string;
  readonly artist: string;
  readonly album: string;
  /** The true length; what Music Assistant tells is rounded down to whole seconds. */
  readonly seconds: number;
  /** Semitones added to everything, so that every tune has its own key. */
  readonly transpose: number;
  /** `note/beats`, separated by spaces; `-` rests. */
  readonly melody: string;
  /** `chord/beats`: root, optionally followed by `m` for minor. */
  readonly chords: string;
}

const ODE = "E4/1 E4/1 F4/1 G4/1 G4/1 F4/1 E4/1 D4/1 C4/1 C4/1 D4/1 E4/1";
const GREENSLEEVES_VERSE =
  "C5/2 D5/1 E5/1.5 F5/.5 E5/1 D5/2 B4/1 G4/1.5 A4/.5 B4/1 C5/2 A4/1 A4/1.5 G#4/.5 A4/1 B4/2 G#4/1 E4/2 A4/1 " +
  "C5/2 D5/1 E5/1.5 F5/.5 E5/1 D5/2 B4/1 G4/1.5 A4/.5 B4/1 C5/1.5 B4/.5 A4/1 G#4/1.5 F#4/.5 G#4/1 A4/3 A4/3";
const GREENSLEEVES_CHORUS =
  "G5/3 G5/1.5 F#5/.5 E5/1 D5/2 B4/1 G4/1.5 A4/.5 B4/1 C5/2 A4/1 A4/1.5 G#4/.5 A4/1 B4/2 G#4/1 E4/3 " +
  "G5/3 G5/1.5 F#5/.5 E5/1 D5/2 B4/1 G4/1.5 A4/.5 B4/1 C5/1.5 B4/.5 A4/1 G#4/1.5 F#4/.5 G#4/1 A4/3 A4/3";
const FRERE =
  "C4/1 D4/1 E4/1 C4/1 C4/1 D4/1 E4/1 C4/1 E4/1 F4/1 G4/2 E4/1 F4/1 G4/2 " +
  "G4/.5 A4/.5 G4/.5 F4/.5 E4/1 C4/1 G4/.5 A4/.5 G4/.5 F4/.5 E4/1 C4/1 C4/1 G3/1 C4/2 C4/1 G3/1 C4/2";

/** Traditional melodies, long out of copyright, that everybody recognises within two bars. */
export const SCORES: readonly Score[] = [
  {
    id: "ode-to-joy",
    title: "Ode to Joy",
    artist: "The Street Band",
    album: "Tunes for Testing",
    seconds: 34.437,
    transpose: 2,
    melody: `${ODE} E4/1.5 D4/.5 D4/2 ${ODE} D4/1.5 C4/.5 C4/2 D4/1 D4/1 E4/1 C4/1 D4/1 E4/.5 F4/.5 E4/1 C4/1 D4/1 E4/.5 F4/.5 E4/1 D4/1 C4/1 D4/1 G3/2 ${ODE} D4/1.5 C4/.5 C4/2`,
    chords: "C/4 G/4 Am/4 G/4 C/4 G/4 Am/2 G/2 C/4 G/4 C/4 G/2 E/2 Am/2 G/2 C/4 G/4 Am/2 G/2 C/4",
  },
  {
    id: "twinkle-twinkle",
    title: "Twinkle, Twinkle, Little Star",
    artist: "The Street Band",
    album: "Tunes for Testing",
    seconds: 31.71,
    transpose: 5,
    melody:
      "C4/1 C4/1 G4/1 G4/1 A4/1 A4/1 G4/2 F4/1 F4/1 E4/1 E4/1 D4/1 D4/1 C4/2 G4/1 G4/1 F4/1 F4/1 E4/1 E4/1 D4/2 " +
      "G4/1 G4/1 F4/1 F4/1 E4/1 E4/1 D4/2 C4/1 C4/1 G4/1 G4/1 A4/1 A4/1 G4/2 F4/1 F4/1 E4/1 E4/1 D4/1 D4/1 C4/2",
    chords: "C/4 F/2 C/2 F/2 C/2 G/2 C/2 C/2 F/2 C/2 G/2 C/2 F/2 C/2 G/2 C/4 F/2 C/2 F/2 C/2 G/2 C/2",
  },
  {
    id: "greensleeves",
    title: "Greensleeves",
    artist: "The Quiet Consort",
    album: "Old Walls",
    seconds: 38.33,
    transpose: 0,
    melody: `${GREENSLEEVES_VERSE} ${GREENSLEEVES_CHORUS}`,
    chords: "Am/6 G/3 Em/3 Am/6 E/6 Am/6 G/3 Em/3 Am/3 E/3 Am/6 C/6 G/3 Em/3 Am/6 E/6 C/6 G/3 Em/3 Am/3 E/3 Am/6",
  },
  {
    id: "frere-jacques",
    title: "Frère Jacques",
    artist: "The Street Band",
    album: "Tunes for Testing",
    seconds: 33.08,
    transpose: 7,
    melody: `${FRERE} ${FRERE}`,
    chords: "C/4 C/4 C/4 C/4 C/4 C/4 C/2 G/1 C/1 C/2 G/1 C/1 C/4 C/4 C/4 C/4 F/2 C/2 F/2 C/2 C/1 G/1 C/2 C/1 G/1 C/2",
  },
  {
    id: "amazing-grace",
    title: "Amazing Grace",
    artist: "The Quiet Consort",
    album: "Old Walls",
    seconds: 36.9,
    transpose: -2,
    melody:
      "D4/1 G4/2 B4/.5 G4/.5 B4/2 A4/1 G4/2 E4/1 D4/2 D4/1 G4/2 B4/.5 G4/.5 B4/2 A4/1 D5/5 B4/1 " +
      "D5/1.5 B4/.5 D5/.5 B4/.5 G4/2 D4/1 E4/1.5 G4/.5 G4/.5 E4/.5 D4/2 D4/1 G4/2 B4/.5 G4/.5 B4/2 A4/1 G4/5",
    chords: "G/4 G/3 C/3 G/3 G/3 Em/3 D/3 D/3 G/3 G/3 C/3 G/3 G/3 D/3 G/3 G/2",
  },
  {
    id: "canon-in-d",
    title: "Canon in D",
    artist: "The Quiet Consort",
    album: "Old Walls",
    seconds: 39.562,
    transpose: 2,
    melody:
      "E5/2 D5/2 C5/2 B4/2 A4/2 G4/2 A4/2 B4/2 C5/2 B4/2 A4/2 G4/2 F4/2 E4/2 F4/2 D4/2 " +
      "C4/1 E4/1 G4/1 F4/1 E4/1 C4/1 E4/1 D4/1 C4/1 A3/1 C4/1 G4/1 F4/1 A4/1 G4/1 F4/1 " +
      "E4/1 C5/.5 D5/.5 E5/1 D5/.5 C5/.5 B4/1 C5/.5 D5/.5 E5/1 D5/1 C5/1 A4/.5 B4/.5 C5/1 G4/1 A4/1 F4/.5 A4/.5 C5/1 B4/1",
    chords:
      "C/2 G/2 Am/2 Em/2 F/2 C/2 F/2 G/2 C/2 G/2 Am/2 Em/2 F/2 C/2 F/2 G/2 C/2 G/2 Am/2 Em/2 F/2 C/2 F/2 G/2 C/2 G/2 Am/2 Em/2 F/2 C/2 F/2 G/2",
  },
];

/** What sounds before and after an announcement in the demo: two bells and a rising call. */
export const ANNOUNCEMENT: Score = {
  id: "announcement",
  title: "Announcement",
  artist: "",
  album: "",
  seconds: 4.21,
  transpose: 0,
  melody: "G5/1 E5/1 C5/2 C5/.5 E5/.5 G5/2",
  chords: "C/7",
};
