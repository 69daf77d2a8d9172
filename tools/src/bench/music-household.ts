/** What stands behind the music skill: the bridge's own queue and library, filled once, whose every request is counted. */
import { Library, QueueView, ServerClock, type Clock } from "@ma-alexa/provider";
import {
  MediaItemSchema,
  PlayerQueueSchema,
  QueueItemSchema,
  type QueueItem,
} from "@ma-alexa/protocol/music-assistant";
import { MusicSkill, type MusicReply, type PlayQueue } from "@ma-alexa/skill-bridge";
import type { MusicMessage } from "@ma-alexa/protocol/alexa/music-skill";
import { quietLogger } from "./quiet-logger.js";
import { MUSIC_TOKEN, PLAYER_ID } from "./skill-names.js";
import type { MusicReference } from "./skill-orders.js";

const PLAYLIST_URI = "library://playlist/1";
const ENTITY_ID = "playlist.1";
const nothing = (): void => undefined;

/** A household of one Echo on which a queue plays. */
export class MusicHousehold {
  readonly skill: MusicSkill;
  readonly #clock: Clock;
  readonly #library: Library;
  #queue: PlayQueue | undefined;
  #isAnswering = false;
  #counts = { maRequests: 0, diskWrites: 0 };

  constructor(clock: Clock) {
    this.#clock = clock;
    const count = (): void => {
      this.#count("maRequests");
    };
    const music = {
      libraryPage: (kind: string, { offset }: { offset: number }) => Promise.resolve(page(kind, offset)),
      inside: () => Promise.resolve([]),
    };
    this.#library = new Library({ music, clock, logger: quietLogger });
    this.skill = new MusicSkill({
      queues: { of: () => this.#queue, follow: () => nothing },
      steering: {
        play: count,
        jump: count,
        setRepeat: count,
        transfer: count,
        remove: count,
        rate: count,
        setShuffle: () => {
          count();
          return Promise.resolve();
        },
      },
      catalogue: this.#library,
      entities: { meaningOf: (id) => (id === ENTITY_ID ? { uri: PLAYLIST_URI } : undefined) },
      audio: {
        url: (playerId, itemId) => `https://bridge.example/stream/${playerId}.${itemId}.mp3`,
        liveUrl: (playerId, itemId) => `https://bridge.example/stream/${playerId}.${itemId}.mp3`,
        bind: nothing,
        expect: nothing,
        move: nothing,
      },
      players: {
        view: () => ({ name: "Kitchen", isGroup: false, isPlaying: true }),
        spokenTo: () => PLAYER_ID,
        preferred: () => PLAYER_ID,
        began: nothing,
        wish: nothing,
        report: nothing,
      },
      bearer: { check: (token) => (token === MUSIC_TOKEN ? "valid" : "unknown") },
      art: {
        url: (image, pixels) => `https://bridge.example/art/${String(pixels)}/${image}`,
        placeholder: (pixels) => `https://bridge.example/art/${String(pixels)}/none.png`,
      },
      store: {
        read: () => Promise.resolve(undefined),
        write: () => {
          this.#count("diskWrites");
          return Promise.resolve();
        },
      },
      clock,
      logger: quietLogger,
    });
  }

  /** Reads the library, as the bridge does once. */
  async start(): Promise<void> {
    await this.#library.read();
    await this.skill.start();
  }

  /** A queue of so many items plays, somewhere in its middle; gives what Alexa knows of it. */
  async play(items: number, isShuffled: boolean): Promise<MusicReference> {
    this.#queue = await queueOf(items, isShuffled, this.#clock, () => {
      this.#count("maRequests");
    });
    const { token } = this.skill.publish(PLAYER_ID);
    const contentId = `hand-off:${token}`;
    const header = { messageId: token, namespace: "Alexa.Media.Playback", name: "Initiate", payloadVersion: "1.0" };
    const requestContext = { user: { id: "bench", accessToken: MUSIC_TOKEN } };
    const { answer } = await this.skill.answer({ kind: "directive", header, payload: { requestContext, contentId } });
    if (answer === undefined || !("playbackMethod" in answer.payload)) throw new Error("The queue was not begun");
    const { id, firstItem } = answer.payload.playbackMethod ?? {};
    if (id === undefined || firstItem === undefined) throw new Error("The queue has no first item");
    this.#counts = { maRequests: 0, diskWrites: 0 };
    return { contentId: PLAYLIST_URI, queueId: id, itemId: firstItem.id, entityId: ENTITY_ID, isShuffled };
  }

  /** Answers, and counts what is asked of others and of the disk before the answer is there. */
  readonly answer = (message: MusicMessage): MusicReply | Promise<MusicReply> => {
    this.#isAnswering = true;
    const reply = this.skill.answer(message);
    this.#isAnswering = false;
    return reply;
  };

  /** What was counted since the last time. */
  counts(): { readonly maRequests: number; readonly diskWrites: number } {
    const counted = this.#counts;
    this.#counts = { maRequests: 0, diskWrites: 0 };
    return counted;
  }

  #count(what: "maRequests" | "diskWrites"): void {
    if (this.#isAnswering) this.#counts[what] += 1;
  }
}

/** The bridge's own view of a queue, told of it as Music Assistant tells. */
async function queueOf(items: number, isShuffled: boolean, clock: Clock, asked: () => void): Promise<PlayQueue> {
  const order = Array.from({ length: items }, (_, place) => place);
  if (isShuffled) order.sort((one, other) => hash(one) - hash(other));
  const view = new QueueView({
    queueId: PLAYER_ID,
    items: (_queueId, offset, limit) => {
      asked();
      return Promise.resolve(order.slice(offset, offset + limit).map(queueItem));
    },
    clock,
    serverClock: new ServerClock(clock),
    logger: quietLogger,
    changed: nothing,
  });
  const state = { queue_id: PLAYER_ID, available: true, items, current_index: Math.floor(items / 2) };
  view.hear(PlayerQueueSchema.parse({ ...state, shuffle_enabled: isShuffled, state: "playing" }), true);
  await view.settled();
  return view;
}

function queueItem(place: number): QueueItem {
  const media = {
    item_id: String(place),
    provider: "library",
    media_type: "track",
    uri: `library://track/${String(place)}`,
  };
  return QueueItemSchema.parse({
    queue_id: PLAYER_ID,
    queue_item_id: `item-${String(place)}`,
    name: `Track ${String(place)}`,
    duration: 200,
    media_item: {
      ...media,
      name: `Track ${String(place)}`,
      duration: 200,
      artists: [{ ...media, media_type: "artist", name: "Band" }],
    },
  });
}

/** One playlist, and nothing else. */
function page(kind: string, offset: number) {
  if (kind !== "playlists" || offset > 0) return [];
  const item = { item_id: "1", provider: "library", media_type: "playlist", uri: PLAYLIST_URI, name: "Party" };
  return [MediaItemSchema.parse(item)];
}

/** Any order will do, as long as it is the same in each run. */
function hash(place: number): number {
  return (place * 2_654_435_761) % 4_294_967_291;
}
