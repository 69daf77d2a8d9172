import { generateKeyPairSync } from "node:crypto";
import { createLogger, systemClock } from "@ma-alexa/app";
import { EncryptionBook, SendspinClient, type AudioFormat, type StreamFormat } from "@ma-alexa/provider";
import type { Partner } from "./partner.js";
import { until } from "./waiting.js";

const PCM: AudioFormat = { codec: "pcm", sampleRateHz: 48_000, bitDepth: 16, channels: 2 };
export const FLAC: AudioFormat = { ...PCM, codec: "flac" };

/** Enough for a whole short piece in either codec. */
export const CAPACITY_BYTES = 8_388_608;

/** The bridge's own client without an Echo behind it: keeps what it receives. */
export class TestPlayer {
  readonly client: SendspinClient;
  readonly chunks: Uint8Array[] = [];
  format: StreamFormat | undefined;

  constructor(port: number, { encrypts, format = PCM }: { readonly encrypts: boolean; readonly format?: AudioFormat }) {
    const { x: clientId = "", d: privateKey = "" } = generateKeyPairSync("x25519").privateKey.export({ format: "jwk" });
    const logger = createLogger({ level: "silent" });
    const store = { read: () => Promise.resolve(undefined), write: () => Promise.resolve() };
    const book = new EncryptionBook({ store, clock: systemClock, logger });
    this.client = new SendspinClient({
      address: `ws://127.0.0.1:${String(port)}/sendspin`,
      clientId,
      name: "Test player",
      product: { name: "Test player", manufacturer: "Amazon", softwareVersion: "1" },
      format,
      bufferCapacityBytes: CAPACITY_BYTES,
      ...(encrypts ? { encryption: book.of({ clientId, privateKey }) } : {}),
      clock: systemClock,
      logger,
    });
    this.client.on("streamStart", (format) => {
      this.format = format;
      this.chunks.length = 0;
    });
    this.client.on("audio", ({ payload }) => this.chunks.push(payload));
  }

  get bytes(): number {
    return this.chunks.reduce((sum, chunk) => sum + chunk.length, 0);
  }

  /** Approved by `partner` where that is needed. */
  async untilPlayable(partner: Partner, withinMs: number): Promise<void> {
    const { client } = this;
    const isHeard = (): boolean => client.link.kind === "connected" || client.link.kind === "playable";
    await until("the test player is greeted", isHeard, withinMs);
    if (client.security.needsApproval) partner.do("approve");
    await until("the test player may play", () => client.link.kind === "playable", withinMs);
  }

  async stop(): Promise<void> {
    await this.client.stop();
  }
}
