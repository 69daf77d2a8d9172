import type { SimulatedCustomer } from "./customer.js";
import { UnknownCustomerError } from "../amazon-error.js";
import { matchingStep } from "./totp.js";

/** Everybody who has an account here. */
export class Customers {
  readonly all: readonly SimulatedCustomer[];
  /** The newest step whose code was used, by customer: Amazon takes each code once. */
  readonly #usedSteps = new Map<SimulatedCustomer, number>();

  constructor(all: readonly SimulatedCustomer[]) {
    this.all = all;
  }

  /** Whoever signs in with this address. */
  find(email: string): SimulatedCustomer | undefined {
    const wanted = email.trim().toLowerCase();
    return this.all.find((customer) => customer.email.toLowerCase() === wanted);
  }

  /** The same for a test that knows. Throws `UnknownCustomerError`. */
  get(email: string): SimulatedCustomer {
    const customer = this.find(email);
    if (customer === undefined) throw new UnknownCustomerError();
    return customer;
  }

  /** Whether this is the code that the customer's authenticator shows now and that was not used before; uses it up. */
  takesCode(customer: SimulatedCustomer, code: string, epochMs: number): boolean {
    if (customer.otpSecret === undefined) return true;
    const step = matchingStep(customer.otpSecret, code, epochMs);
    if (step === undefined || step <= (this.#usedSteps.get(customer) ?? -1)) return false;
    this.#usedSteps.set(customer, step);
    return true;
  }
}
