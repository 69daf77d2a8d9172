import type { ReadAnswer, ReadItem } from "@ma-alexa/protocol/alexa/music-skill";
import type { Clock } from "../clock.js";
import type { ListeningRoom } from "../echo/listening-room.js";
import type { MusicLine } from "./music-line.js";

/** What a catalog lets people ask for. */
export interface NamedEntity {
  readonly name: string;
  /** Such as TRACK or PLAYLIST. */
  readonly type: string;
  readonly entityId: string;
}

/** When Alexa asks for the next item: Amazon's pages disagree (how Echos fetch, fact 12). */
export type PrefetchHabit = "start" | "end";

/** What an Echo is made of. */
export interface MusicEchoParts {
  readonly name: string;
  readonly line: MusicLine;
  readonly clock: Clock;
  readonly prefetches: PrefetchHabit;
  /** Whether the skill has subscribed to events of playback. */
  readonly tellsEvents: boolean;
  /** Where its items sound; without one nothing is fetched, and a test says when an item is over. */
  readonly room?: Pick<ListeningRoom, "play" | "stop" | "byte">;
}

interface Queue {
  readonly id: string;
  readonly contentId: string;
  current: ReadItem;
  /** Asked for ahead; "finished" when there is none. */
  ahead: ReadItem | "finished" | undefined;
  /** The byte of the current item at which it was paused. */
  pausedByte: number;
}

const QUEUE = "Alexa.Audio.PlayQueue";
const MEDIA_QUEUE = "Alexa.Media.PlayQueue";

/** One Echo or group that plays from a music skill, and the part of Alexa that keeps its queue. */
export class MusicEcho {
  readonly name: string;
  isPlaying = false;
  readonly #parts: MusicEchoParts;
  #queue: Queue | undefined;

  constructor(parts: MusicEchoParts) {
    this.#parts = parts;
    this.name = parts.name;
  }

  /** The item that sounds, or is paused. */
  get current(): ReadItem | undefined {
    return this.#queue?.current;
  }

  /** What the screen shows. */
  get title(): string | undefined {
    return this.current?.metadata.name.speech.text;
  }

  /** What is held ready. */
  get ahead(): ReadItem | "finished" | undefined {
    return this.#queue?.ahead;
  }

  get contentId(): string | undefined {
    return this.#queue?.contentId;
  }

