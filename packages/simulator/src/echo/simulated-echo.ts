import { EventEmitter } from "node:events";
import type { DeviceFacts, SimulatedDevice } from "../amazon/simulated-device.js";
import { AudioPlayer } from "./audio-player.js";
import { BUTTON_REQUESTS, VOLUME_STEP } from "./buttons.js";
import { Conversation } from "./conversation.js";
import { Delays } from "./delays.js";
import { Elsewhere } from "./elsewhere.js";
import { ECHO_CAPABILITIES, ECHO_MODELS } from "./echo-models.js";
import type { EchoButton, EchoOptions, EchoReports, EchoSurroundings } from "./echo-options.js";
import { plainHabits, type Habits } from "./habits.js";
import { Heard, type HeardSound, type Stretch } from "./heard.js";
import { StreamPlayer } from "./stream-player.js";
import { understand } from "./understanding.js";

interface Events {
  /** Volume, mute, connection, what plays, or whether something plays is different now. */
  change: [];
}

/**
 * An Echo in a room: obeys Amazon, speaks with skills through Alexa, fetches and plays their streams, and can be spoken
 * to, touched and listened to. It has no other power over its skill than a real one.
 */
export class SimulatedEcho extends EventEmitter<Events> implements SimulatedDevice {
  /** Its name as a word of an address, such as `living-room`. */
  readonly id: string;
  readonly name: string;
  readonly serial: string;
  readonly family: "ECHO" | "KNIGHT";
  readonly type: string;
  readonly locale: string;
  /** How skills know it; no part of it tells the serial. */
  readonly deviceId: string;
  /** May be changed at any time. */
  readonly habits: Habits;
  /** What sounds on it that is no skill's: another music service, Bluetooth, an alarm. */
  readonly elsewhere: Elsewhere;
  /** What Alexa said on it without having been asked, oldest first. */
  readonly spoken: string[] = [];
  readonly #around: EchoSurroundings;
  readonly #parentClusters: readonly string[];
  readonly #heard: Heard;
  readonly #audioPlayer: AudioPlayer;
  readonly #conversation: Conversation;
  readonly #pushes: Delays;
  readonly #launches: Delays;
  readonly #listeners = new Set<(chunk: Uint8Array) => void>();
  #volume: number;
  #isMuted = false;
  #isOnline = true;

