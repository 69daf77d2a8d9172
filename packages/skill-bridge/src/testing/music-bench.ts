import { checkMusicAnswer, type Item, type MusicAnswerEnvelope } from "@ma-alexa/protocol/alexa/music-skill";
import { TestClock } from "@ma-alexa/simulator";
import { MusicSkill, type MusicReply } from "../music-skill/music-skill.js";
import type { MediaFacts, MediaKind } from "../music-skill/ports.js";
import type { DocumentStore } from "../ports.js";
import { MemoryStore } from "./memory-store.js";
import { recordingLogger, type LogLine } from "./recording-logger.js";
import { StandInQueues } from "./stand-in-queues.js";

export function media(kind: MediaKind, name: string, more: Partial<MediaFacts> = {}): MediaFacts {
  const uri = `library://${kind}/${name.toLowerCase().replaceAll(" ", "-")}`;
  return { uri, kind, name, artists: kind === "track" ? ["The Band"] : [], durationMs: 200_000, ...more };
}

export const SONGS = ["One", "Two", "Three", "Four"].map((name) => media("track", name, { album: "Numbers" }));
export const ALBUM = media("album", "Numbers", { artists: ["The Band"] });

/** A house of two Echos, "kitchen" and "office", and a group, "everywhere", with a library; nothing plays. */
export class MusicBench {
  readonly clock = new TestClock();
  readonly lines: LogLine[] = [];
  readonly store: DocumentStore;
  readonly library = new Map<string, readonly MediaFacts[]>([[ALBUM.uri, SONGS]]);
  readonly known: MediaFacts[] = [ALBUM, ...SONGS];
  readonly queues = new StandInQueues((uri) => this.itemsOf(uri));
  /** What the streams and players were told. */
  readonly told: string[] = [];
  /** What was answered with anything but an error. */
  readonly directives: string[] = [];
  readonly entities = new Map<string, { readonly uri: string } | "hand-off">();
  spokenTo: string | undefined = "kitchen";
  playing: string | undefined;
  tokens = new Map<string, "valid" | "expired">([["token", "valid"]]);
  skill: MusicSkill;
  #messages = 0;

  constructor(store: DocumentStore = new MemoryStore()) {
    this.store = store;
    this.skill = this.#open();
  }

  /** The bridge starts again: only what was written is left. */
  async restart(): Promise<void> {
    await this.skill.stop();
    this.skill = this.#open();
    await this.skill.start();
  }

  itemsOf(uri: string): readonly MediaFacts[] {
    return this.library.get(uri) ?? this.known.filter((one) => one.uri === uri);
  }

  /** The answer before anything that comes after it was done. Every answer is one that Alexa takes. */
  async reply(namespace: string, name: string, payload: object, token: string | null = "token"): Promise<MusicReply> {
    const header = { messageId: `message-${(this.#messages += 1)}`, namespace, name, payloadVersion: "1.0" };
    const requestContext = { user: { id: "account", accessToken: token } };
    const reply = await this.skill.answer({ kind: "directive", header, payload: { requestContext, ...payload } });
    checkMusicAnswer(reply.answer);
    return reply;
  }

  /** The answer, after which everything is done that it brings. */
  async ask(namespace: string, name: string, payload: object, token?: string | null): Promise<MusicAnswerEnvelope> {
    const { answer, afterwards } = await this.reply(namespace, name, payload, token);
    for (const task of afterwards) task();
    if (answer === undefined) throw new Error("A directive was not answered");
    return answer;
  }

  /** Begins to play and gives the first item. */
  async initiate(contentId: string, more: object = {}): Promise<Item> {
    return itemOf(await this.ask("Alexa.Media.Playback", "Initiate", { contentId, ...more }));
  }

  /** The next item's title and id, or why there is none. */
  async next(current: Item, isUserInitiated = false): Promise<MusicAnswerEnvelope> {
    return this.ask("Alexa.Audio.PlayQueue", "GetNextItem", { ...about(current), isUserInitiated });
  }

  async previous(current: Item): Promise<MusicAnswerEnvelope> {
    return this.ask("Alexa.Audio.PlayQueue", "GetPreviousItem", about(current));
  }

  /** A directive on how the queue is played. */
  async set(name: "SetShuffle" | "SetLoop" | "SetRepeat", current: Item, isOn: boolean): Promise<MusicAnswerEnvelope> {
    const said = name === "SetRepeat" ? { mode: { status: isOn ? "ON" : "OFF" } } : { enable: isOn };
    return this.ask("Alexa.Media.PlayQueue", name, { ...about(current), ...said });
  }

  #open(): MusicSkill {
    return new MusicSkill({
      queues: this.queues,
      steering: this.queues,
      catalogue: {
        isKnown: true,
        byUri: (uri) => this.known.find((one) => one.uri === uri),
        itemsOf: (uri, count) => this.itemsOf(uri).slice(0, count),
        find: (words, kinds, count) =>
          this.known
            .filter(({ kind, name }) => kinds.includes(kind) && name.toLowerCase().includes(words.toLowerCase()))
            .slice(0, count),
        anything: () => this.known[0],
      },
      entities: { meaningOf: (id) => this.entities.get(id) },
      audio: {
        url: (playerId, itemId) => `https://music.example.com/stream/${playerId}.${itemId}.mp3`,
        liveUrl: (playerId, itemId) => `https://music.example.com/stream/${playerId}.${itemId}.live.mp3`,
        bind: (playerId, itemId, queueItemId) =>
          this.told.push(`${playerId} ${itemId.slice(itemId.lastIndexOf("-"))} is ${queueItemId}`),
        expect: () => undefined,
        move: (from, to, itemId) => this.told.push(`${itemId.slice(itemId.lastIndexOf("-"))} of ${from} goes to ${to}`),
      },
      players: {
        view: (id) => ({ name: id, isGroup: id === "everywhere", isPlaying: id === this.playing }),
        spokenTo: () => this.spokenTo,
        preferred: () => "office",
        began: (id, itemId) => this.told.push(`${id} begins ${itemId.slice(itemId.lastIndexOf("-"))}`),
        wish: (id, wish) => this.told.push(`${id} wishes ${wish}`),
        report: (id, fact) => this.told.push(`${id} is ${fact.kind}`),
      },
      bearer: { check: (token) => this.tokens.get(token) ?? "unknown" },
      art: {
        url: (image, pixels) => `https://music.example.com/art/${image}/${pixels}.jpg`,
        placeholder: (pixels) => `https://music.example.com/art/none/${pixels}.jpg`,
      },
      onDirective: (name) => this.directives.push(name),
      store: this.store,
      clock: this.clock,
      logger: recordingLogger(this.lines),
    });
  }
}

/** The payload part that says which item plays, in the shape that Alexa uses. */
export function about(current: Pick<Item, "id">): { currentItemReference: object } {
  return { currentItemReference: { id: current.id, queueId: current.id.split(".")[0], contentId: "content" } };
}

/** The item that an answer brings. */
export function itemOf(answer: MusicAnswerEnvelope): Item {
  const { payload } = answer;
  if ("playbackMethod" in payload && payload.playbackMethod !== undefined) return payload.playbackMethod.firstItem;
  if ("item" in payload) return payload.item;
  throw new Error(`The answer brings no item: ${JSON.stringify(payload)}`);
}

/** What a screen shows of it. */
export function titleOf(item: Item): string {
  return item.metadata.name.speech.text;
}

/** The type of an error. */
export function errorOf({ header, payload }: MusicAnswerEnvelope): string | undefined {
  return header.name === "ErrorResponse" && "type" in payload ? payload.type : undefined;
}
