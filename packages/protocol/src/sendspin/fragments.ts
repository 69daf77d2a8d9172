/** The plaintexts of Noise transport messages: `[type][body]`, and how a long one is cut (Sendspin reference 2.4). Both ways. */
import { WireError } from "../wire.js";

/** The type of UTF-8 JSON. */
export const JSON_TYPE = 0;
/** A Noise message has at most 65535 bytes, 16 of which are the tag. */
export const MAX_TRANSPORT_PLAINTEXT = 65_519;
/** What a peer may make us hold; the largest thing that a server sends is album art. */
const MAX_MESSAGE_BYTES = 4 * 1024 * 1024;

/** One way of cutting: `header` writes the bytes before a piece, `read` understands them. */
export interface Fragmentation {
  readonly header: (piece: { readonly isFirst: boolean; readonly isLast: boolean; readonly type: number }) => number[];
  /** What the header says; undefined for a plaintext that is no fragment. */
  readonly read: (plaintext: Uint8Array, isFirst: boolean) => Fragment | undefined;
}

interface Fragment {
  readonly isLast: boolean;
  readonly isFirst: boolean;
  readonly bytes: Uint8Array;
}

const [E9_MORE, E9_LAST] = [2, 3];

/** E9: type 2 for all but the last, which has type 3; the first carries the message's own type. */
export const e9Fragmentation: Fragmentation = {
  header: ({ isFirst, isLast, type }) => [isLast ? E9_LAST : E9_MORE, ...(isFirst ? [type] : [])],
  read: (plaintext, isFirst) => {
    if (plaintext[0] !== E9_MORE && plaintext[0] !== E9_LAST) return undefined;
    return { isFirst, isLast: plaintext[0] === E9_LAST, bytes: plaintext.subarray(1) };
  },
};

const E10_TYPE = 1;
const [E10_LAST_FLAG, E10_FIRST_FLAG] = [1, 2];

/** E10: type 1, then flags; the first carries the message's own type. */
export const e10Fragmentation: Fragmentation = {
  header: ({ isFirst, isLast, type }) => [
    E10_TYPE,
    (isFirst ? E10_FIRST_FLAG : 0) | (isLast ? E10_LAST_FLAG : 0),
    ...(isFirst ? [type] : []),
  ],
  read: (plaintext) => {
    if (plaintext[0] !== E10_TYPE) return undefined;
    const flags = plaintext[1] ?? 0;
    return {
      isFirst: (flags & E10_FIRST_FLAG) !== 0,
      isLast: (flags & E10_LAST_FLAG) !== 0,
      bytes: plaintext.subarray(2),
    };
  },
};

/** The plaintexts for one message (`[type][body]`): itself when it fits, its pieces otherwise. */
export function cutIntoFragments(message: Uint8Array, { header }: Fragmentation): Uint8Array[] {
  if (message.length <= MAX_TRANSPORT_PLAINTEXT) return [message];
  const [type = JSON_TYPE] = message;
  const pieces: Uint8Array[] = [];
  for (let at = 1; at < message.length;) {
    const isFirst = at === 1;
    const room = MAX_TRANSPORT_PLAINTEXT - header({ isFirst, isLast: false, type }).length;
    const end = Math.min(message.length, at + room);
    pieces.push(
      new Uint8Array([...header({ isFirst, isLast: end === message.length, type }), ...message.subarray(at, end)]),
    );
    at = end;
  }
  return pieces;
}

/** Puts one direction's fragments together again. */
export class Reassembly {
  readonly #fragmentation: Fragmentation;
  readonly #limitBytes: number;
  #pieces: Uint8Array[] | undefined;
  #bytes = 0;

  constructor(fragmentation: Fragmentation, limitBytes = MAX_MESSAGE_BYTES) {
    this.#fragmentation = fragmentation;
    this.#limitBytes = limitBytes;
  }

  /**
   * The whole message (`[type][body]`) that `plaintext` is or completes, undefined while more must come. Throws
   * `WireError` when pieces are out of order, something comes between them, or together they exceed the limit.
   */
  take(plaintext: Uint8Array): Uint8Array | undefined {
    const fragment = this.#fragmentation.read(plaintext, this.#pieces === undefined);
    if (fragment === undefined) {
      if (this.#pieces !== undefined) throw malformed("is interrupted by another message");
      return plaintext;
    }
    if (fragment.isFirst !== (this.#pieces === undefined)) throw malformed("begins or goes on where it must not");
    this.#bytes += fragment.bytes.length;
    if (this.#bytes > this.#limitBytes) throw malformed("is longer than any message may be");
    (this.#pieces ??= []).push(fragment.bytes);
    return fragment.isLast ? this.#joined() : undefined;
  }

  #joined(): Uint8Array {
    const whole = new Uint8Array(this.#bytes);
    let at = 0;
    for (const piece of this.#pieces ?? []) {
      whole.set(piece, at);
      at += piece.length;
    }
    this.#pieces = undefined;
    this.#bytes = 0;
    return whole;
  }
}

function malformed(complaint: string): WireError {
  return new WireError("WIRE_MALFORMED", "A fragmented message", "", complaint);
}
