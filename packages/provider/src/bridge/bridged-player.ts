import type { EchoDevice } from "../amazon/devices/echo-device.js";
import type { EchoFact, SoundingMedia } from "../amazon/facts/echo-fact.js";
import type { PlayerCommand, StreamFormat } from "../music-assistant/sendspin/events.js";
import type { LinkState } from "../music-assistant/sendspin/link-state.js";
import type { Clock, DocumentStore, LaunchDesk, Logger, PlayerId, StreamControl } from "../ports.js";

import type { Tell } from "./activity.js";
import { listenTo, stopListening } from "./client-listener.js";
import { LeadReporter } from "./lead-reporter.js";
import { Loudness } from "./loudness.js";
import type { EchoAccount, PlaybackFact, PlaybackWish, PlayerClient, PlayerView } from "./neighbours.js";
import { isStreaming, type SkipSetting, type Whose } from "./playback-state.js";
import { isSounding } from "./playback-steps.js";
import { Playback } from "./playback.js";
import { PlayerMemory } from "./player-memory.js";
import type { PlayerSnapshot } from "./player-snapshot.js";
import { Presence } from "./presence.js";
import { snapshotOf } from "./snapshot-of.js";
import type { EndReason } from "./timeline/end-reason.js";
import type { QueueKnowledge } from "./timeline/queue-knowledge.js";
import { Timeline } from "./timeline/timeline.js";
import { TrackMarks, type SoundingTrack } from "./timeline/track-marks.js";
import { VolumeSchedule } from "./volume-schedule.js";
import { whosePlayback } from "./whose-playback.js";

/** Audio wanted ahead of live sources, so that the Echo's reading ahead does not run dry (Sendspin reference 6.3). */
const MIN_BUFFER_MS = 3_000;
export interface BridgedPlayerParts {
  readonly playerId: PlayerId;
  readonly device: EchoDevice;
  /** What the household's skill is called. */
  readonly skillName?: string;
  /** Generations are counted on from here, so that a number never comes twice. */
  readonly afterGeneration: number;
  readonly client: PlayerClient;
  readonly account: EchoAccount;
  readonly launchDesk: LaunchDesk;
  readonly streams: StreamControl;
  readonly store: DocumentStore;
  /** How a skip asked in Music Assistant is to be heard: after what the Echo holds, or at once. */
  readonly skip: () => SkipSetting;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly tell: Tell;
  /** Something that `snapshot` shows may have changed. */
  readonly changed: () => void;
}

/** The pair of one Echo and its player in Music Assistant: each is told what the other does. */
export class BridgedPlayer {
  readonly timeline: Timeline;
  readonly #parts: BridgedPlayerParts;
  readonly #memory: PlayerMemory;
  readonly #marks: TrackMarks;
  readonly #lead: LeadReporter;
  readonly #loudness: Loudness;
  readonly #volumes: VolumeSchedule;
  readonly #playback: Playback;
  readonly #presence: Presence;
  #device: EchoDevice;
  #commands: readonly string[] = [];
  #endsEarly = false;
  #wasConnected = false;
  /** What was last heard, for the screens while nothing is. */
  #heard: SoundingTrack | undefined;

