import { randomBytes } from "node:crypto";
import { z } from "zod";
import type { DocumentStore } from "@ma-alexa/provider";

const SECRET_DOCUMENT = "stream-secret";
const SECRET_BYTES = 32;
const SecretSchema = z.object({ secret: z.string().regex(/^[\w-]{43}$/) });

/** What signs the addresses of streams and pictures: made at the first start, so that addresses outlive a restart. */
export async function streamSecret(store: DocumentStore): Promise<Uint8Array> {
  const stored = SecretSchema.safeParse(await store.read(SECRET_DOCUMENT));
  if (stored.success) return Buffer.from(stored.data.secret, "base64url");
  const secret = randomBytes(SECRET_BYTES);
  await store.write(SECRET_DOCUMENT, { secret: secret.toString("base64url") }, { secret: true });
  return secret;
}
