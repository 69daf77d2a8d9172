import type { EventEmitter } from "node:events";
import AlexaRemote from "alexa-remote2";

/** The library's callback. */
export type LibraryCallback = (error: Error | null | undefined, body?: unknown) => void;

/** The members of the unmodified library that conversations use. */
export interface Library extends EventEmitter {
  readonly serialNumbers: Readonly<Record<string, { readonly accountName: string; readonly online: boolean }>>;
  readonly cookieData: object | null;
  init(options: object, callback: LibraryCallback): void;
  stop(): void;
  stopProxyServer(callback: () => void): void;
  httpsGet(path: string, callback: LibraryCallback, flags?: object): void;
  sendSequenceCommand(serial: string, command: object | string, value: unknown, callback: LibraryCallback): void;
}

/** alexa-remote2 as it comes from the registry. */
export const LibraryClass = AlexaRemote as unknown as new () => Library;

/** An answer of the library's as a promise. */
export function answer(ask: (callback: LibraryCallback) => void): Promise<unknown> {
  return new Promise((resolve, reject) => {
    ask((error, body) => {
      if (error) reject(error);
      else resolve(body);
    });
  });
}
