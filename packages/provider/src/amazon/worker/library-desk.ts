import { AmazonError, asAmazonError } from "../amazon-error.js";
import { currentCall, inCall } from "./call-context.js";
import type { CallContext } from "./call-context.js";
import type { LibraryCallback } from "./library.js";
import type { FromWorker, LibraryCall, ToWorker, WorkerSetup } from "./messages.js";
import { judge } from "./outcome.js";
import { PushLine } from "./push-line.js";
import { SafeAlexa } from "./safe-alexa.js";

/** What the library writes before it waits up to a minute to send a throttled request again. */
const THROTTLED = /rate exceeded response/;

/** Answers the account's calls with the library: each exactly once, judged, and dropped when abandoned. */
export class LibraryDesk {
  readonly #setup: WorkerSetup;
  readonly #tell: (message: FromWorker) => void;
  readonly #push: PushLine;
  readonly #open = new Map<number, CallContext>();
  #alexa: SafeAlexa | undefined;

  constructor(setup: WorkerSetup, tell: (message: FromWorker) => void) {
    this.#setup = setup;
    this.#tell = tell;
    this.#push = new PushLine(tell);
  }

  receive(message: ToWorker): void {
    if (message.kind === "abandon") this.#abandon(message.id);
    else this.#answer(message.id, message.call);
  }

  #abandon(id: number): void {
    const context = this.#open.get(id);
    if (context !== undefined) context.over = true;
    this.#open.delete(id);
  }

  #answer(id: number, call: LibraryCall): void {
    const context: CallContext = { status: undefined, over: false };
    this.#open.set(id, context);
    const settle = (error: AmazonError | undefined, body: unknown): void => {
      if (context.over) return;
      this.#abandon(id);
      if (error === undefined) this.#tell({ kind: "answer", id, body });
      else this.#tell({ kind: "failure", id, error: { code: error.code, message: error.message } });
    };
    context.onThrottled = () => {
      settle(new AmazonError("RATE_LIMITED", "Amazon asks for fewer requests"), undefined);
    };
    const callback: LibraryCallback = (error, body) => {
      // A sign-in shrugs off failures of its lesser requests, whose status then means nothing.
      const isOfMany = call.method === "signIn" || call.method === "renew";
      const isMeant = !isOfMany || (error !== null && error !== undefined);
      settle(judge(error, body, isMeant ? context.status : undefined), body);
    };
    inCall(context, () => {
      try {
        this.#perform(call, callback);
      } catch (error) {
        settle(asAmazonError(error), undefined);
      }
    });
  }

  #perform(call: LibraryCall, callback: LibraryCallback): void {
    if (call.method === "signIn") {
      this.#signIn(call.registration, callback);
      return;
    }
    const alexa = this.#alexa;
    if (alexa === undefined) throw new Error("the library is not signed in");
    switch (call.method) {
      case "read":
        alexa.httpsGet(call.path, callback);
        return;
      case "sequence":
        alexa.sendSequenceCommand(call.target, call.sequence, null, callback);
        return;
      case "renew":
        alexa.renew(callback);
        return;
      case "openPush":
        this.#push.open(alexa);
        callback(null, {});
        return;
      case "closePush":
        this.#push.close(alexa);
        callback(null, {});
    }
  }

  #signIn(registration: Readonly<Record<string, unknown>>, callback: LibraryCallback): void {
    this.#alexa?.stop();
    const alexa = new SafeAlexa();
    this.#alexa = alexa;
    this.#push.listen(alexa);
    alexa.on("cookie", () => {
      if (alexa.cookieData !== null) this.#tell({ kind: "registration", registration: { ...alexa.cookieData } });
    });
    alexa.on("guard-login-required", (reason: string) => {
      this.#tell({ kind: "login-required", reason });
    });
    alexa.init(signInOptions(registration, this.#setup), callback);
  }
}

/**
 * The registration's page is the account's own, and push is opened by the account. The library's log is full of secrets
 * and goes nowhere; it is only listened to for the one thing that the library tells nobody else.
 */
function signInOptions(registration: Readonly<Record<string, unknown>>, setup: WorkerSetup): Record<string, unknown> {
  const page = registration.amazonPage;
  return {
    cookie: { ...registration },
    ...(typeof page === "string" ? { amazonPage: page } : {}),
    ...(setup.basePage === undefined ? {} : { baseAmazonPage: setup.basePage }),
    // The session renews on its own clock, without signing in anew.
    cookieRefreshInterval: 0,
    acceptLanguage: "en-US",
    apiUserAgentPostfix: setup.appName,
    deviceAppName: setup.appName,
    usePushConnection: false,
    logger: (line: unknown) => {
      if (typeof line === "string" && THROTTLED.test(line)) currentCall()?.onThrottled?.();
    },
  };
}
