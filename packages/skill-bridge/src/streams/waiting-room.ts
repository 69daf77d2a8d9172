import type { Clock, Timer } from "../ports.js";
import type { Sink } from "./sink.js";
import type { StreamRequest } from "./stream-parts.js";

/** What GETs before their audio are asked about. */
export interface WaitingRoomParts {
  readonly clock: Clock;
  readonly isReadyFor: (request: StreamRequest) => boolean;
  readonly hasAudio: () => boolean;
  readonly serve: (request: StreamRequest, sink: Sink) => void;
  /** Somebody went away who had been given nothing. */
  readonly onLeft: () => void;
}

interface Waiting {
  request: StreamRequest;
  readonly sink: Sink;
  timer: Timer;
}

/** A GET before any audio waits this long (design, section 5). */
const WAIT_FOR_AUDIO_MS = 10_000;
/** A skip asked at the Echo waits this long for its generation, then goes on at the present. */
const WAIT_FOR_SKIP_MS = 3_000;

/** GETs that came before their audio: served when it comes, ended after 10 s without any. */
export class WaitingRoom {
  readonly #parts: WaitingRoomParts;
  readonly #waiting = new Set<Waiting>();

  constructor(parts: WaitingRoomParts) {
    this.#parts = parts;
  }

  wait(request: StreamRequest, sink: Sink): void {
    const { clock, hasAudio, onLeft } = this.#parts;
    const waiting: Waiting = {
      request,
      sink,
      timer: clock.after(WAIT_FOR_SKIP_MS, () => {
        // A skip that MA does not make: what sounds there goes on. Where nothing does, something may still come.
        waiting.request = { playId: request.playId };
        if (hasAudio()) this.#serve(waiting);
        else
          waiting.timer = clock.after(WAIT_FOR_AUDIO_MS - WAIT_FOR_SKIP_MS, () => {
            this.#giveUp(waiting);
          });
      }),
    };
    this.#waiting.add(waiting);
    sink.onClose(() => {
      if (!this.#waiting.delete(waiting)) return;
      waiting.timer.cancel();
      onLeft();
    });
  }

  /** Audio has come: serves those whose it is. */
  look(): void {
    for (const waiting of [...this.#waiting]) if (this.#parts.isReadyFor(waiting.request)) this.#serve(waiting);
  }

  /** Ends all that wait. */
  stop(): void {
    for (const waiting of [...this.#waiting]) this.#giveUp(waiting);
  }

  #serve(waiting: Waiting): void {
    waiting.timer.cancel();
    this.#waiting.delete(waiting);
    this.#parts.serve(waiting.request, waiting.sink);
  }

  #giveUp(waiting: Waiting): void {
    waiting.timer.cancel();
    this.#waiting.delete(waiting);
    waiting.sink.end();
  }
}
