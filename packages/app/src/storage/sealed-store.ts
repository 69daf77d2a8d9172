import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { z } from "zod";
import type { DocumentStore } from "@ma-alexa/provider";
import { locked, type KeyKind, type SealingKeys } from "./sealing-keys.js";

const CIPHER = "aes-256-gcm";
const IV_BYTES = 12;
const SALT_BYTES = 16;

/** A sealed document: AES-256-GCM over its JSON text, bound to its name. All but the versions are base64. */
const EnvelopeSchema = z.object({
  sealed: z.literal(1),
  key: z.enum(["file", "passphrase"]),
  salt: z.string(),
  iv: z.string(),
  tag: z.string(),
  data: z.string(),
});
type Envelope = z.infer<typeof EnvelopeSchema>;

/** Documents of which the secret ones are sealed. What older versions stored openly is still read, and sealed when written. */
export class SealedStore implements DocumentStore {
  readonly #store: DocumentStore;
  readonly #keys: SealingKeys;
  /** One per run, since deriving a key from a passphrase is costly on purpose. */
  readonly #salt = randomBytes(SALT_BYTES);

  constructor(store: DocumentStore, keys: SealingKeys) {
    this.#store = store;
    this.#keys = keys;
  }

  /** The document, opened if it is sealed. @throws AppError SECRETS_LOCKED when the key is wrong or not at hand. */
  async read(name: string): Promise<unknown> {
    const document = await this.#store.read(name);
    const envelope = EnvelopeSchema.safeParse(document);
    return envelope.success ? await this.#unseal(name, envelope.data) : document;
  }

  async write(name: string, value: unknown, options?: { readonly secret?: boolean }): Promise<void> {
    const document = options?.secret === true ? await this.#seal(name, value) : value;
    await this.#store.write(name, document, options);
  }

  async #seal(name: string, value: unknown): Promise<Envelope> {
    const { kind } = this.#keys;
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv(CIPHER, await this.#keys.of(kind, this.#salt), iv);
    cipher.setAAD(Buffer.from(name));
    const data = Buffer.concat([cipher.update(JSON.stringify(value), "utf8"), cipher.final()]);
    return {
      sealed: 1,
      key: kind,
      salt: this.#salt.toString("base64"),
      iv: iv.toString("base64"),
      tag: cipher.getAuthTag().toString("base64"),
      data: data.toString("base64"),
    };
  }

  async #unseal(name: string, { key: kind, salt, iv, tag, data }: Envelope): Promise<unknown> {
    const key = await this.#keys.of(kind, Buffer.from(salt, "base64"));
    let text: string;
    try {
      const decipher = createDecipheriv(CIPHER, key, Buffer.from(iv, "base64"));
      decipher.setAAD(Buffer.from(name));
      decipher.setAuthTag(Buffer.from(tag, "base64"));
      text = Buffer.concat([decipher.update(Buffer.from(data, "base64")), decipher.final()]).toString("utf8");
    } catch (cause) {
      throw locked(REMEDY[kind], cause);
    }
    return JSON.parse(text) as unknown;
  }
}

const REMEDY: Readonly<Record<KeyKind, string>> = {
  file: "The key file is not the one they were sealed with: put the right secret.key back into the state folder.",
  passphrase: "MA_ALEXA_PASSPHRASE is not the passphrase that they were sealed with: give that one.",
};
