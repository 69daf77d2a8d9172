import { EventEmitter } from "node:events";
import type { Clock, Logger } from "../../ports.js";
import type { AccountBook } from "../accounts/account-book.js";
import { amazonSite, basePageOf, type AmazonSite } from "../accounts/marketplaces.js";
import type { AmazonEndpoint } from "../worker/messages.js";
import type { SignInPages, SignInSetup } from "../worker/sign-in-messages.js";
import { SignIn } from "./sign-in.js";
import type { SignInState } from "./sign-in-machine.js";
import { SignInThread, type OpenSignInThread } from "./sign-in-thread.js";

/** How long a sign-out waits for Amazon before it forgets the account all the same. */
const SIGN_OUT_MS = 20_000;

/** The paste way's pages are seen by this process only. */
const UNSEEN_PAGES: SignInPages = { bind: "127.0.0.1", address: "127.0.0.1", port: 0 };

export interface SignInDeskParts {
  readonly book: AccountBook;
  readonly clock: Clock;
  readonly logger: Logger;
  /** The name of our app on the account's list of devices. */
  readonly appName: string;
  /** Where the proxy way listens and how a browser reaches it. */
  readonly pages: SignInPages;
  /** The simulated Amazon; with it nothing can reach the real one. */
  readonly endpoint?: AmazonEndpoint;
  /** Where the simulated Amazon shows the page of an address, in a demo. */
  readonly pageUrl?: (url: string) => string;
  readonly openThread?: OpenSignInThread;
}

/** What a person wants to sign in to, and how. */
export interface SignInWish {
  /** Such as `amazon.de`. */
  readonly marketplace: string;
  readonly way: "paste" | "proxy";
  /** The account that is signed in again. */
  readonly accountId?: string | undefined;
}

/** A sign-in as it is shown. */
export interface SignInView {
  readonly id: string;
  readonly way: "paste" | "proxy";
  readonly marketplace: string;
  readonly accountId: string | undefined;
  readonly state: SignInState;
  readonly expiresAtEpochMs: number;
}

/** Why a sign-in cannot begin. */
export class SignInRefused extends Error {
  override readonly name = "SignInRefused";
  readonly code: "NO_SUCH_MARKETPLACE" | "NO_SUCH_ACCOUNT" | "SIGN_IN_BUSY";

  constructor(code: SignInRefused["code"], message: string) {
    super(message);
    this.code = code;
  }
}

/** Where people sign in to Amazon and out of it: one sign-in at a time, each in a thread of its own. */
export class SignInDesk extends EventEmitter<{ changed: [] }> {
  readonly #parts: SignInDeskParts;
  #newest: SignIn | undefined;

  constructor(parts: SignInDeskParts) {
    super();
    this.#parts = parts;
  }

  /** The newest sign-in, whatever became of it. */
  newest(): SignInView | undefined {
    if (this.#newest === undefined) return undefined;
    const { id, setup, accountId, state, expiresAtEpochMs } = this.#newest;
    const { pageUrl } = this.#parts;
    const shown = state.url === undefined || pageUrl === undefined ? state : { ...state, url: pageUrl(state.url) };
    return { id, way: setup.way, marketplace: setup.page, accountId, state: shown, expiresAtEpochMs };
  }

  /**
   * Begins a sign-in; one that waits for a person is given up for it.
   * @throws SignInRefused while another is being checked, or for a site or account that does not exist.
   */
  async begin(wish: SignInWish): Promise<SignInView> {
    const site = amazonSite(wish.marketplace);
    if (site === undefined) throw new SignInRefused("NO_SUCH_MARKETPLACE", "Alexa is not offered on this Amazon site.");
    const account = wish.accountId === undefined ? undefined : this.#parts.book.get(wish.accountId);
    if (wish.accountId !== undefined && account === undefined)
      throw new SignInRefused("NO_SUCH_ACCOUNT", "This account is not signed in here: begin without naming one.");
    const former = this.#newest;
    if (former?.state.phase === "checking")
      throw new SignInRefused("SIGN_IN_BUSY", "Another sign-in is being checked: wait a minute and begin again.");
    const { book, clock, logger, openThread } = this.#parts;
    const setup = this.#setup(wish.way, site, account?.registration);
    const signIn = new SignIn({
      setup,
      site,
      book,
      account,
      clock,
      logger,
      openThread,
      undo: (registration, basePage) => void this.#deregister(registration, basePage),
    });
    this.#newest = signIn;
    former?.removeAllListeners();
    await former?.stop();
    signIn.on("state", () => this.emit("changed"));
    // Unless yet another one was begun meanwhile.
    if (this.#newest === signIn) signIn.start();
    this.emit("changed");
    return this.#view();
  }

  /** Hands in the address that the person pasted; undefined when this is not the newest sign-in. */
  paste(id: string, address: string): SignInView | undefined {
    if (this.#newest?.id !== id) return undefined;
    this.#newest.paste(address);
    return this.#view();
  }

  /** Gives a sign-in up unless it is being checked; undefined when this is not the newest one. */
  cancel(id: string): SignInView | undefined {
    if (this.#newest?.id !== id) return undefined;
    this.#newest.cancel();
    return this.#view();
  }

  /** Forgets the account, and takes our app off Amazon's list unless told otherwise; says whether Amazon did that. */
  async signOut(accountId: string, options: { readonly deregister: boolean }): Promise<boolean> {
    const account = this.#parts.book.get(accountId);
    if (account === undefined) return false;
    await this.#parts.book.signOut(accountId);
    if (!options.deregister) return false;
    return await this.#deregister(account.registration, basePageOf(account.marketplace));
  }

  async stop(): Promise<void> {
    this.#newest?.removeAllListeners();
    await this.#newest?.stop();
  }

  #view(): SignInView {
    const view = this.newest();
    if (view === undefined) throw new Error("There is no sign-in to show");
    return view;
  }

  #setup(way: "paste" | "proxy", site: AmazonSite, former: Readonly<Record<string, unknown>> | undefined): SignInSetup {
    const { appName, pages, endpoint } = this.#parts;
    const { page, basePage, language } = site;
    return {
      task: "sign-in",
      way,
      page,
      basePage,
      language,
      appName,
      pages: way === "paste" ? UNSEEN_PAGES : pages,
      ...(former === undefined ? {} : { former }),
      ...(endpoint === undefined ? {} : { endpoint }),
    };
  }

  #deregister(registration: Readonly<Record<string, unknown>>, basePage: string): Promise<boolean> {
    const { clock, endpoint, openThread } = this.#parts;
    const thread = new SignInThread();
    return new Promise((resolve) => {
      const end = (deregistered: boolean): void => {
        patience.cancel();
        void thread.stop().then(() => {
          resolve(deregistered);
        });
      };
      const patience = clock.after(SIGN_OUT_MS, () => {
        end(false);
      });
      thread.on("died", () => {
        end(false);
      });
      thread.on("message", (message) => {
        if (message.kind === "signed-out") end(message.deregistered);
      });
      thread.start(
        { task: "sign-out", basePage, registration, ...(endpoint === undefined ? {} : { endpoint }) },
        openThread,
      );
    });
  }
}
