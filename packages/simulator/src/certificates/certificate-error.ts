/** Thrown when an address is asked for at which the simulated Amazon keeps no certificate. */
export class CertificateNotFoundError extends Error {
  readonly code = "CERTIFICATE_NOT_FOUND";

  constructor(url: string) {
    super(`The simulated Amazon keeps no certificate at ${url}; ask for the address in signaturecertchainurl.`);
    this.name = "CertificateNotFoundError";
  }
}
