/** The stored registration of "our phone" at Amazon (Amazon reference 3.6). All of it is secret. */
import { z } from "zod";
import { displayOnly, openObject } from "../open-schemas.js";

/**
 * Stored by us, made by the login: `formerRegistrationData`, Amazon reference 3.6. It is handed to the library whole, so
 * keys that are not named here survive. Checked are those without which the library fails late or dies.
 */
export const RegistrationSchema = openObject({
  /** The secret from which all others are renewed, `Atnr|…`. */
  refreshToken: z.string().min(1),
  /** Cookies of the household's own Amazon site; contains `csrf=`. */
  localCookie: z.string().min(1),
  /** Such as `amazon.de`. */
  amazonPage: z.string().min(1),
  deviceSerial: z.string().min(1),
  /** Only its presence matters. */
  macDms: openObject({ device_private_key: z.string(), adp_token: z.string() }),
  loginCookie: displayOnly(z.string()),
  frc: displayOnly(z.string()),
  "map-md": displayOnly(z.string()),
  deviceId: displayOnly(z.string()),
  deviceAppName: displayOnly(z.string()),
  accessToken: displayOnly(z.string()),
  /** Epoch milliseconds of the last renewal. */
  tokenDate: displayOnly(z.number()),
  csrf: displayOnly(z.string()),
  dataVersion: displayOnly(z.number()),
});
export type Registration = z.infer<typeof RegistrationSchema>;

/** One signed-in account as we store it. All of it is secret. */
export const StoredAccountSchema = openObject({
  /** Ours: random, and the same as long as the account is known. */
  id: z.string().min(1),
  /** Amazon's; absent when Amazon did not say it. */
  customerId: z.string().min(1).optional(),
  /** The given name of its owner. */
  label: z.string().min(1),
  /** Such as `amazon.de`. */
  marketplace: z.string().min(1),
  signedInAtEpochMs: z.number(),
  registration: RegistrationSchema,
});
export type StoredAccount = z.infer<typeof StoredAccountSchema>;

/** The document of all signed-in accounts. A malformed one is an error: left out it would be lost at the next write. */
export const StoredAccountsSchema = openObject({ accounts: z.array(StoredAccountSchema) });

/** Answer of `GET alexa.<base>/api/users/me` (Amazon reference 3.3). */
export const CustomerSchema = openObject({
  id: z.string().min(1),
  fullName: displayOnly(z.string()),
});
export type Customer = z.infer<typeof CustomerSchema>;

/** Answer of `POST api.<base>/auth/token` for an access token (Amazon reference 3.4). */
export const AccessTokenSchema = openObject({ access_token: z.string().min(1) });

/** Answer of `POST api.<base>/auth/deregister` when it was done. */
export const DeregisteredSchema = openObject({ response: openObject({ success: openObject({}) }) });
