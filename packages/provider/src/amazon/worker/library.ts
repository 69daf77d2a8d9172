import type { EventEmitter } from "node:events";
import AlexaRemote from "alexa-remote2";

/** The library's callback: `error` is null or undefined on success, and HTTP errors with JSON are "successes". */
export type LibraryCallback = (error: Error | null | undefined, body?: unknown) => void;

/** Flags of the library's requests; `isRetry` is set by the library on what it sends again by itself. */
export interface RequestFlags {
  method?: string;
  data?: string;
  isRetry?: boolean;
}

/** The library's push connection, as far as we must end it. */
interface LibraryPush extends EventEmitter {
  client: { destroy(): void } | null;
  disconnect(): void;
}

/** The members of alexa-remote2 8.1.1 that we use; its own typings miss or misdescribe half of them (Amazon reference 10). */
export interface AlexaLibrary extends EventEmitter {
  _options: { formerRegistrationData?: Record<string, unknown> };
  cookieData: Record<string, unknown> | null;
  authApiBearerToken: string | null;
  authApiBearerExpiry: number | null;
  alexahttp2Push: LibraryPush | null | undefined;
  init(options: Record<string, unknown>, callback: LibraryCallback): void;
  stop(): void;
  generateCookie(email: unknown, password: unknown, callback: LibraryCallback): void;
  refreshCookie(callback: LibraryCallback): void;
  setCookie(cookie: unknown): void;
  /** Whether Amazon takes the session; null when that cannot be learnt. */
  checkAuthentication(callback: (authenticated: boolean | null, error?: Error | null) => void): void;
  initDeviceState(callback?: () => void): void;
  initWakewords(callback?: () => void): void;
  initPushConnection(): void;
  getAuthApiBearerToken(callback: LibraryCallback): void;
  updateApiBearerToken(callback?: LibraryCallback): void;
  httpsGet(path: string, callback: LibraryCallback, flags?: RequestFlags): void;
  httpsGetCall(path: string, callback: LibraryCallback, flags?: RequestFlags): void;
  sendSequenceCommand(target: object, sequence: object, value: null, callback: LibraryCallback): void;
}

/** alexa-remote2 with the types above: the one place where its own typings are put aside. */
export const Library = AlexaRemote as unknown as new () => AlexaLibrary;