  /** "Play … on …": what catalogs do not know never reaches a skill, so `entity` is one of theirs, or nothing was named. */
  async play(entity: NamedEntity | undefined, modes: { shuffle?: boolean; loop?: boolean } = {}): Promise<boolean> {
    const attributes = entity === undefined ? [] : [{ type: entity.type, entityId: entity.entityId }];
    const found = await this.#parts.line.direct("Alexa.Media.Search", "GetPlayableContent", {
      filters: { explicitLanguageAllowed: true },
      selectionCriteria: { attributes },
    });
    const content = found?.payload.content;
    if (content === undefined || (entity !== undefined && content.metadata.type !== entity.type)) return false;
    return await this.initiate(content.id, modes);
  }

  /** "Show …", on a screen: the content ids of what may be chosen. */
  async show(words: string): Promise<readonly string[]> {
    const asked = {
      filters: { explicitLanguageAllowed: true },
      endpoints: [],
      maxResultLimit: 25,
      policies: [],
      alexaResolvedSelectionCriteria: [{ attributes: [{ type: "TRACK", value: words }] }],
    };
    const answer = await this.#parts.line.direct("Alexa.Media.Search", "GetDisplayableContent", asked, "2.0");
    return answer?.payload.contentGroups?.flatMap(({ contentList }) => contentList.map(({ id }) => id)) ?? [];
  }

  /** What an alarm or the play history does: begins a content id that Alexa has kept, without searching. */
  async initiate(contentId: string, modes: { shuffle?: boolean; loop?: boolean } = {}): Promise<boolean> {
    const answer = await this.#parts.line.direct("Alexa.Media.Playback", "Initiate", {
      filters: { explicitLanguageAllowed: true },
      contentId,
      ...(this.#queue === undefined || !this.isPlaying ? {} : { currentItemReference: this.#wrapped(this.#queue) }),
      playbackModes: { shuffle: modes.shuffle ?? false, loop: modes.loop ?? false },
    });
    const method = answer?.payload.playbackMethod;
    if (method === undefined) return false;
    this.#queue = { id: method.id, contentId, current: method.firstItem, ahead: undefined, pausedByte: 0 };
    await this.#began();
    return true;
  }

  /** A person says next. A control that is not enabled is refused without asking the skill. */
  async next(): Promise<boolean> {
    const queue = this.#queue;
    if (queue === undefined || !isEnabled(queue.current, "NEXT")) return false;
    const asked = { currentItemReference: bare(queue), isUserInitiated: true };
    return await this.#go(queue, await this.#parts.line.direct(QUEUE, "GetNextItem", asked));
  }

  async previous(): Promise<boolean> {
    const queue = this.#queue;
    if (queue === undefined || !isEnabled(queue.current, "PREVIOUS")) return false;
    const asked = { currentItemReference: bare(queue) };
    return await this.#go(queue, await this.#parts.line.direct(QUEUE, "GetPreviousItem", asked));
  }

  /** Opens the queue's view in the app: titles, the current one first. */
  async view(): Promise<readonly ReadItem[]> {
    if (this.#queue === undefined) return [];
    const asked = { currentItemReference: this.#wrapped(this.#queue) };
    return (await this.#parts.line.direct(MEDIA_QUEUE, "GetView", asked))?.payload.items ?? [];
  }

  /** Taps an item of the view. */
  async jump(targetItemId: string): Promise<boolean> {
    const queue = this.#queue;
    if (queue === undefined) return false;
    const asked = { currentItemReference: bare(queue), targetItemId };
    return await this.#go(queue, await this.#parts.line.direct(QUEUE, "JumpToItem", asked));
  }

  /** Only shuffle makes Alexa throw away what she holds ready; she asks for it again at once. */
  async shuffle(enable: boolean): Promise<boolean> {
    const queue = this.#queue;
    if (queue === undefined || !(await this.#set(queue, "SetShuffle", { enable }))) return false;
    queue.ahead = undefined;
    await this.#prefetch(queue);
    return true;
  }

  async loop(enable: boolean): Promise<boolean> {
    return this.#queue !== undefined && (await this.#set(this.#queue, "SetLoop", { enable }));
  }

  async repeat(isOn: boolean): Promise<boolean> {
    return (
      this.#queue !== undefined &&
      (await this.#set(this.#queue, "SetRepeat", { mode: { status: isOn ? "ON" : "OFF" } }))
    );
  }

  /** A thumb; one down may make Alexa skip. */
  async rate(value: "POSITIVE" | "NEGATIVE"): Promise<void> {
    const queue = this.#queue;
    if (queue === undefined) return;
    const activeContext = { content: [this.#wrapped(queue)] };
    const feedback = { type: "PREFERENCE", value };
    const said = { activeContext, feedback };
    const answer = await this.#parts.line.direct("Alexa.UserPreference", "ReceiveFeedback", said, "2.0");
    if (answer?.payload.skip === true) await this.next();
  }

  /** The item comes to its end by itself: what is held ready follows. False when nothing does. */
  async finish(): Promise<boolean> {
    const queue = this.#queue;
    if (queue === undefined) return false;
    if (queue.ahead === undefined) await this.#prefetch(queue, true);
    await this.#tell("Finished", queue);
    if (queue.ahead === undefined || queue.ahead === "finished") {
      this.isPlaying = false;
      this.#parts.room?.stop();
      return false;
    }
    queue.current = queue.ahead;
    queue.ahead = undefined;
    await this.#began();
    return true;
  }

  /** Neither a pause nor a resume is a directive. */
  async pause(): Promise<void> {
    this.#hush();
    if (this.#queue !== undefined) await this.#tell("Stopped", this.#queue);
  }

  /** An address that has expired meanwhile is asked for anew; the byte at which it stood still is asked for in any case. */
  async resume(): Promise<boolean> {
    const queue = this.#queue;
    if (queue === undefined) return false;
    if (!(Date.parse(queue.current.stream.validUntil ?? "") > this.#parts.clock.epoch())) {
      const asked = { targetItemReference: this.#wrapped(queue) };
      const item = (await this.#parts.line.direct(MEDIA_QUEUE, "GetItem", asked))?.payload.item;
      if (item == null) return false;
      queue.current = item;
    }
    await this.#sound(queue.pausedByte);
    return true;
  }

  /** The music moves to another room: no directive, the other Echo fetches the same address from where the music was (fact 6). */
  moveTo(other: MusicEcho): void {
    const { isPlaying } = this;
    this.#hush();
    other.#queue = this.#queue;
    this.#queue = undefined;
    if (isPlaying) void other.#sound(other.#queue?.pausedByte ?? 0);
  }

  /** Of premium music Alexa asks before it moves: true when the skill lets it go. Only descriptions of its fields are left (reference, 6.4). */
  async mayMove(): Promise<boolean> {
    const queue = this.#queue;
    if (queue === undefined) return false;
    const playbackSnapshot = { mediaReference: this.#wrapped(queue), offsetInMilliseconds: 0 };
    const asked = { playbackSnapshot, endpoints: [] };
    return (await this.#parts.line.direct("Alexa.Media.Playback", "Reinitiate", asked)) !== undefined;
  }

  async #go(queue: Queue, answer: ReadAnswer | undefined): Promise<boolean> {
    const item = answer?.payload.item;
    if (item == null) return false;
    queue.current = item;
    queue.ahead = undefined;
    await this.#began();
    return true;
  }

  #hush(): void {
    this.isPlaying = false;
    this.#parts.room?.stop();
    if (this.#queue !== undefined) this.#queue.pausedByte = this.#parts.room?.byte ?? 0;
  }

  /** Where nothing sounds, that it would is told at once. */
  async #sound(fromByte: number): Promise<void> {
    this.isPlaying = true;
    const queue = this.#queue;
    if (queue === undefined) return;
    const { room } = this.#parts;
    if (room === undefined) await this.#tell("Started", queue);
    const started = (): void => void this.#tell("Started", queue);
    const listener = { started, finished: () => void this.finish(), failed: () => void this.#fail(queue) };
    room?.play(queue.current.stream.uri, listener, fromByte);
  }

  /** An item without music ends what plays. */
  async #fail(queue: Queue): Promise<void> {
    this.isPlaying = false;
    await this.#tell("Failed", queue);
  }

  async #began(): Promise<void> {
    await this.#sound(0);
    if (this.#queue !== undefined) await this.#prefetch(this.#queue);
  }

  async #prefetch(queue: Queue, isNearEnd = false): Promise<void> {
    if (this.#parts.prefetches === "end" && !isNearEnd) return;
    const asked = { currentItemReference: bare(queue), isUserInitiated: false };
    const payload = (await this.#parts.line.direct(QUEUE, "GetNextItem", asked))?.payload;
    if (payload?.isQueueFinished === true) queue.ahead = "finished";
    else queue.ahead = payload?.item ?? undefined;
  }

  async #set(queue: Queue, name: string, said: object): Promise<boolean> {
    const asked = { currentItemReference: this.#wrapped(queue), ...said };
    return (await this.#parts.line.direct(MEDIA_QUEUE, name, asked)) !== undefined;
  }

  async #tell(what: string, queue: Queue): Promise<void> {
    if (!this.#parts.tellsEvents) return;
    await this.#parts.line.tell(`AlexaAudioPlayQueueEvent.ItemPlayback${what}`, bare(queue), 0);
  }

  #wrapped(queue: Queue): object {
    return { namespace: QUEUE, name: "item", value: bare(queue) };
  }
}

/** The content id is always the one that the queue began with (reference, 6.5). */
function bare(queue: Queue): object {
  return { id: queue.current.id, queueId: queue.id, contentId: queue.contentId };
}

/** What is not listed is disabled. */
function isEnabled({ controls }: ReadItem, name: string): boolean {
  return controls?.some((control) => control.name === name && control.enabled) ?? false;
}
