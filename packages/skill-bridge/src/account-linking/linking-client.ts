import { z } from "zod";
import type { DocumentStore } from "../ports.js";
import { newSecret } from "./secrets.js";

const DOCUMENT = "account-linking";

const ClientSchema = z.object({
  clientId: z.string().min(8),
  clientSecret: z.string().min(32),
  tokenKey: z.string().regex(/^[\w-]{43}$/),
});

/** Who Amazon is to us when it links accounts, and the key that signs its access tokens. All of it is secret. */
export type LinkingClient = z.infer<typeof ClientSchema>;

/** The stored client, or a new one that is stored first. Amazon is told the id and the secret when the skill is made. */
export async function linkingClient(store: DocumentStore): Promise<LinkingClient> {
  const stored = await store.read(DOCUMENT);
  if (stored !== undefined) return ClientSchema.parse(stored);
  const client = { clientId: `alexa-${newSecret(9)}`, clientSecret: newSecret(), tokenKey: newSecret() };
  await store.write(DOCUMENT, client, { secret: true });
  return client;
}
