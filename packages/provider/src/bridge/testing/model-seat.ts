import { encodeAudioFrame, encodeMessage, type KnownServerMessage } from "@ma-alexa/protocol/sendspin";

import type { ModelLine } from "./model-line.js";
import { ITEM_MS, type ModelQueue } from "./model-queue.js";
import type { ModelTimers } from "./model-timers.js";

const COMMANDS = ["volume", "mute", "switch", "play", "pause", "stop", "next", "previous"];
const FORMAT = { codec: "pcm", sample_rate: 48_000, channels: 2, bit_depth: 16 } as const;

export interface AudioAhead {
  readonly startUs: number;
  readonly bytes: Uint8Array;
}

/** One player of Music Assistant, alone or in a group that one of its members leads; and what it is told on its line. */
export class ModelSeat {
  readonly name: string;
  readonly queue: ModelQueue;
  /** Of the stream that it leads. */
  readonly timers: ModelTimers;
  state: "playing" | "paused" | "stopped" = "stopped";
  /** Alone, its own leader. */
  leader: ModelSeat = this;
  line: ModelLine | undefined;
  /** It has said its state; audio may come. */
  isReady = false;
  /** What was sent of the stream that it leads, as far as it is still to be heard. */
  ahead: readonly AudioAhead[] = [];
  /** Where that stream goes on. */
  nextUs = 0;

  constructor(parts: { readonly name: string; readonly queue: ModelQueue; readonly timers: ModelTimers }) {
    this.name = parts.name;
    this.queue = parts.queue;
    this.timers = parts.timers;
  }

  greet(): void {
    const roles = ["player@v1", "controller@v1", "metadata@v1"];
    const payload = { server_id: "model", name: "Music Assistant", version: 1, active_roles: roles };
    this.say({ type: "server/hello", payload });
  }

  offer(): void {
    const controller = { supported_commands: COMMANDS, volume: 30, muted: false };
    this.say({ type: "server/state", payload: { controller } });
  }

  streamStart(): void {
    this.say({ type: "stream/start", payload: { player: FORMAT } });
  }

  streamEnd(): void {
    this.say({ type: "stream/end", payload: { roles: ["player"] } });
  }

  tellGroup(): void {
    const playback_state = this.leader.state === "playing" ? "playing" : "stopped";
    this.say({ type: "group/update", payload: { playback_state, group_id: `led by ${this.leader.name}` } });
  }

  tellItem(timestamp: number): void {
    const { queue, state } = this.leader;
    const playback_speed = state === "playing" ? 1_000 : 0;
    const track_progress = Math.floor(queue.positionMsAt(timestamp));
    const progress = { track_progress, track_duration: ITEM_MS, playback_speed };
    const metadata = { timestamp, title: queue.itemAt(timestamp), progress };
    this.say({ type: "server/state", payload: { metadata } });
  }

  audio({ startUs, bytes }: AudioAhead): void {
    if (this.isReady) this.line?.say(encodeAudioFrame(startUs, bytes));
  }

  say(message: KnownServerMessage): void {
    this.line?.say(encodeMessage(message));
  }
}
