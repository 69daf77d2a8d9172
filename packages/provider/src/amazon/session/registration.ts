import { WireError, parse } from "@ma-alexa/protocol";
import { RegistrationSchema } from "@ma-alexa/protocol/amazon";
import type { Registration } from "@ma-alexa/protocol/amazon";
import type { DocumentStore } from "../../ports.js";

/** The name under which a renewed registration is kept; a secret document. */
export const REGISTRATION_DOCUMENT = "amazon-registration";

/** The stored registration, if it is of the same sign-in as `given` and newer. */
export async function newerRegistration(
  store: DocumentStore,
  given: Readonly<Record<string, unknown>>,
): Promise<Readonly<Record<string, unknown>> | undefined> {
  const stored = readRegistration(await store.read(REGISTRATION_DOCUMENT));
  if (stored?.deviceSerial !== given.deviceSerial) return undefined;
  const isNewer = (stored?.tokenDate ?? 0) > Number(given.tokenDate ?? 0);
  return isNewer ? stored : undefined;
}

/** Keeps a registration that the library renewed. */
export async function storeRegistration(
  store: DocumentStore,
  registration: Readonly<Record<string, unknown>>,
): Promise<void> {
  const stored = await store.read(REGISTRATION_DOCUMENT);
  if (JSON.stringify(stored) === JSON.stringify(registration)) return;
  await store.write(REGISTRATION_DOCUMENT, registration, { secret: true });
}

/** A document that is not a registration is as good as none. */
function readRegistration(document: unknown): Registration | undefined {
  try {
    return parse(RegistrationSchema, document, "stored registration");
  } catch (error) {
    if (error instanceof WireError) return undefined;
    throw error;
  }
}
