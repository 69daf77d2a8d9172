import type { AmazonErrorCode } from "../amazon-error.js";
import type { FromWorker } from "./messages.js";
import { NoAccessToken } from "./library-errors.js";
import type { SafeAlexa } from "./safe-alexa.js";

/**
 * One attempt at push at a time: it opens, or it is lost and then quiet until asked again. The library's own retries,
 * which back off to a minute and give up, are cut off.
 */
export class PushLine {
  readonly #tell: (message: FromWorker) => void;

  constructor(tell: (message: FromWorker) => void) {
    this.#tell = tell;
  }

  listen(alexa: SafeAlexa): void {
    alexa.on("ws-connect", () => {
      this.#tell({ kind: "push-open" });
    });
    alexa.on("ws-disconnect", (_willRetry: unknown, text: unknown) => {
      this.#lost(alexa, String(text));
    });
    alexa.on("ws-error", (error: Error) => {
      this.#lost(alexa, error.message);
    });
    alexa.on("guard-no-token", (error: Error) => {
      this.#lost(alexa, error instanceof NoAccessToken ? "no access token" : error.message);
    });
    // One event for every command, before the library's own, which leave some of them out.
    alexa.on("command", (event: { readonly command: unknown; readonly payload: unknown }) => {
      this.#tell({ kind: "push", command: String(event.command), payload: event.payload });
    });
  }

  open(alexa: SafeAlexa): void {
    alexa.initPushConnection();
  }

  close(alexa: SafeAlexa): void {
    alexa.closePush();
  }

  #lost(alexa: SafeAlexa, detail: string): void {
    alexa.closePush();
    // The library would come again with the very token that was refused.
    if (detail.includes("403")) alexa.authApiBearerToken = null;
    this.#tell({ kind: "push-lost", ...describeLoss(detail) });
  }
}

function describeLoss(detail: string): { code: AmazonErrorCode; reason: string } {
  if (detail.includes("403")) return { code: "REFUSED", reason: "Amazon refuses the push connection" };
  if (detail === "no access token") return { code: "REFUSED", reason: "Amazon gives no access token for push" };
  return { code: "UNREACHABLE", reason: "Amazon cannot be reached" };
}
