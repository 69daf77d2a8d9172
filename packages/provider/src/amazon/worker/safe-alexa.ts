import { currentCall } from "./call-context.js";
import { Library } from "./library.js";
import type { LibraryCallback, RequestFlags } from "./library.js";
import { LoginRequired, NoAccessToken, NoCsrf, RenewalFailed, isTransport } from "./library-errors.js";

/** More sign-ins than this within a minute are one of the library's hot loops (Amazon reference 0.5). */
const SIGN_INS_PER_MINUTE = 3;

/** A renewed session that is refused sooner than this was not worth renewing. */
const RENEWAL_HOLDS_MS = 60_000;

const REFUSED_ANEW = "Amazon refuses the session although it was just renewed";
const NO_CSRF = "Amazon renewed the session but keeps back its csrf cookie, without which it takes no request";

/**
 * alexa-remote2 with the guards of Amazon reference 9, by subclassing only: it cannot loop, opens no login proxy by
 * itself, never goes on without an access token, and cannot be crashed by a malformed device.
 *
 * Emits, besides the library's own events, `guard-login-required` (reason) and `guard-no-token` (error).
 */
export class SafeAlexa extends Library {
  #signInsAt: number[] = [];
  #failed: RenewalFailed | undefined;
  #failedAt = -Infinity;
  #renewedAt = -Infinity;
  /** Amazon has said no to the present session. */
  #isRefused = false;

  override init(options: Record<string, unknown>, callback: LibraryCallback): void {
    const now = performance.now();
    this.#signInsAt = [...this.#signInsAt.filter((at) => now - at < 60_000), now];
    if (this.#signInsAt.length > SIGN_INS_PER_MINUTE) {
      this.emit("guard-login-required", REFUSED_ANEW);
      callback(new LoginRequired(REFUSED_ANEW));
      return;
    }
    super.init(options, callback);
  }

