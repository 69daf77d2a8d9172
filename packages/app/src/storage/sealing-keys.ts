import { randomBytes, scrypt } from "node:crypto";
import { constants } from "node:fs";
import { open, readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { AppError } from "../app-error.js";

/** How a key came to be; written beside everything that it sealed. */
export type KeyKind = "file" | "passphrase";

const KEY_FILE = "secret.key";
const KEY_BYTES = 32;

/** As costly as a start of the program may be: about 0.3 s and 64 MB. */
const SCRYPT = { N: 65_536, r: 8, p: 1, maxmem: 128 * 1024 * 1024 } as const;

const derive = promisify(
  scrypt as (
    password: string,
    salt: Uint8Array,
    length: number,
    options: typeof SCRYPT,
    callback: (error: Error | null, key: Buffer) => void,
  ) => void,
);

/** The keys of the state folder's secrets: a passphrase of the owner where one is given, else a file made at first start. */
export class SealingKeys {
  readonly #folder: string;
  readonly #passphrase: string | undefined;
  readonly #derived = new Map<string, Promise<Uint8Array>>();
  #file: Uint8Array | undefined;

  constructor(folder: string, passphrase: string | undefined) {
    this.#folder = folder;
    this.#passphrase = passphrase;
  }

  /** What new secrets are sealed with. */
  get kind(): KeyKind {
    return this.#passphrase === undefined ? "file" : "passphrase";
  }

  /**
   * The key of this kind for these random bytes.
   * @throws AppError SECRETS_LOCKED when it is not at hand, naming what must be given.
   */
  async of(kind: KeyKind, salt: Uint8Array): Promise<Uint8Array> {
    if (kind === "file") return (this.#file ??= await this.#readKeyFile());
    const passphrase = this.#passphrase;
    if (passphrase === undefined) throw locked("They were sealed with a passphrase: give it in MA_ALEXA_PASSPHRASE.");
    const name = Buffer.from(salt).toString("base64");
    const known = this.#derived.get(name) ?? derive(passphrase, salt, KEY_BYTES, SCRYPT);
    this.#derived.set(name, known);
    return await known;
  }

  /** Makes the key file where there is none yet. Nothing is sealed with a file before this was called. */
  async start(): Promise<void> {
    if (this.kind === "passphrase") return;
    try {
      // "wx" would do, but says nothing of who may read it: 0600 from the first byte on.
      const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL;
      const file = await open(this.#keyPath(), flags, 0o600);
      try {
        await file.writeFile(`${randomBytes(KEY_BYTES).toString("base64")}\n`);
        await file.sync();
      } finally {
        await file.close();
      }
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code !== "EEXIST")
        throw new AppError(
          "STATE_FOLDER_UNUSABLE",
          `${this.#keyPath()} cannot be made: check the folder's permissions.`,
          {
            cause,
          },
        );
    }
  }

  async #readKeyFile(): Promise<Uint8Array> {
    const path = this.#keyPath();
    const text = await readFile(path, "utf8").catch((cause: unknown) => {
      throw locked(`The key file ${path} is missing or cannot be read: put it back from a backup.`, cause);
    });
    const key = Buffer.from(text.trim(), "base64");
    if (key.length !== KEY_BYTES) throw locked(`The key file ${path} is damaged: put it back from a backup.`);
    return key;
  }

  #keyPath(): string {
    return join(this.#folder, KEY_FILE);
  }
}

/** An error about secrets that cannot be read now; nothing of them was changed. */
export function locked(remedy: string, cause?: unknown): AppError {
  return new AppError("SECRETS_LOCKED", `The stored secrets cannot be opened, and nothing was changed. ${remedy}`, {
    cause,
  });
}
