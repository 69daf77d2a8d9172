import type { ControllerState, KnownServerMessage } from "@ma-alexa/protocol/sendspin";
import type { Clock } from "../clock.js";
import { Agenda } from "./agenda.js";
import { clearingLate } from "./late-clear.js";
import type { Coding } from "./coding.js";
import { obeyController } from "./controller-command.js";
import { viewOf, type MusicAssistantPlayer } from "./player-view.js";
import type { SeededRandom } from "./random.js";
import type { Command, Hello, SendspinConnection, State } from "./sendspin-connection.js";
import type { ServerProfile } from "./server-profile.js";
import type { TransportPort } from "./transport-port.js";
import { Transport } from "./transport.js";
import type { RepeatMode } from "./tune-queue.js";
import type { Tune } from "./tunes.js";

/** What all players of one server share. */
export interface PlayerContext {
  readonly clock: Clock;
  readonly random: SeededRandom;
  readonly profile: ServerProfile;
  readonly earlyEnd: boolean;
  readonly lateClear: boolean;
  readonly registrationDelayMs: number;
  readonly serverNowUs: () => number;
  readonly announcement: Tune;
  readonly onChange: () => void;
}

const BARE_COMMANDS = ["volume", "mute", "switch"] as const;
// The order is that of the recordings; it means nothing.
const COMMANDS = [
  "unshuffle",
  "switch",
  "volume",
  "next",
  "repeat_off",
  "play",
  "stop",
  "repeat_one",
  "repeat_all",
  "shuffle",
  "pause",
  "previous",
  "mute",
] as const;
const SEEK_COMMANDS = ["seek", "seek_relative"] as const;
/** Music Assistant sends a command this long after it was asked for (Sendspin reference 1.11). */
const COMMAND_DELAY_MS = 3;

/** One client of the server: who it is, its loudness, its membership, and its transport. */
export class SimulatedPlayer {
  readonly id: string;
  readonly transport: Transport;
  readonly #context: PlayerContext;
  readonly #agenda: Agenda;
  #name = "";
  #groupId: string;
  #connection: SendspinConnection | undefined;
  #bufferCapacityBytes = 0;
  #codec: Coding["codec"] = "pcm";
  #requiredLeadTimeMs: number | undefined;
  #ready = false;
  #known = false;
  #registered = false;
  #external = false;
  #volume = 100;
  #muted = false;
  #announcing = false;

  constructor(id: string, context: PlayerContext) {
    this.id = id;
    this.#context = context;
    this.#agenda = new Agenda(context.clock);
    this.#groupId = newGroupId(context.random);
    this.transport = new Transport({
      ...context,
      ...clearingLate(this.#outlet(), context.lateClear),
      groupId: () => this.#groupId,
      codec: () => this.#codec,
      bufferCapacityBytes: () => this.#bufferCapacityBytes,
      requiredLeadTimeMs: () => this.#requiredLeadTimeMs,
      controller: () => this.#controller(),
    });
  }

  #outlet(): Pick<TransportPort, "send" | "sendAudio"> {
    return {
      send: (message) => {
        this.#send(message);
      },
      sendAudio: (timestampUs, payload) => this.#connection?.sendAudio(timestampUs, payload),
    };
  }

  get available(): boolean {
    return this.#registered;
  }

  get name(): string {
    return this.#name;
  }

  /** A client introduced itself with this id; an older socket of the same id is closed. */
  attach(connection: SendspinConnection, hello: Hello, serverHello: KnownServerMessage): void {
    const older = this.#connection;
    this.detach();
    older?.close();
    this.#connection = connection;
    this.#name = hello.name;
    const support = hello["player@v1_support"];
    this.#bufferCapacityBytes = support?.buffer_capacity ?? 0;
    this.#codec = support?.supported_formats[0]?.codec === "flac" ? "flac" : "pcm";
    const { stateBeforeHello, groupWithHello } = this.#context.profile;
    if (stateBeforeHello) this.#introduce();
    this.#send(serverHello);
    if (groupWithHello) this.transport.tellGroup();
    else if (!stateBeforeHello) this.#introduce();
  }

  /** Whether this connection is the one that the player speaks through. */
  speaksThrough(connection: SendspinConnection): boolean {
    return this.#connection === connection;
  }

  /** The connection is gone: what played stops, the queue and its place stay. */
  detach(): void {
    this.#connection = undefined;
    this.#agenda.cancel();
    this.#ready = false;
    this.#registered = false;
    this.#announcing = false;
    this.#external = false;
    this.#requiredLeadTimeMs = undefined;
    this.transport.abandon();
    this.#context.onChange();
  }