  /** The library comes here when the session is dead, and would open a login proxy on every interface of the machine. */
  override generateCookie(_email: unknown, _password: unknown, callback: LibraryCallback): void {
    // Amazon being away, overloaded or half-hearted while the session is renewed is not the end of the sign-in.
    if (this.#failed !== undefined && mayBeBetterLater(this.#failed)) {
      callback(this.#failed);
      return;
    }
    const reason = "Amazon no longer accepts the stored sign-in";
    this.emit("guard-login-required", reason);
    callback(new LoginRequired(reason));
  }

  /** The library renews after a 401 only, but a session may also end with the sign-in page or the way to it. */
  override checkAuthentication(callback: (authenticated: boolean | null, error?: Error | null) => void): void {
    super.checkAuthentication((authenticated, error) => {
      const isAccepted = authenticated === null && leadsToSignIn(error) ? false : authenticated;
      this.#isRefused = isAccepted === false;
      callback(isAccepted, error);
    });
  }

  /** The library renews in every sign-in with a session older than a day, and would throw that away when it fails. */
  override refreshCookie(callback: LibraryCallback): void {
    if (this.#failed !== undefined && performance.now() - this.#failedAt < RENEWAL_HOLDS_MS) {
      callback(this.#failed);
      return;
    }
    const former = this._options.formerRegistrationData;
    this.#renew((error, renewed) => {
      if (isFailure(error) && !this.#isRefused && hasLocalCookie(former)) callback(null, former);
      else callback(error, renewed);
    });
  }

  /** Renews cookies and access token and keeps everything else running. */
  renew(callback: LibraryCallback): void {
    this.#renew((error, registration) => {
      if (isFailure(error)) {
        this.#renewalFailed(callback);
        return;
      }
      this.setCookie(registration);
      callback(null, {});
    });
  }

  /** A session that is refused right after it was renewed is not renewed once more: that would be the next hot loop. */
  #renew(callback: LibraryCallback): void {
    if (performance.now() - this.#renewedAt < RENEWAL_HOLDS_MS) {
      this.emit("guard-login-required", REFUSED_ANEW);
      callback(new LoginRequired(REFUSED_ANEW));
      return;
    }
    const former = this._options.formerRegistrationData;
    // The library writes into the registration while it works, so it gets a copy until all is well.
    if (former !== undefined) this._options.formerRegistrationData = { ...former };
    super.refreshCookie((error, renewed) => {
      const status = currentCall()?.status;
      const failure = isFailure(error) ? error : whyWorthless(renewed, status);
      this.#failed = failure && new RenewalFailed(failure, status);
      if (failure === undefined) this.#renewedAt = performance.now();
      else this.#keep(former);
      callback(this.#failed, renewed);
    });
  }

  #keep(former: Record<string, unknown> | undefined): void {
    this.#failedAt = performance.now();
    if (former !== undefined) this._options.formerRegistrationData = former;
  }

  /** Amazon says 400 to a refresh token that is worth nothing any more; all else may be better next time. */
  #renewalFailed(callback: LibraryCallback): void {
    const failed = this.#failed;
    const status = failed?.status ?? 0;
    const isTheEnd = failed === undefined || (status >= 400 && status <= 403 && !isTransport(failed.cause));
    if (isTheEnd) this.generateCookie(undefined, undefined, callback);
    else callback(failed);
  }

  /** A missing `macDms` makes the library sign in again without end; only its presence is ever asked for. */
  override setCookie(cookie: unknown): void {
    if (hasLocalCookie(cookie)) cookie.macDms ??= {};
    super.setCookie(cookie);
  }

  /** Devices are ours: the library dies on one without arrays, and never forgets one that was removed. */
  override initDeviceState(callback?: () => void): void {
    callback?.();
  }

  /** Only useful with the library's own devices. */
  override initWakewords(callback?: () => void): void {
    callback?.();
  }

  /** Ends the former connection for good: the library leaks it, and its late error would have no listener. */
  override initPushConnection(): void {
    const former = this.alexahttp2Push;
    super.initPushConnection();
    if (former !== this.alexahttp2Push) silence(former);
  }

  /** Ends push without the library's own retries. */
  closePush(): void {
    const push = this.alexahttp2Push;
    this.alexahttp2Push = null;
    push?.removeAllListeners();
    push?.disconnect();
    silence(push);
  }

  override getAuthApiBearerToken(callback: LibraryCallback): void {
    super.getAuthApiBearerToken((error, body) => {
      if (isInvalidGrant(body)) this.emit("guard-login-required", "Amazon has revoked the stored sign-in");
      callback(error, body);
    });
  }

  override updateApiBearerToken(callback?: LibraryCallback): void {
    super.updateApiBearerToken((error) => {
      const failure = error ?? (this.#hasToken() ? null : new NoAccessToken("no access token"));
      if (failure !== null) this.emit("guard-no-token", failure);
      callback?.(failure);
    });
  }

  #hasToken(): boolean {
    return this.authApiBearerToken !== null && Date.now() < (this.authApiBearerExpiry ?? 0);
  }

  /** What the library sends again by itself is dropped once nobody waits: a minute-old command must not be obeyed. */
  override httpsGetCall(path: string, callback: LibraryCallback, flags: RequestFlags = {}): void {
    if (flags.isRetry === true && currentCall()?.over === true) {
      callback(new Error("abandoned"), null);
      return;
    }
    super.httpsGetCall(path, callback, flags);
  }

  /** Ends the refresh timer and push. */
  override stop(): void {
    super.stop();
    this.closePush();
    this.removeAllListeners();
  }
}

function silence(push: SafeAlexa["alexahttp2Push"]): void {
  if (push === null || push === undefined) return;
  push.on("error", () => undefined);
  push.client?.destroy();
}

function hasLocalCookie(cookie: unknown): cookie is { localCookie: string; macDms?: object } {
  return typeof cookie === "object" && cookie !== null && "localCookie" in cookie;
}

/** A renewal ends with the search for a csrf cookie, in vain when Amazon refuses the new session there already. */
function whyWorthless(renewed: unknown, status: number | undefined): Error | undefined {
  if (hasLocalCookie(renewed) && /csrf=[^;]/.test(renewed.localCookie)) return undefined;
  return status === 401 ? new LoginRequired(REFUSED_ANEW) : new NoCsrf(NO_CSRF);
}

function leadsToSignIn(error: Error | null | undefined): boolean {
  return currentCall()?.status === 302 || error?.message === "no JSON";
}

function isFailure(error: Error | null | undefined): error is Error {
  return error !== null && error !== undefined;
}

function mayBeBetterLater({ cause, status = 0 }: RenewalFailed): boolean {
  // Web pages where tokens were asked for are what an Amazon under repair answers.
  return (
    cause instanceof NoCsrf || cause instanceof SyntaxError || isTransport(cause) || status === 429 || status >= 500
  );
}

function isInvalidGrant(body: unknown): boolean {
  return typeof body === "object" && body !== null && "error" in body && body.error === "invalid_grant";
}
