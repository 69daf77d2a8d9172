/** Thrown when a push is asked for about a device that the simulated Amazon does not have. */
export class UnknownDeviceError extends Error {
  readonly code = "UNKNOWN_DEVICE";

  constructor() {
    super("The simulated Amazon has no device with this serial number; add it to the devices it was made with.");
    this.name = "UnknownDeviceError";
  }
}

/** Thrown when something is to happen to an account that the simulated Amazon does not have. */
export class UnknownCustomerError extends Error {
  readonly code = "UNKNOWN_CUSTOMER";

  constructor() {
    super("The simulated Amazon has no customer with this e-mail address; add it to the customers it was made with.");
    this.name = "UnknownCustomerError";
  }
}
