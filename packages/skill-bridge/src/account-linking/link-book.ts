import { z } from "zod";
import type { DocumentStore } from "../ports.js";
import { fingerprint, newSecret } from "./secrets.js";

const DOCUMENT = "account-links";

const LinksSchema = z.object({
  links: z.array(z.object({ id: z.string(), refreshFingerprint: z.string(), sinceEpochMs: z.number() })),
});

type Link = z.infer<typeof LinksSchema>["links"][number];

/** The Amazon accounts that were linked. Of their refresh tokens only fingerprints are kept. */
export class LinkBook {
  readonly #store: DocumentStore;
  readonly #links = new Map<string, Link>();

  constructor(store: DocumentStore) {
    this.#store = store;
  }

  /** @throws ZodError when the document was changed by hand into something else. */
  async load(): Promise<void> {
    const stored = await this.#store.read(DOCUMENT);
    if (stored === undefined) return;
    for (const link of LinksSchema.parse(stored).links) this.#links.set(link.id, link);
  }

  get size(): number {
    return this.#links.size;
  }

  has(linkId: string): boolean {
    return this.#links.has(linkId);
  }

  /** A new link's id, before it exists. */
  newId(): string {
    return newSecret(16);
  }

  /** Makes the link; its refresh token is told once and never again. */
  async add(id: string, sinceEpochMs: number): Promise<string> {
    const refreshToken = `r.${id}.${newSecret()}`;
    this.#links.set(id, { id, refreshFingerprint: fingerprint(refreshToken), sinceEpochMs });
    await this.#save();
    return refreshToken;
  }

  /** The link to which a refresh token belongs. */
  ofRefreshToken(token: string): string | undefined {
    const id = token.split(".")[1] ?? "";
    return this.#links.get(id)?.refreshFingerprint === fingerprint(token) ? id : undefined;
  }

  async remove(linkId: string): Promise<void> {
    if (this.#links.delete(linkId)) await this.#save();
  }

  async clear(): Promise<void> {
    this.#links.clear();
    await this.#save();
  }

  #save(): Promise<void> {
    return this.#store.write(DOCUMENT, { links: [...this.#links.values()] }, { secret: true });
  }
}
