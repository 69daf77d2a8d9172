import type { Clock } from "../../ports.js";
import { certificateUrl } from "./certificate-url.js";
import { isValidAt, trustedSigner, type TrustedSigner } from "./certificate-chain.js";
import type { FetchCertificate } from "./fetch-certificate.js";
import { RequestRefused } from "./request-refused.js";
import type { TrustedRoots } from "./trusted-roots.js";

/** Amazon uses one address at a time and a new one when the certificate is renewed. */
const MAX_SIGNERS = 8;

/** Strangers can name any address below /echo.api/; this many may be looked up at once. */
const MAX_FETCHES = 8;

/** What the cache is made of; the first two are ports so that tests trust a CA of their own. */
export interface SignerCacheParts {
  readonly fetchCertificate: FetchCertificate;
  readonly roots: TrustedRoots;
  readonly clock: Clock;
}

/** The signers behind certificate addresses, fetched once each and dropped when they expire. */
export class SignerCache {
  readonly #parts: SignerCacheParts;
  /** By address as it was written, which is the same in every request. */
  readonly #signers = new Map<string, TrustedSigner>();
  readonly #fetches = new Map<string, Promise<TrustedSigner>>();

  constructor(parts: SignerCacheParts) {
    this.#parts = parts;
  }

  /**
   * The signer behind `address`, which is what a request says: only one that led to a trusted signer before is taken as it stands. Rejects
   * with `RequestRefused` BAD_CHAIN when it is none of Amazon's, cannot be had or is not to be trusted.
   */
  async signer(address: string): Promise<TrustedSigner> {
    const known = this.#signers.get(address);
    if (known !== undefined && isValidAt(known, this.#parts.clock.epoch())) return known;
    this.#signers.delete(address);
    const url = certificateUrl(address);
    if (url === undefined) throw new RequestRefused("BAD_CHAIN", "The certificate's address is not one of Amazon's.");
    const signer = await (this.#fetches.get(url.href) ?? this.#fetch(url));
    this.#keep(address, signer);
    return signer;
  }

  #fetch(url: URL): Promise<TrustedSigner> {
    if (this.#fetches.size >= MAX_FETCHES)
      throw new RequestRefused("BAD_CHAIN", "Too many certificates are being fetched.");
    const fetching = this.#load(url).finally(() => this.#fetches.delete(url.href));
    this.#fetches.set(url.href, fetching);
    return fetching;
  }

  async #load(url: URL): Promise<TrustedSigner> {
    const pem = await this.#parts.fetchCertificate(url).catch(() => {
      throw new RequestRefused("BAD_CHAIN", "The certificate could not be fetched.");
    });
    return trustedSigner(pem, this.#parts.roots(), this.#parts.clock.epoch());
  }

  #keep(address: string, signer: TrustedSigner): void {
    this.#signers.set(address, signer);
    const [oldest] = this.#signers.keys();
    if (this.#signers.size > MAX_SIGNERS && oldest !== undefined) this.#signers.delete(oldest);
  }
}
