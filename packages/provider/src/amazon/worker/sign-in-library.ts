import { createRequire } from "node:module";

/** The one member of alexa-cookie2 5.0.6 that we use; it comes without typings (options: Amazon reference 3.8). */
interface SignInLibrary {
  /** Calls back with an error that invites to open its pages, and again when the sign-in has ended. */
  generateAlexaCookie(
    options: SignInOptions,
    callback: (error: Error | null | undefined, registration?: unknown) => void,
  ): void;
}

/** What the library is told; it writes the real port into `proxyPort`. */
export interface SignInOptions {
  readonly proxyOnly: true;
  readonly setupProxy: true;
  readonly proxyOwnIp: string;
  readonly proxyListenBind: string;
  proxyPort: number;
  readonly proxyCloseWindowHTML: string;
  readonly proxyLogLevel: "error";
  readonly amazonPage: string;
  readonly baseAmazonPage: string;
  readonly amazonPageProxyLanguage: string;
  readonly acceptLanguage: string;
  readonly deviceAppName: string;
  readonly formerDataStorePath: string;
  readonly formerRegistrationData?: object;
  readonly logger: (line: unknown) => void;
}

const require = createRequire(import.meta.url);

/** alexa-cookie2 with the types above. One sign-in at a time: it is a singleton of its thread. */
export const signInLibrary = require("alexa-cookie2") as SignInLibrary;
