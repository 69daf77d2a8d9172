import { AudioStream } from "./audio-stream.js";
import type { FlowProducer } from "./flow-producer.js";
import type { TransportPort } from "./transport-port.js";
import type { QueueItem } from "./tune-queue.js";

/** Says `stream/start` and makes the stream that follows it, not yet started. */
export function openStream(
  port: TransportPort,
  producer: FlowProducer,
  { onItem, onEnd }: { readonly onItem: (item: QueueItem) => void; readonly onEnd: () => void },
): AudioStream {
  const { clock, serverNowUs, profile } = port;
  const { codec, header } = producer.coding;
  const format = { codec, sample_rate: 48_000, channels: 2, bit_depth: 16 };
  const codecHeader = header && { codec_header: Buffer.from(header).toString("base64") };
  port.send({ type: "stream/start", payload: { player: { ...format, ...codecHeader } } });
  return new AudioStream({
    clock,
    serverNowUs,
    producer,
    startUs: serverNowUs() + profile.leadMs(port.requiredLeadTimeMs()) * 1_000,
    bufferCapacityBytes: port.bufferCapacityBytes(),
    furthestAheadMs: profile.furthestAheadMs,
    shortLastChunk: profile.shortLastChunk,
    send: port.sendAudio,
    onItem,
    onProduced: () => {
      if (port.earlyEnd) onEnd();
    },
    onPlayed: onEnd,
  });
}
