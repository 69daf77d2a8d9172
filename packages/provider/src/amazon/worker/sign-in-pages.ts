import http from "node:http";
import { devNull } from "node:os";
import { isTransport } from "./library-errors.js";
import { readCustomer } from "./own-requests.js";
import { signInLibrary, type SignInOptions } from "./sign-in-library.js";
import type { FromSignIn, SignInSetup, ToSignIn } from "./sign-in-messages.js";
import type { SignInFailureCode } from "../sign-in/sign-in-failure.js";

/** What the library writes to its log, which is full of secrets; read here and nowhere kept (Amazon reference 3.7). */
const FIRST_PAGE = /^Alexa-Cookie: Initial Page Request: (https:\S+)$/;
const SUCCESS = "Alexa-Cookie: Proxy detected SUCCESS!!";
/** How the library's callback says that its pages can be opened. */
const INVITATION = /^Please open http/;

const DONE_PAGE =
  "<!doctype html><title>Signed in</title><h1>You are signed in to Amazon</h1><p>You can close this page.</p>";

/** One sign-in through the library: its pages, the code that comes back, and the registration that it is worth. */
export class SignInPages {
  readonly #setup: SignInSetup;
  readonly #tell: (message: FromSignIn) => void;
  readonly #options: SignInOptions;
  /** Newest status by path, for failures that the library reports in its own words. */
  readonly #statuses = new Map<string, number>();

  constructor(setup: SignInSetup, tell: (message: FromSignIn) => void) {
    this.#setup = setup;
    this.#tell = tell;
    this.#options = this.#makeOptions();
  }

  noteStatus(path: string, status: number): void {
    this.#statuses.set(path, status);
  }

  open(): void {
    signInLibrary.generateAlexaCookie(this.#options, (error, registration) => {
      if (error instanceof Error && INVITATION.test(error.message)) this.#pagesAreOpen();
      else if (error instanceof Error) this.#tell({ kind: "failed", code: this.#codeOf(error) });
      else void this.#registered(registration);
    });
  }

  /** Lets the library see the address at which the person's sign-in ended, as if its own pages had been used. */
  replay({ query }: ToSignIn): void {
    this.#get(`/www.${this.#setup.basePage}/ap/maplanding?${query}`, (status) => {
      // The library answers a code that it took with a redirect; its proxy answers 500 when Amazon cannot be reached.
      if (status >= 400) this.#tell({ kind: "failed", code: "UNREACHABLE" });
    });
  }

  #pagesAreOpen(): void {
    if (this.#setup.way === "paste") {
      // The library makes the address of the first page when that page is asked for, and says it in its log.
      this.#get("/", () => undefined);
      return;
    }
    const { address } = this.#setup.pages;
    this.#tell({ kind: "opened", url: `http://${address}:${this.#options.proxyPort}/` });
  }

  readonly #read = (line: unknown): void => {
    if (typeof line !== "string") return;
    const url = FIRST_PAGE.exec(line)?.[1];
    if (url !== undefined && this.#setup.way === "paste") this.#tell({ kind: "opened", url });
    if (line === SUCCESS) this.#tell({ kind: "code-came" });
  };

  async #registered(registration: unknown): Promise<void> {
    if (typeof registration !== "object" || registration === null || !hasCsrf(registration)) {
      this.#tell({ kind: "failed", code: "SITE_REFUSED" });
      return;
    }
    const customer = await readCustomer(registration, this.#setup.basePage);
    this.#tell({ kind: "registered", registration, customer });
  }

  #codeOf(error: Error): SignInFailureCode {
    if (error.message.includes("Proxy Server could not be initialized")) return "PORT_IN_USE";
    if (isTransport(error)) return "UNREACHABLE";
    if (error.message.includes("Exchange response")) return "SITE_REFUSED";
    const status = this.#statuses.get("/auth/register") ?? 0;
    if (status >= 500) return "UNREACHABLE";
    return status >= 400 || error.message.includes("Register response") ? "CODE_REFUSED" : "FAILED";
  }

  /** Asks the library's own pages on this machine. */
  #get(path: string, answered: (status: number) => void): void {
    const { address, bind } = this.#setup.pages;
    const { proxyPort } = this.#options;
    const headers = { host: `${address}:${proxyPort}` };
    http
      .get({ host: bind, port: proxyPort, path, headers }, (response) => {
        response.resume();
        answered(response.statusCode ?? 0);
      })
      .on("error", () => {
        this.#tell({ kind: "failed", code: "FAILED" });
      });
  }

  #makeOptions(): SignInOptions {
    const { page, basePage, language, appName, pages, former } = this.#setup;
    return {
      proxyOnly: true,
      // Without it the library would ignore the address to listen on and listen on all of them (Amazon reference 3.7).
      setupProxy: true,
      proxyOwnIp: pages.address,
      proxyListenBind: pages.bind,
      proxyPort: pages.port,
      proxyCloseWindowHTML: DONE_PAGE,
      proxyLogLevel: "error",
      amazonPage: page,
      baseAmazonPage: basePage,
      amazonPageProxyLanguage: language,
      acceptLanguage: language.replace("_", "-"),
      deviceAppName: appName,
      // The library would keep what it made for this sign-in in a file of its own package.
      formerDataStorePath: devNull,
      ...(former === undefined ? {} : { formerRegistrationData: { ...former } }),
      logger: this.#read,
    };
  }
}

function hasCsrf(registration: object): boolean {
  return "csrf" in registration && typeof registration.csrf === "string";
}
