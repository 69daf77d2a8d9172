import type { DocumentStore } from "../../ports.js";

/** The name under which a renewed registration is kept; a secret document. */
export const REGISTRATION_DOCUMENT = "amazon-registration";

/** The stored registration, if it is of the same sign-in as `given` and newer. */
export async function newerRegistration(
  store: DocumentStore,
  given: Readonly<Record<string, unknown>>,
): Promise<Readonly<Record<string, unknown>> | undefined> {
  const stored = await store.read(REGISTRATION_DOCUMENT);
  if (!isRegistration(stored) || stored.deviceSerial !== given.deviceSerial) return undefined;
  const isNewer = Number(stored.tokenDate ?? 0) > Number(given.tokenDate ?? 0);
  return isNewer ? stored : undefined;
}

/** Keeps a registration that the library renewed. */
export async function storeRegistration(
  store: DocumentStore,
  registration: Readonly<Record<string, unknown>>,
): Promise<void> {
  const stored = await store.read(REGISTRATION_DOCUMENT);
  if (isRegistration(stored) && JSON.stringify(stored) === JSON.stringify(registration)) return;
  await store.write(REGISTRATION_DOCUMENT, registration, { secret: true });
}

function isRegistration(value: unknown): value is Record<string, unknown> {
  return (
    typeof value === "object" &&
    value !== null &&
    typeof (value as { refreshToken?: unknown }).refreshToken === "string"
  );
}
