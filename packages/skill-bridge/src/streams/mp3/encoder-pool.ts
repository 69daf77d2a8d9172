import { createRequire } from "node:module";
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import type { Logger } from "../../ports.js";
import { joined } from "../joined.js";
import type { BitrateKbps } from "./format.js";
import type { FromWorker, ToWorker } from "./messages.js";

/** Encodes one generation of one player. */
export interface Encoding {
  /** Adds PCM; its bytes are copied, the caller keeps its buffer. */
  encode(pcm: Uint8Array): void;
  /** No more audio: the last frames come out. */
  finish(): void;
  /** The output is not wanted any more. */
  drop(): void;
}

/** Who gets the frames of an encoding. */
export interface FrameReceiver {
  /** Bytes of the stream as they come out, in order; a piece may end within a frame. `last` is true once, after `finish`. */
  frames(bytes: Uint8Array, last: boolean): void;
  /** The thread died: what it held is lost, a fresh encoding must be opened. */
  lost(): void;
}

const MAX_THREADS = 4;
/** Smaller pieces cost more in messages than in encoding. */
const BATCH_BYTES = 9_600;
/** A batch with the piece that completes it, which is as long as a server likes, but hardly longer. */
const ROOM_BYTES = 16_384;
/** More lie about only after a flood. */
const MOST_ROOMS = 64;

interface Thread {
  readonly worker: Worker;
  readonly sessions: Map<number, FrameReceiver>;
}

/** The threads that encode, made by `start`, ended by `stop`. Sessions go to the thread that has fewest. */
export class EncoderPool {
  readonly #logger: Logger;
  readonly #size: number;
  readonly #threads: Thread[] = [];
  /** Memory for PCM goes to a thread and comes back: fresh memory for every batch would lie about there, uncollected, by the megabyte. */
  readonly #rooms: ArrayBuffer[] = [];
  #nextSession = 1;
  #running = false;

  constructor(logger: Logger, size = Math.min(MAX_THREADS, Math.max(1, availableParallelism()))) {
    this.#logger = logger;
    this.#size = size;
  }

  start(): void {
    this.#running = true;
    while (this.#threads.length < this.#size) this.#threads.push(this.#startThread());
  }

  async stop(): Promise<void> {
    this.#running = false;
    await Promise.all(this.#threads.splice(0).map((thread) => thread.worker.terminate()));
  }

  open(bitrateKbps: BitrateKbps, receiver: FrameReceiver): Encoding {
    const thread = this.#threads.reduce((best, other) => (other.sessions.size < best.sessions.size ? other : best));
    const session = this.#nextSession++;
    thread.sessions.set(session, receiver);
    const send = (message: ToWorker, transfer: ArrayBuffer[] = []): void => {
      if (thread.sessions.has(session)) thread.worker.postMessage(message, transfer);
    };
    send({ kind: "open", session, bitrateKbps });
    return batched({
      encode: (pieces, bytes) => {
        const pcm = joined(pieces, this.#roomFor(bytes));
        send({ kind: "encode", session, pcm }, [pcm.buffer]);
      },
      finish: () => {
        send({ kind: "finish", session });
      },
      drop: () => {
        send({ kind: "drop", session });
        thread.sessions.delete(session);
      },
    });
  }

  #roomFor(bytes: number): ArrayBuffer {
    return bytes > ROOM_BYTES ? new ArrayBuffer(bytes) : (this.#rooms.pop() ?? new ArrayBuffer(ROOM_BYTES));
  }

  #startThread(): Thread {
    const worker = new Worker(createRequire(import.meta.url).resolve("@ma-alexa/skill-bridge/mp3-worker"));
    worker.unref();
    const thread: Thread = { worker, sessions: new Map() };
    worker.on("message", ({ session, frames, last, room }: FromWorker) => {
      if (room?.byteLength === ROOM_BYTES && this.#rooms.length < MOST_ROOMS) this.#rooms.push(room);
      const receiver = thread.sessions.get(session);
      if (last) thread.sessions.delete(session);
      receiver?.frames(frames, last);
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

/** As `Encoding`, but takes many pieces at once. */
interface Session extends Omit<Encoding, "encode"> {
  encode(pieces: readonly Uint8Array[], bytes: number): void;
}

/** Gathers small pieces; the very first one goes out at once, so that the first frame is not waited for. */
function batched(session: Session): Encoding {
  let waiting: Uint8Array[] = [];
  let bytes = 0;
  let first = true;
  const flush = (): void => {
    if (bytes > 0) session.encode(waiting, bytes);
    waiting = [];
    bytes = 0;
  };
  return {
    encode: (pcm) => {
      waiting.push(pcm);
      bytes += pcm.byteLength;
      if (first || bytes >= BATCH_BYTES) flush();
      first = false;
    },
    finish: () => {
      flush();
      session.finish();
    },
    drop: () => {
      session.drop();
    },
  };
}
