import type { SimulatedDevice } from "../simulated-device.js";
import { regionOf, type Region } from "./marketplace.js";

/** Somebody with an account at the simulated Amazon; what is left out has a default. */
export interface CustomerOptions {
  readonly email?: string;
  readonly password?: string;
  /** Base32. `null` leaves two-step verification off. */
  readonly otpSecret?: string | null;
  readonly givenName?: string;
  /** The household's own site; `amazon.de` when left out. */
  readonly amazonPage?: string;
  readonly customerId?: string;
  /** Read anew each time, so devices may come and go. */
  readonly devices: readonly SimulatedDevice[];
}

/** An account as its owner knows it. */
export class SimulatedCustomer {
  readonly email: string;
  readonly id: string;
  readonly givenName: string;
  /** Such as `amazon.de`. */
  readonly amazonPage: string;
  /** Where the account signs in: `amazon.com`, in Japan `amazon.co.jp`. */
  readonly basePage: string;
  readonly otpSecret: string | undefined;
  readonly devices: readonly SimulatedDevice[];
  password: string;

  constructor(options: CustomerOptions) {
    this.email = options.email ?? "maria@example.com";
    this.password = options.password ?? "correct horse";
    this.otpSecret = options.otpSecret === null ? undefined : (options.otpSecret ?? USUAL_OTP_SECRET);
    this.givenName = options.givenName ?? "Maria";
    this.amazonPage = options.amazonPage ?? "amazon.de";
    this.basePage = this.amazonPage === "amazon.co.jp" ? "amazon.co.jp" : "amazon.com";
    this.id = options.customerId ?? USUAL_CUSTOMER_ID;
    this.devices = options.devices;
  }

  get region(): Region {
    return regionOf(this.amazonPage);
  }
}

/** The customer to whom the street's account belongs when nobody says otherwise. */
const USUAL_CUSTOMER_ID = "A1STREETOWNER";

/** 52 characters, as Amazon gives them to authenticator apps. */
const USUAL_OTP_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXPJBSW";
