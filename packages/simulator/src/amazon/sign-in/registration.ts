import { randomBytes } from "node:crypto";
import type { Registration } from "@ma-alexa/protocol/amazon";
import type { SimulatedCustomer } from "../people/customer.js";
import { cookieHeader } from "./cookies.js";
import { type Credentials, secret } from "./credentials.js";

/**
 * What a completed sign-in leaves in the library's hands, every field of Amazon reference 3.6, without the sign-in. Its
 * date is the machine's own, because the library compares it with that.
 */
export function storedRegistration(credentials: Credentials, customer: SimulatedCustomer): Registration {
  const { amazonPage, basePage } = customer;
  const deviceSerial = randomBytes(16).toString("hex");
  const deviceAppName = "Simulated street";
  const phone = credentials.addPhone(customer, deviceSerial, deviceAppName, false);
  const login = credentials.openSession(customer, basePage, phone);
  const local = credentials.openSession(customer, amazonPage, phone);
  return {
    loginCookie: cookieHeader(login.cookies),
    localCookie: `${cookieHeader(local.cookies)}; csrf=${local.csrf}`,
    csrf: local.csrf,
    frc: secret(),
    "map-md": secret(),
    deviceId: secret(),
    deviceSerial,
    deviceAppName,
    refreshToken: phone.refreshToken,
    accessToken: credentials.newBearer(phone),
    tokenDate: Date.now(),
    macDms: { device_private_key: secret(), adp_token: `{enc:${secret()}}` },
    amazonPage,
    dataVersion: 2,
  };
}
