/** A thread that encodes: LAME in WebAssembly, one encoder per session. */
import { parentPort, workerData } from "node:worker_threads";
import { platform, setPriority } from "node:os";
import { createEncoder, type WasmMediaEncoder } from "wasm-media-encoders";
import { SAMPLE_RATE_HZ } from "./format.js";
import type { FromWorker, ToWorker, WorkerData } from "./messages.js";

/** A third of the share of other threads, where there is not enough for all. */
const ENCODING_PRIORITY = 5;

type Encoder = WasmMediaEncoder<"audio/mpeg">;

const port = parentPort;
if (port === null) throw new Error("This module is the entry of a worker thread");

const { lame, givesWay } = workerData as WorkerData;
// Elsewhere than on Linux this would be the priority of the whole process.
if (givesWay && platform() === "linux") setPriority(ENCODING_PRIORITY);
const sessions = new Map<number, Promise<Encoder>>();
/** Encoders are costly to make and can be configured anew. */
const spare: Encoder[] = [];
/** Fresh arrays for every piece would lie about as tens of megabytes, because a thread like this seldom collects them. */
let scratch: [Float32Array, Float32Array] = [new Float32Array(0), new Float32Array(0)];

/** Messages of one session must be worked on in order although making an encoder is asynchronous. */
let turn = Promise.resolve();
port.on("message", (message: ToWorker) => {
  turn = turn.then(() => work(message));
});

async function work(message: ToWorker): Promise<void> {
  if (message.kind === "open") {
    sessions.set(message.session, open(message.bitrateKbps));
    return;
  }
  const encoder = await sessions.get(message.session);
  if (encoder === undefined) return;
  if (message.kind === "encode") {
    answer({ session: message.session, frames: encode(encoder, message.pcm), last: false });
    return;
  }
  if (message.kind === "finish") answer({ session: message.session, frames: encoder.finalize().slice(), last: true });
  sessions.delete(message.session);
  spare.push(encoder);
}

async function open(bitrate: 192 | 320): Promise<Encoder> {
  const encoder = spare.pop() ?? (await createEncoder("audio/mpeg", lame));
  encoder.configure({ sampleRate: SAMPLE_RATE_HZ, channels: 2, bitrate });
  return encoder;
}

function encode(encoder: Encoder, pcm: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const samples = pcm.byteLength >> 2;
  const view = new DataView(pcm.buffer, pcm.byteOffset, samples << 2);
  const [left, right] = channels(samples);
  for (let i = 0; i < samples; i++) {
    left[i] = view.getInt16(i << 2, true) / 32_768;
    right[i] = view.getInt16((i << 2) + 2, true) / 32_768;
  }
  return inTheRoomOf(pcm, encoder.encode([left, right]));
}

/** The encoder answers with a view into its own memory, which the next call overwrites. Where PCM was there is room for its frames. */
function inTheRoomOf({ buffer }: Uint8Array<ArrayBuffer>, frames: Uint8Array): Uint8Array<ArrayBuffer> {
  if (frames.byteLength > buffer.byteLength) return frames.slice();
  const room = new Uint8Array(buffer, 0, frames.byteLength);
  room.set(frames);
  return room;
}

/** Room for the samples of one piece. The encoder copies what it is given, so the same room serves every piece. */
function channels(samples: number): [Float32Array, Float32Array] {
  if (scratch[0].length < samples) scratch = [new Float32Array(samples), new Float32Array(samples)];
  return [scratch[0].subarray(0, samples), scratch[1].subarray(0, samples)];
}

function answer(message: FromWorker): void {
  port?.postMessage(message, [message.frames.buffer]);
}