  constructor(options: EchoOptions, around: EchoSurroundings) {
    super();
    const { clock, random } = around;
    const { family, type } = ECHO_MODELS[options.model ?? "echo-dot-4"];
    this.#around = around;
    this.name = options.name;
    this.id = options.name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "-");
    this.serial = options.serial ?? `G0${random.hex(14).toUpperCase()}`;
    this.deviceId = `amzn1.ask.device.${random.hex(64).toUpperCase()}`;
    this.family = family;
    this.type = type;
    this.locale = options.locale ?? "en-US";
    this.habits = { ...plainHabits(), ...options.habits };
    this.#volume = options.volume ?? 30;
    this.#parentClusters = options.parentClusters ?? [];
    this.#heard = new Heard(clock);
    this.#pushes = new Delays(clock, random, [20, 300]);
    this.#launches = new Delays(clock, random, [100, 300]);
    const changed = (): void => void this.emit("change");
    this.#audioPlayer = new AudioPlayer({
      open: (url) => this.#open(url, options.startLatencyMs ?? 400),
      tell: (skillId, asked) => {
        void this.#conversation.ask(skillId, asked);
      },
      push: (state, token) => {
        if (state === "PLAYING") this.elsewhere.giveWay();
        this.#tell((amazon, serial) => {
          amazon.reportPlayer(serial, state, token);
        });
      },
      changed,
    });
    this.elsewhere = new Elsewhere({
      audioPlayer: this.#audioPlayer,
      tell: (report) => {
        this.#tell(report);
      },
      changed,
    });
    this.#conversation = new Conversation({
      clock,
      alexa: around.alexa,
      audioPlayer: this.#audioPlayer,
      habits: this.habits,
      identity: { name: this.name, deviceId: this.deviceId, locale: this.locale },
      setVolume: (level) => {
        this.setVolume(level);
      },
    });
  }

  /** 0 to 100. */
  get volume(): number {
    return this.#volume;
  }

  get muted(): boolean {
    return this.#isMuted;
  }

  get online(): boolean {
    return this.#isOnline;
  }

  /** Its stream sounds, or would if it had not run dry. */
  get playing(): boolean {
    return this.#audioPlayer.isPlaying;
  }

  /** How much of its newest stream has sounded. */
  get positionMs(): number {
    return this.#audioPlayer.positionMs;
  }

  /** How often its present stream ran dry. */
  get underruns(): number {
    return this.#audioPlayer.underruns;
  }

  /** When it sounded, milliseconds on the street's clock, oldest first. */
  get stretches(): readonly Readonly<Stretch>[] {
    return this.#heard.stretches;
  }

  /** The last `seconds` (at most 120) of what sounded, at full volume whatever the volume was; pauses are left out. */
  heard(seconds: number): HeardSound {
    return this.#heard.last(seconds);
  }

  /** The same as a WAV file. */
  heardWav(seconds: number): Uint8Array {
    return this.#heard.lastAsWav(seconds);
  }

  /** Calls `listener` with every chunk of its streams as it is fetched, until the returned function is called. */
  onFetchedBytes(listener: (chunk: Uint8Array) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /**
   * A person says something after the wake word, in the Echo's language or in English. Resolves when the skill's answer
   * was obeyed; what an Echo does not understand it ignores.
   */
  async say(text: string): Promise<void> {
    if (!this.#isOnline) return;
    this.#tell((amazon, serial) => {
      amazon.reportUtterance(serial, text);
    });
    const own = understand(text, this.locale, this.#around.alexa);
    await this.#conversation.act(own.kind === "nothing" ? understand(text, "en-US", this.#around.alexa) : own);
  }

  /** Amazon hands over a sentence as if it had been said; only the Echo's own language is understood. */
  async hearText(text: string): Promise<void> {
    if (this.#isOnline) await this.#conversation.act(understand(text, this.locale, this.#around.alexa));
  }

  /** A person touches the Echo, its screen or its remote. Resolves when the skill's answer was obeyed. */
  async press(button: EchoButton): Promise<void> {
    if (!this.#isOnline) return;
    if (button === "volume-up") this.setVolume(this.#volume + VOLUME_STEP);
    else if (button === "volume-down") this.setVolume(this.#volume - VOLUME_STEP);
    else if (button === "mute") this.#setLoudness(this.#volume, !this.#isMuted);
    else await this.#pressPlayer(button === "play-pause" ? (this.playing ? "pause" : "play") : button);
  }

  /** Amazon or a person sets the volume, cut to 0…100; that ends a mute. */
  setVolume(level: number): void {
    const step = this.habits.volumeStep;
    const nearest = Math.round(level / step) * step;
    if (this.#isOnline) this.#setLoudness(Math.max(0, Math.min(100, nearest)), false);
  }

  /** Amazon stops whatever plays. */
  stopPlayback(): void {
    if (!this.#isOnline) return;
    this.elsewhere.end();
    this.#audioPlayer.stop();
  }

  /** Amazon launches a skill; the LaunchRequest goes out a moment later. */
  launchSkill(skillId: string): void {
    this.#launches.run(() => {
      if (this.#isOnline) void this.#conversation.launch(skillId);
    });
  }

  /** Amazon lets Alexa say something. */
  speak(text: string): void {
    if (!this.#isOnline) return;
    this.spoken.push(text);
    this.#conversation.speak(text);
  }

  /** The plug is pulled: silence at once, nobody is told but by Amazon that it is gone. */
  goOffline(): void {
    this.#endActivity();
    this.#setOnline(false);
  }

  /** Plugged in again; nothing plays. */
  comeOnline(): void {
    this.#setOnline(true);
  }

  /** Ends every timer and connection, without a word to anybody. */
  stop(): void {
    this.#isOnline = false;
    this.#endActivity();
    this.#pushes.cancel();
    this.#listeners.clear();
  }

  describe(): DeviceFacts {
    const { playerActivity, token } = this.#audioPlayer.state;
    const isIdle = token === undefined || playerActivity === "FINISHED" || playerActivity === "IDLE";
    const facts = {
      serial: this.serial,
      name: this.name,
      family: this.family,
      type: this.type,
      locale: this.locale,
      online: this.#isOnline,
      volume: this.#volume,
      muted: this.#isMuted,
      capabilities: ECHO_CAPABILITIES,
      clusterMembers: [],
      parentClusters: this.#parentClusters,
    };
    if (this.elsewhere.facts !== undefined) return { ...facts, ...this.elsewhere.facts };
    if (isIdle) return { ...facts, playerState: "IDLE" };
    const media = { mediaId: token, title: this.#audioPlayer.title ?? this.name, positionMs: this.positionMs };
    return { ...facts, playerState: this.playing ? "PLAYING" : "PAUSED", media };
  }

  async #pressPlayer(wish: keyof typeof BUTTON_REQUESTS): Promise<void> {
    const { skillId } = this.#audioPlayer;
    if (wish === "pause" && this.habits.silentPauseTap) this.#audioPlayer.stop();
    else if (skillId !== undefined) await this.#conversation.ask(skillId, { type: BUTTON_REQUESTS[wish] });
  }

  #open(url: string, startLatencyMs: number): StreamPlayer {
    const { clock } = this.#around;
    return new StreamPlayer({
      url,
      clock,
      heard: this.#heard,
      habits: this.habits,
      startLatencyMs,
      fetched: (chunk) => {
        for (const listener of this.#listeners) listener(chunk);
      },
    });
  }

  /** Amazon gets to know it a moment later, and everything in its order. */
  #tell(report: (amazon: EchoReports, serial: string) => void): void {
    this.#pushes.run(() => {
      report(this.#around.amazon, this.serial);
    });
  }

  #setLoudness(volume: number, isMuted: boolean): void {
    this.#volume = volume;
    this.#isMuted = isMuted;
    this.#tell((amazon, serial) => {
      amazon.pushVolume(serial);
    });
    this.emit("change");
  }

  #setOnline(isOnline: boolean): void {
    if (this.#isOnline === isOnline) return;
    this.#isOnline = isOnline;
    this.#tell((amazon, serial) => {
      amazon.pushConnection(serial);
    });
    this.emit("change");
  }

  #endActivity(): void {
    this.#conversation.breakOff();
    this.#launches.cancel();
    this.#audioPlayer.discard();
  }
}
