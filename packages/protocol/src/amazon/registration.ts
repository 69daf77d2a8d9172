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
