import { createRequire } from "node:module";
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import type { Logger } from "../../ports.js";
import { Batches, type Encoding } from "./batches.js";
import type { BitrateKbps } from "./format.js";
import { compileLame, type Lame } from "./lame.js";
import type { FromWorker, ToWorker } from "./messages.js";
import { Turns } from "./turns.js";

/** Who gets the frames of an encoding. */
export interface FrameReceiver {
  /**
   * Bytes of the stream as they come out, in order; a piece may end within a frame. Their memory is used again when this
   * returns. `last` is true once, after `finish`.
   */
  frames(bytes: Uint8Array, last: boolean): void;
  /** The encoding is not full any more. */
  wanting?(): void;
  /** The thread died: what it held is lost, a fresh encoding must be opened. */
  lost(): void;
}

const MAX_THREADS = 4;
/** A batch with the piece that completes it, which is as long as a server likes, but hardly longer. */
const ROOM_BYTES = 16_384;
/** A thread's garbage is not worth the 16 MiB that it would be given to gather it in. */
const THREAD_LIMITS = { maxYoungGenerationSizeMb: 2 };
/** More lie about only after a flood. */
const MOST_ROOMS = 64;

/** How many threads there are, and whether they leave the processor to what has no time. */
export interface PoolOptions {
  readonly size?: number;
  readonly givesWay?: boolean;
}

interface Thread {
  readonly worker: Worker;
  readonly sessions: Map<number, FrameReceiver>;
  readonly turns: Turns;
}

/** The threads that encode, made by `start`, ended by `stop`. Sessions go to the thread that has fewest. */
export class EncoderPool {
  readonly #logger: Logger;
  readonly #size: number;
  readonly #givesWay: boolean;
  readonly #threads: Thread[] = [];
  /**
   * Memory goes to a thread with PCM and comes back with frames: fresh memory for every batch would lie about, uncollected, by the
   * megabyte.
   */
  readonly #rooms: ArrayBuffer[] = [];
  #lame: Lame | undefined;
  #nextSession = 1;
  #running = false;

  constructor(logger: Logger, { size = mostThreads(), givesWay = false }: PoolOptions = {}) {
    this.#logger = logger;
    this.#size = size;
    this.#givesWay = givesWay;
  }

  start(): void {
    this.#running = true;
    this.#lame ??= compileLame();
    while (this.#threads.length < this.#size) this.#threads.push(this.#startThread());
  }

  async stop(): Promise<void> {
    this.#running = false;
    await Promise.all(this.#threads.splice(0).map((thread) => thread.worker.terminate()));
  }

  open(bitrateKbps: BitrateKbps, receiver: FrameReceiver): Encoding {
    const thread = this.#threads.reduce((best, other) => (other.sessions.size < best.sessions.size ? other : best));
    const session = this.#nextSession++;
    const send = (message: ToWorker, transfer: ArrayBuffer[] = []): void => {
      if (thread.sessions.has(session)) thread.worker.postMessage(message, transfer);
    };
    const batches = new Batches({
      roomFor: (bytes) => this.#roomFor(bytes),
      ask: (turn) => {
        thread.turns.ask(turn);
      },
      sent: () => receiver.wanting?.(),
      encode: (pcm) => {
        send({ kind: "encode", session, pcm }, [pcm.buffer]);
      },
      finish: () => {
        send({ kind: "finish", session });
      },
      drop: () => {
        send({ kind: "drop", session });
        thread.turns.leave(batches);
        thread.sessions.delete(session);
      },
    });
    thread.sessions.set(session, receiver);
    send({ kind: "open", session, bitrateKbps });
    return batches;
  }

  #roomFor(bytes: number): ArrayBuffer {
    return bytes > ROOM_BYTES ? new ArrayBuffer(bytes) : (this.#rooms.pop() ?? new ArrayBuffer(ROOM_BYTES));
  }

  #giveBack(room: ArrayBuffer): void {
    if (room.byteLength === ROOM_BYTES && this.#rooms.length < MOST_ROOMS) this.#rooms.push(room);
  }

  #startThread(): Thread {
    const worker = new Worker(createRequire(import.meta.url).resolve("@ma-alexa/skill-bridge/mp3-worker"), {
      workerData: { lame: this.#lame, givesWay: this.#givesWay },
      resourceLimits: THREAD_LIMITS,
    });
    worker.unref();
    const thread: Thread = { worker, sessions: new Map(), turns: new Turns() };
    worker.on("message", ({ session, frames, last }: FromWorker) => {
      const asked = thread.sessions.get(session);
      if (last) thread.sessions.delete(session);
      else thread.turns.answered();
      asked?.frames(frames, last);
      this.#giveBack(frames.buffer);
    });
    worker.on("error", (err) => {
      this.#logger.error({ err }, "An encoder thread died; another one takes over");
    });
    worker.on("exit", () => {
      this.#replace(thread);
    });
    return thread;
  }

  #replace(dead: Thread): void {
    if (!this.#running) return;
    this.#threads.splice(this.#threads.indexOf(dead), 1, this.#startThread());
    const orphans = [...dead.sessions.values()];
    dead.sessions.clear();
    for (const receiver of orphans) receiver.lost();
  }
}

function mostThreads(): number {
  return Math.min(MAX_THREADS, Math.max(1, availableParallelism()));
}