  /** The client's full state; also the echo by which volume and mute become true. */
  stateReported(state: State): void {
    const { volume = this.#volume, muted = this.#muted, required_lead_time_ms: lead } = state.player ?? {};
    const changed = volume !== this.#volume || muted !== this.#muted;
    this.#volume = volume;
    this.#muted = muted;
    this.#requiredLeadTimeMs = lead ?? this.#requiredLeadTimeMs;
    if (!this.#ready || changed) this.#tellController();
    this.becomeReady();
    this.#setExternal(state.state === "external_source" || state.available === false);
    this.#context.onChange();
  }

  /** The client may be streamed to from now on; Music Assistant registers it a little later. */
  becomeReady(): void {
    if (this.#ready) return;
    this.#ready = true;
    if (!this.#context.profile.groupWithHello) this.transport.tellGroup();
    const delayMs = this.#known ? COMMAND_DELAY_MS : this.#context.registrationDelayMs;
    this.#agenda.after(delayMs, () => {
      this.#known = true;
      this.#registered = true;
      this.#tellController();
      this.#context.onChange();
    });
  }

  /** Asks the client for a loudness; true for Music Assistant once the client has echoed it. */
  setVolume(volume: number): void {
    this.#command({ command: "volume", volume: Math.min(100, Math.max(0, Math.round(volume))) });
  }

  /** Asks the client to be silent or heard again. */
  setMuted(muted: boolean): void {
    this.#command({ command: "mute", mute: muted });
  }

  /** What follows the end of an item from now on. */
  setRepeat(mode: RepeatMode): void {
    this.transport.queue.repeat = mode;
    this.#modesChanged();
  }

  /** Mixes the rest of the queue, or restores its order. */
  setShuffle(on: boolean): void {
    this.transport.queue.shuffle(on);
    this.#modesChanged();
  }

  /** Does what the client asks; false when this server does not offer that. */
  obey({ controller }: Command): boolean {
    if (controller === undefined || !this.#commands().includes(controller.command)) return false;
    obeyController(this, controller);
    return true;
  }

  /**
   * Speaks over the music: stops it, sets `volume` for the time, plays the announcement as a stream of its own, puts
   * the volume back and resumes what played (recorded delays).
   */
  announce(volume: number): void {
    if (this.#announcing) return;
    this.#announcing = true;
    const before = this.#volume;
    const resumes = this.transport.state === "playing";
    const { announcement, earlyEnd } = this.#context;
    this.transport.halt("paused");
    this.#agenda.after(520, () => {
      this.setVolume(volume);
    });
    this.#agenda.after(540, () => {
      const startMs = this.#context.clock.now();
      this.transport.playAlone({ id: "announcement", tune: announcement }, () => {
        const spokenMs = this.#context.clock.now() - startMs;
        const waitMs = earlyEnd ? Math.max(0, announcement.durationMs + 2_000 - spokenMs) : 0;
        this.#agenda.after(waitMs, () => {
          this.#endAnnouncement(before, resumes);
        });
      });
    });
  }

  /** Music Assistant forgets the player although its socket is open: a new group and the bare list (reference 1.11). */
  lose(): void {
    this.#registered = false;
    this.transport.abandon();
    this.#groupId = newGroupId(this.#context.random);
    this.transport.tellGroup();
    this.#tellController();
    this.#context.onChange();
  }

  /** How the player stands now. */
  view(): MusicAssistantPlayer {
    const { id, transport } = this;
    return viewOf(
      { id, name: this.#name, available: this.#registered, volume: this.#volume, muted: this.#muted },
      transport,
    );
  }

  #endAnnouncement(volume: number, resumes: boolean): void {
    this.#announcing = false;
    this.setVolume(volume);
    if (resumes)
      this.#agenda.after(200, () => {
        this.transport.resume();
      });
  }

  #introduce(): void {
    this.#tellController(BARE_COMMANDS);
    this.transport.introduce();
  }

  #setExternal(external: boolean): void {
    if (external && !this.#external) this.transport.halt("paused");
    this.#external = external;
  }

  #modesChanged(): void {
    this.transport.modesChanged();
    if (this.#context.profile.modesInController) this.#tellController();
  }

  #commands(): readonly string[] {
    if (!this.#registered) return BARE_COMMANDS;
    return this.#context.profile.seekCommands ? [...COMMANDS, ...SEEK_COMMANDS] : COMMANDS;
  }

  #command(player: { command: "volume"; volume: number } | { command: "mute"; mute: boolean }): void {
    this.#agenda.after(COMMAND_DELAY_MS, () => {
      this.#send({ type: "server/command", payload: { player } });
    });
  }

  #tellController(commands = this.#commands()): void {
    this.#send({ type: "server/state", payload: { controller: this.#controller(commands) } });
  }

  #controller(commands = this.#commands()): ControllerState {
    const { queue, item } = this.transport;
    return {
      supported_commands: [...commands],
      volume: this.#volume,
      muted: this.#muted,
      ...(this.#context.profile.modesInController && { repeat: queue.repeat, shuffle: queue.shuffled }),
      ...(commands.includes("seek") && { seek_max_ms: item?.tune.durationMs ?? 0 }),
    };
  }

  #send(message: KnownServerMessage): void {
    this.#connection?.send(message);
  }
}

function newGroupId(random: SeededRandom): string {
  return [8, 4, 4, 4, 12].map((length) => random.hex(length)).join("-");
}
