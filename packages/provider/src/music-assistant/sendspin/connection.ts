import type { Clock, Timer } from "../../ports.js";

import type { OpenSocket, Socket } from "./socket.js";

/** What a connection tells its owner. After `closed` nothing more comes from that socket. */
export interface ConnectionListener {
  opened(): void;
  text(text: string): void;
  binary(bytes: Uint8Array): void;
  /** Nothing, not even a ping, was heard for 90 s. */
  silent(): void;
  closed(detail: string): void;
}

/** Servers ping every 55 s or more often and answer `client/time` every 3 s. */
const SILENCE_LIMIT_MS = 90_000;
/** A server closes by itself at a goodbye; one that does not is not waited for longer than this. */
const FAREWELL_MS = 1_000;

interface Line {
  readonly generation: number;
  readonly socket: Socket;
  readonly watchdog: { timer: Timer; heardMs: number };
  open: boolean;
  farewell?: Timer;
}

/**
 * At most one socket at a time. Every socket has a generation; what an older one still says is dropped, so that no
 * late event of a lost connection reaches the new one.
 */
export class Connection {
  readonly #openSocket: OpenSocket;
  readonly #clock: Clock;
  readonly #listener: ConnectionListener;
  #generation = 0;
  #line: Line | undefined;

  constructor(parts: { openSocket: OpenSocket; clock: Clock; listener: ConnectionListener }) {
    this.#openSocket = parts.openSocket;
    this.#clock = parts.clock;
    this.#listener = parts.listener;
  }

  /** Dials `url`. `opened` or `closed` follows, never before this returns. */
  open(url: string): void {
    if (this.#line !== undefined) throw new Error("A connection holds one socket at a time.");
    const generation = ++this.#generation;
    const socket = this.#openSocket(url, {
      opened: () => {
        this.#heard(generation, (line) => {
          line.open = true;
          this.#listener.opened();
        });
      },
      text: (text) => {
        this.#heard(generation, () => {
          this.#listener.text(text);
        });
      },
      binary: (bytes) => {
        this.#heard(generation, () => {
          this.#listener.binary(bytes);
        });
      },
      ping: () => {
        this.#heard(generation, () => undefined);
      },
      closed: (detail) => {
        this.#closed(generation, detail);
      },
    });
    const watchdog = { heardMs: this.#clock.now(), timer: this.#watch(generation, SILENCE_LIMIT_MS) };
    this.#line = { generation, socket, watchdog, open: false };
  }

  /** Sends one frame; false when there is no open socket, or it is being closed. */
  send(frame: string | Uint8Array): boolean {
    if (this.#line?.open !== true || this.#line.farewell !== undefined) return false;
    this.#line.socket.send(frame);
    return true;
  }

  /** Sends `goodbye`, if given, and closes; `closed` follows within a second. Without a socket it does nothing. */
  leave(goodbye?: string | Uint8Array): void {
    const line = this.#line;
    if (line === undefined || line.farewell !== undefined) return;
    if (goodbye !== undefined) this.send(goodbye);
    line.farewell = this.#clock.after(FAREWELL_MS, () => {
      line.socket.terminate();
    });
    if (line.open) line.socket.close();
    else line.socket.terminate();
  }

  #heard(generation: number, act: (line: Line) => void): void {
    const line = this.#line;
    if (line?.generation !== generation || line.farewell !== undefined) return;
    line.watchdog.heardMs = this.#clock.now();
    act(line);
  }

  #closed(generation: number, detail: string): void {
    const line = this.#line;
    if (line?.generation !== generation) return;
    this.#line = undefined;
    line.watchdog.timer.cancel();
    line.farewell?.cancel();
    this.#listener.closed(detail);
  }

  /** One timer per silence instead of one per message: audio comes 40 times a second. */
  #watch(generation: number, delayMs: number): Timer {
    return this.#clock.after(delayMs, () => {
      const line = this.#line;
      if (line?.generation !== generation) return;
      const leftMs = line.watchdog.heardMs + SILENCE_LIMIT_MS - this.#clock.now();
      if (leftMs > 0) line.watchdog.timer = this.#watch(generation, leftMs);
      else this.#listener.silent();
    });
  }
}
