import { AsyncLocalStorage } from "node:async_hooks";

/** What is known of one call while the library works on it; found again in every request made for it. */
export interface CallContext {
  /** The status of the newest response, undefined until one came. */
  status: number | undefined;
  /** Nobody waits any more: what the library wants to send again is dropped. */
  over: boolean;
  /** Told when Amazon throttles the call and the library keeps that to itself. */
  onThrottled?: () => void;
}

const storage = new AsyncLocalStorage<CallContext>();

/** Runs `work` so that every request and timer it starts belongs to `context`. */
export function inCall(context: CallContext, work: () => void): void {
  storage.run(context, work);
}

/** The call on whose behalf the present code runs, if any. */
export function currentCall(): CallContext | undefined {
  return storage.getStore();
}
