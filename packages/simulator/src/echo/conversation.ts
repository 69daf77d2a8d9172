import type { SimulatedAlexa } from "../alexa/simulated-alexa.js";
import type { Asked, Asker } from "../alexa/skill-envelope.js";
import type { Clock, Timer } from "../clock.js";
import type { AudioPlayer } from "./audio-player.js";
import type { Habits } from "./habits.js";
import type { Understood } from "./understanding.js";

/** openHAB waits that long for a spoken text (Amazon reference 8.3). */
const SPOKEN_MS_PER_CHARACTER = 150;

/** Who converses, through whom and about what. */
export interface ConversationParts {
  readonly clock: Clock;
  readonly alexa: SimulatedAlexa;
  readonly audioPlayer: AudioPlayer;
  readonly habits: Readonly<Habits>;
  readonly identity: Omit<Asker, "audioPlayer">;
  readonly setVolume: (level: number) => void;
}

/** What an Echo speaks with skills about, and what it does with their answers. */
export class Conversation {
  readonly #parts: ConversationParts;
  #question: Timer | undefined;
  /** Raised when the plug is pulled: answers to earlier requests are not obeyed. */
  #era = 0;
  /** Requests reach the skill in the order in which things happened. */
  #requests: Promise<unknown> = Promise.resolve();

  constructor(parts: ConversationParts) {
    this.#parts = parts;
  }

  /** Does what was understood. Resolves when the skill's answer was obeyed. */
  async act(understood: Understood): Promise<void> {
    const { skillId } = this.#parts.audioPlayer;
    if (understood.kind === "volume") this.#parts.setVolume(understood.level);
    if (understood.kind === "question") this.#answerQuestion();
    if (understood.kind === "launch") await this.launch(understood.skillId);
    if (understood.kind === "intent") await this.#address(understood.skillId, intentRequest(understood.intent));
    if (understood.kind === "one-shot" && skillId !== undefined)
      await this.#address(skillId, intentRequest(understood.intent));
  }

  /** The skill is opened. Resolves when its answer was obeyed. */
  async launch(skillId: string): Promise<void> {
    await this.#address(skillId, { type: "LaunchRequest" });
  }

  /** Asks the skill when earlier requests were answered, and does what it answers. */
  ask(skillId: string, asked: Asked): Promise<void> {
    const { alexa, audioPlayer, identity } = this.#parts;
    const asker = { ...identity, audioPlayer: audioPlayer.state };
    const era = this.#era;
    const asking = this.#requests.then(async () => {
      if (era !== this.#era) return;
      const response = await alexa.deliver(skillId, asker, asked);
      if (era === this.#era) audioPlayer.obey(skillId, response?.directives ?? []);
    });
    this.#requests = asking;
    return asking;
  }

  /** The plug is pulled: what was not asked yet is not asked any more, what is answered later is not obeyed. */
  breakOff(): void {
    this.#era += 1;
    this.#question?.cancel();
  }

  /** Alexa says something that nobody asked for. */
  speak(text: string): void {
    this.#talk(text.length * SPOKEN_MS_PER_CHARACTER);
  }

  #answerQuestion(): void {
    this.#talk(this.#parts.habits.spokenQuestionMs);
  }

  /** Alexa itself speaks; the music waits and goes on by itself. */
  #talk(forMs: number): void {
    const { audioPlayer, clock } = this.#parts;
    audioPlayer.interrupt();
    this.#question?.cancel();
    this.#question = clock.after(forMs, () => {
      audioPlayer.goOn();
    });
  }

  /** A skill is spoken to: the music waits, and goes on if the skill wants nothing else. */
  async #address(skillId: string, asked: Asked): Promise<void> {
    this.#question?.cancel();
    this.#parts.audioPlayer.interrupt();
    await this.ask(skillId, asked);
    this.#parts.audioPlayer.goOn();
  }
}

function intentRequest(name: string): Asked {
  return { type: "IntentRequest", intent: { name, slots: {} } };
}
