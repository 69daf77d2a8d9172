import { asAmazonError } from "../amazon-error.js";
import type { AmazonError } from "../amazon-error.js";
import { inCall } from "./call-context.js";
import type { CallContext } from "./call-context.js";
import type { LibraryCallback } from "./library.js";
import type { FromWorker, LibraryCall, ToWorker, WorkerSetup } from "./messages.js";
import { judge } from "./outcome.js";
import { PushLine } from "./push-line.js";
import { SafeAlexa } from "./safe-alexa.js";

/** A response of 400 or more that the library keeps to itself this long is one it wants to try again later. */
const KEPT_BACK_MS = 500;

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
    // The library answers 503 by itself within a second; anything else it holds back for up to a minute.
    context.onStatus = (status) => {
      if (status < 400 || status === 503 || call.method === "signIn") return;
      const error = judge(null, { message: "Rate exceeded" }, status);
      setTimeout(settle, KEPT_BACK_MS, error, undefined).unref();
    };
    const callback: LibraryCallback = (error, body) => {
      settle(judge(error, body, call.method === "signIn" ? undefined : context.status), body);
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

/** The registration's page is the account's own; push is opened by the account, and the library's log stays off. */
function signInOptions(registration: Readonly<Record<string, unknown>>, setup: WorkerSetup): Record<string, unknown> {
  const page = registration.amazonPage;
  return {
    cookie: { ...registration },
    ...(typeof page === "string" ? { amazonPage: page } : {}),
    acceptLanguage: "en-US",
    apiUserAgentPostfix: setup.appName,
    deviceAppName: setup.appName,
    usePushConnection: false,
  };
}
