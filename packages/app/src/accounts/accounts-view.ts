import type { Account, Accounts, SignedOut, SignIn, SignInRequest, TotpCode } from "@ma-alexa/protocol/admin";
import { amazonSites, type AccountStanding, type SignInView } from "@ma-alexa/provider";
import type { AmazonSide } from "./amazon-side.js";

/** What the admin API shows of Amazon accounts and does with them. */
export class AccountsView {
  readonly #side: AmazonSide;
  readonly #listeners = new Set<() => void>();

  constructor(side: AmazonSide) {
    this.#side = side;
  }

  snapshot(): Accounts {
    const { book, desk } = this.#side;
    const newest = desk.newest();
    return {
      accounts: book.list().map(({ id }) => this.#account(id)),
      marketplaces: amazonSites().map(({ page, name }) => ({ page, name })),
      ...(newest === undefined ? {} : { signIn: shownSignIn(newest) }),
    };
  }

  /** Calls `listener` after every change until the returned function is called. */
  follow(listener: () => void): () => void {
    const { book, desk, accounts } = this.#side;
    this.#listeners.add(listener);
    desk.on("changed", listener);
    book.on("signed-in", listener).on("signed-out", listener);
    accounts.on("state", listener).on("devices", listener);
    return () => {
      this.#listeners.delete(listener);
      desk.off("changed", listener);
      book.off("signed-in", listener).off("signed-out", listener);
      accounts.off("state", listener).off("devices", listener);
    };
  }

  knows(accountId: string): boolean {
    return this.#side.book.get(accountId) !== undefined;
  }

  /** Begins a sign-in. @throws SignInRefused. */
  async beginSignIn({ marketplace, way = "paste", accountId }: SignInRequest): Promise<SignIn> {
    return shownSignIn(await this.#side.desk.begin({ marketplace, way, accountId }));
  }

  /** The newest sign-in, if it has this id. */
  signIn(id: string): SignIn | undefined {
    const newest = this.#side.desk.newest();
    return newest?.id === id ? shownSignIn(newest) : undefined;
  }

  paste(id: string, address: string): SignIn | undefined {
    const view = this.#side.desk.paste(id, address);
    return view && shownSignIn(view);
  }

  cancel(id: string): SignIn | undefined {
    const view = this.#side.desk.cancel(id);
    return view && shownSignIn(view);
  }

  async signOut(accountId: string, options: { readonly deregister: boolean }): Promise<SignedOut> {
    await this.#side.totp.forget(accountId);
    return { deregistered: await this.#side.desk.signOut(accountId, options) };
  }

  totpCode(accountId: string): TotpCode | undefined {
    return this.#side.totp.codeOf(accountId);
  }

  /** Keeps an authenticator's secret; false when the text is none. */
  async keepTotp(accountId: string, secret: string): Promise<boolean> {
    const isKept = await this.#side.totp.keep(accountId, secret);
    if (isKept) this.#changed();
    return isKept;
  }

  async forgetTotp(accountId: string): Promise<void> {
    await this.#side.totp.forget(accountId);
    this.#changed();
  }

  #changed(): void {
    for (const listener of this.#listeners) listener();
  }

  #account(id: string): Account {
    const { book, accounts, totp } = this.#side;
    const stored = book.get(id);
    const standing = accounts.standing(id);
    return {
      id,
      label: stored?.label ?? "Amazon",
      marketplace: stored?.marketplace ?? "",
      signedInAtEpochMs: stored?.signedInAtEpochMs ?? 0,
      hasTotp: totp.has(id),
      ...shownStanding(standing),
    };
  }
}

const SIGN_IN_AGAIN = "Sign in again: players, keys and settings stay.";
const NOTHING_TO_DO = "Nothing to do: the bridge keeps trying.";

function shownStanding(
  standing: AccountStanding | undefined,
): Pick<Account, "state" | "push" | "devices" | "reason" | "nextStep" | "endsAtEpochMs"> {
  if (standing === undefined) return { state: "signed-out", push: false, devices: 0 };
  const { state, endsAtEpochMs, deviceCount } = standing;
  const { kind, push, reason } = state;
  const nextStep = kind === "login-required" ? SIGN_IN_AGAIN : NOTHING_TO_DO;
  return {
    state: kind,
    push,
    devices: deviceCount,
    ...(endsAtEpochMs === undefined ? {} : { endsAtEpochMs }),
    ...(reason === undefined ? {} : { reason, nextStep }),
  };
}

function shownSignIn({ id, way, marketplace, accountId, state, expiresAtEpochMs }: SignInView): SignIn {
  return {
    id,
    way,
    marketplace,
    state: state.phase,
    expiresAtEpochMs,
    ...(accountId === undefined ? {} : { accountId }),
    ...(state.url === undefined ? {} : { url: state.url }),
    ...(state.failure === undefined ? {} : { failure: state.failure }),
  };
}
