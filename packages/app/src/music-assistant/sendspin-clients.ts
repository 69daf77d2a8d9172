import {
  playerIdOf,
  SendspinClient,
  type AudioFormat,
  type Clock,
  type EncryptionBook,
  type Logger,
  type PlayerIdentity,
  type PlayerSnapshot,
} from "@ma-alexa/provider";
import type { PlayerSettings } from "@ma-alexa/protocol/admin";
import { VERSION } from "../version.js";

export interface SendspinClientsParts {
  readonly address: () => string | undefined;
  readonly encryption: EncryptionBook;
  readonly settingsOf: (playerId: string) => Pick<PlayerSettings, "codec">;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Ten seconds of PCM, and about as much of FLAC (Sendspin reference 6.3): every server obeys it to the byte. */
const CAPACITY_BYTES = { pcm: 1_920_000, flac: 1_048_576 } as const;

/** Every player's Sendspin client, asking for the audio that its Echo is to get. */
export class SendspinClients {
  /** By client id, so that a renamed Echo replaces the one it was. */
  readonly byId = new Map<string, SendspinClient>();
  readonly #parts: SendspinClientsParts;

  constructor(parts: SendspinClientsParts) {
    this.#parts = parts;
  }

  /** Makes, but does not start, the client of one Echo. */
  connect(device: { readonly name: string; readonly model: string }, identity: PlayerIdentity): SendspinClient {
    const { clientId } = identity;
    const { address, encryption, clock, logger } = this.#parts;
    const codec = this.#codecOf(clientId);
    const client = new SendspinClient({
      address,
      clientId,
      name: device.name,
      product: { name: device.model, manufacturer: "Amazon", softwareVersion: `ma-alexa ${VERSION}` },
      format: formatOf(codec),
      bufferCapacityBytes: CAPACITY_BYTES[codec],
      encryption: encryption.of(identity),
      clock,
      logger,
    });
    this.byId.set(clientId, client);
    return client;
  }

  /** Asks for another codec where the settings say so, once nothing plays: Music Assistant ends a stream whose client greets anew. */
  review(players: readonly PlayerSnapshot[]): void {
    const resting = new Set(
      players.filter(({ state }) => state !== "playing" && state !== "launching").map(({ id }) => id),
    );
    for (const [clientId, client] of this.byId) {
      if (!resting.has(playerIdOf({ clientId }))) continue;
      const codec = this.#codecOf(clientId);
      client.setFormat(formatOf(codec), CAPACITY_BYTES[codec]);
    }
  }

  /** What a person enters in Music Assistant to pair this player, a secret; undefined when it is none. */
  pairingToken(playerId: string): string | undefined {
    const [, client] = [...this.byId].find(([clientId]) => playerIdOf({ clientId }) === playerId) ?? [];
    return client?.pairingToken;
  }

  /** FLAC is passed through; everything else is encoded here, from PCM. */
  #codecOf(clientId: string): "pcm" | "flac" {
    return this.#parts.settingsOf(playerIdOf({ clientId })).codec === "flac" ? "flac" : "pcm";
  }
}

function formatOf(codec: "pcm" | "flac"): AudioFormat {
  return { codec, sampleRateHz: 48_000, bitDepth: 16, channels: 2 };
}