  constructor(parts: BridgedPlayerParts) {
    const { clock, client, store, playerId, logger } = parts;
    this.#parts = parts;
    this.#device = parts.device;
    this.#memory = new PlayerMemory(store, playerId, logger);
    this.#lead = new LeadReporter({ clock, client, heldMs: () => this.#heldBeforeSkip() });
    this.#marks = new TrackMarks((mark) => {
      this.timeline.mark(mark);
    });
    this.timeline = this.#makeTimeline();
    this.#volumes = this.#makeVolumes();
    this.#loudness = new Loudness({ ...parts, schedule: this.#volumes, memory: this.#memory });
    this.#playback = new Playback({
      ...parts,
      commands: () => this.#commands,
      onMeasured: (latencyMs) => {
        this.#memory.remember({ startLatencyMs: this.#lead.started(latencyMs) });
      },
    });
    this.#presence = new Presence({ clock, client });
  }

  /** What the player shows now. */
  get snapshot(): PlayerSnapshot {
    const { playerId, client, clock } = this.#parts;
    return snapshotOf({
      playerId,
      device: this.#device,
      link: client.link,
      security: client.security,
      playback: this.#playback.state,
      volume: this.#loudness.level,
      muted: this.#loudness.muted,
      sounding: this.#sounding(),
      nowEpochMs: clock.epoch(),
    });
  }

  /** What the skill needs to know. */
  get view(): PlayerView {
    const streaming = isStreaming(this.#playback.state);
    return { name: this.#device.name, streaming, generation: this.timeline.generation };
  }

  /** Whether something of ours sounds on the Echo, or is about to. */
  get isBusy(): boolean {
    return isStreaming(this.#playback.state) || isSounding(this.#playback.state);
  }

  /** Music Assistant's present on the server's clock, in µs. */
  get presentUs(): number | undefined {
    return this.#parts.client.serverNowUs();
  }

  /** Recalls what is remembered and joins Music Assistant. */
  async start(): Promise<void> {
    const { level, muted, startLatencyMs } = await this.#memory.read();
    this.#listen();
    this.#parts.client.report({ minBufferMs: MIN_BUFFER_MS });
    if (level !== undefined) this.#loudness.step({ type: "restored", level, muted: muted ?? false });
    this.#playback.step({ type: "online", online: this.#device.online });
    this.#presence.start(this.#device.online);
    this.#lead.start(startLatencyMs);
  }

  /** Leaves Music Assistant with a goodbye and ends everything of this player's. */
  async stop(): Promise<void> {
    this.#lead.stop();
    this.#playback.stop();
    this.#loudness.stop();
    stopListening(this.#parts.client);
    await this.#presence.stop();
    this.timeline.stop();
    await this.#memory.flushed();
  }

  /** Amazon lists the device anew. */
  update(device: EchoDevice): void {
    this.#device = device;
    this.#online(device.online);
  }

  /** What Amazon says of the Echo. */
  hear(fact: EchoFact): void {
    const { tell } = this.#parts;
    switch (fact.kind) {
      case "volume":
        tell("amazon", "bridge", "volume", fact.muted ? `${fact.level}, muted` : String(fact.level));
        this.#loudness.step({ type: "report", report: { level: fact.level, muted: fact.muted } });
        return;
      case "player":
        tell("amazon", "bridge", `player ${fact.state}`, fact.media?.title);
        this.#playback.step({ type: "push", state: fact.state, ...this.#whose(fact.media) });
        return;
      case "connection":
        tell("amazon", "bridge", fact.online ? "online" : "offline");
        this.#device = { ...this.#device, online: fact.online };
        this.#online(fact.online);
        return;
    }
  }

  /** What Music Assistant's API says of the queue. */
  queueTold(knowledge: QueueKnowledge): void {
    const nowUs = this.presentUs;
    if (nowUs === undefined) return;
    this.#marks.queue(knowledge, nowUs);
    this.#parts.changed();
  }

  /** What happened at the Echo, from the door. */
  report(fact: PlaybackFact): void {
    const detail =
      "offsetMs" in fact ? `at ${Math.round(fact.offsetMs)} ms` : "errorType" in fact ? fact.errorType : undefined;
    this.#parts.tell("echo", "bridge", fact.kind, detail);
    this.#playback.step({ type: "fact", fact });
  }

  /** What a person asked for at the Echo. */
  wish(wish: PlaybackWish): void {
    this.#parts.tell("alexa", "bridge", `wish ${wish}`);
    this.#playback.step({ type: "wish", wish });
  }

  #whose(media: SoundingMedia | undefined): { readonly whose?: Whose } {
    const { name, spokenName } = this.#device;
    const tracks = [this.#marks.told.title, this.#heard?.playing.title];
    const whose = whosePlayback(media, [name, spokenName, ...tracks, this.#parts.skillName]);
    return whose === undefined ? {} : { whose };
  }

  /** A quick skip is heard as soon as a first start: nothing that the Echo holds comes before it. */
  #heldBeforeSkip(): number | undefined {
    const { skip, streams, playerId } = this.#parts;
    return skip() === "quick" ? undefined : streams.heldMs(playerId);
  }

  #makeTimeline(): Timeline {
    const { clock, client, afterGeneration } = this.#parts;
    return new Timeline({
      clock,
      afterGeneration,
      serverNowUs: () => client.serverNowUs(),
      heardUs: () => this.#parts.streams.soundingUs(this.#parts.playerId),
      endsEarly: () => this.#endsEarly,
      marks: this.#marks,
      onGeneration: (generation, start) => {
        this.#marks.generation(start);
        this.#playback.step({ type: "generation", quick: this.#parts.skip() === "quick" });
        this.#volumes.changed();
        this.#parts.tell("bridge", "bridge", `generation ${generation}`);
      },
      onEnded: (reason, hasAudio) => {
        this.#ended(reason, hasAudio);
      },
    });
  }

  #makeVolumes(): VolumeSchedule {
    const { clock, streams, playerId } = this.#parts;
    return new VolumeSchedule({
      clock,
      isChanging: () => this.timeline.isEnding,
      changedAtMs: () => this.timeline.changedAtMs,
      heldMs: () => streams.heldMs(playerId),
    });
  }

  #listen(): void {
    listenTo(this.#parts.client, this.#parts.tell, {
      linked: (link) => {
        this.#linked(link);
      },
      secured: this.#parts.changed,
      greeted: (endsEarly) => {
        this.#endsEarly = endsEarly;
      },
      streamStarted: (format) => {
        this.#streamStarted(format);
      },
      commanded: (command) => {
        this.#commanded(command);
      },
      told: (playing) => {
        this.#marks.tell(playing);
        this.#parts.changed();
      },
      offered: (commands) => {
        this.#commands = commands;
      },
      timeline: this.timeline,
    });
  }

  #linked(link: LinkState): void {
    const isConnected = link.kind === "connected" || link.kind === "playable";
    if (this.#wasConnected && !isConnected) {
      this.#parts.tell("music-assistant", "bridge", "connection lost");
      this.#commands = [];
      this.timeline.connectionLost();
    }
    this.#wasConnected = isConnected;
    this.#parts.changed();
  }

  #streamStarted(format: StreamFormat): void {
    const refusal = this.timeline.streamStart(format);
    if (refusal === undefined) this.#playback.step({ type: "stream-started" });
    else this.#playback.step({ type: "refused", reason: refusal });
  }

  #ended(reason: EndReason, hasAudio: boolean): void {
    this.#parts.tell("bridge", "bridge", `stream over (${reason})`);
    this.#playback.step({ type: "ended", reason, hasAudio });
    this.#volumes.changed();
  }

  #commanded(command: PlayerCommand): void {
    if (command.kind === "volume") this.#loudness.step({ type: "volume", level: command.volume });
    if (command.kind === "mute") this.#loudness.step({ type: "mute", muted: command.muted });
  }

  #online(online: boolean): void {
    this.#playback.step({ type: "online", online });
    this.#presence.online(online);
    this.#parts.changed();
  }

  #sounding(): SoundingTrack {
    const { streams, playerId } = this.#parts;
    const atUs = isSounding(this.#playback.state) ? streams.soundingUs(playerId) : undefined;
    if (atUs !== undefined) return (this.#heard = this.#marks.at(atUs));
    const playing = this.#marks.told;
    if (playing.progress === undefined) return { playing };
    const wasHeard = this.#heard?.playing.title === playing.title ? this.#heard?.positionMs : undefined;
    const isMoving = playing.progress.speed > 0;
    return { playing, positionMs: (isMoving ? wasHeard : undefined) ?? playing.progress.positionMs };
  }
}
