import type { Introduction } from "@ma-alexa/protocol/sendspin";

/** The one format a client asks for; Music Assistant then has nothing to choose (Sendspin reference 1.6). */
export interface AudioFormat {
  readonly codec: "pcm" | "flac";
  readonly sampleRateHz: number;
  readonly bitDepth: number;
  readonly channels: number;
}

/** Who this client is to Music Assistant. */
export interface ClientIdentity {
  /** The Echo's X25519 public key in base64url, on plaintext too, so that encryption later keeps the player. */
  readonly clientId: string;
  readonly name: string;
  readonly product: { readonly name: string; readonly manufacturer: string; readonly softwareVersion: string };
  readonly format: AudioFormat;
  /** Encoded bytes that we hold unplayed; every server obeys it to the byte, so it decides how far ahead audio lies. */
  readonly bufferCapacityBytes: number;
}

/** Ten seconds of PCM 48/16/2. */
export const DEFAULT_BUFFER_CAPACITY_BYTES = 1_920_000;

/** The roles we ask for; an unknown one makes old servers drop us. */
const ROLES = ["player@v1", "controller@v1", "metadata@v1"] as const;

/** What every greeting says of the player, whatever the wire. */
export function introduction(identity: ClientIdentity, isPaired: boolean): Introduction {
  const { format, product } = identity;
  return {
    clientId: identity.clientId,
    name: plainName(identity.name),
    product: {
      name: WEB_PLAYER_PRODUCTS.includes(product.name) ? PLAIN_PRODUCT : product.name,
      manufacturer: product.manufacturer === "Music Assistant" ? PLAIN_MANUFACTURER : product.manufacturer,
      softwareVersion: product.softwareVersion,
    },
    roles: ROLES,
    format: {
      codec: format.codec,
      channels: format.channels,
      sample_rate: format.sampleRateHz,
      bit_depth: format.bitDepth,
    },
    bufferCapacityBytes: identity.bufferCapacityBytes,
    isPaired,
  };
}

/** These products, and names like `Web (…)`, become hidden players without a queue of their own (reference 3.5). */
const WEB_PLAYER_PRODUCTS: readonly string[] = ["Web Browser", "Web Player", "Mobile Application", "PWA"];
const PLAIN_PRODUCT = "Echo";
const PLAIN_MANUFACTURER = "Amazon";

function plainName(name: string): string {
  return /^(Web|PWA) \(/.test(name) ? `${PLAIN_PRODUCT} ${name}` : name;
}
