import {
  AuthenticatedSchema,
  LoginResultSchema,
  LongLivedTokenSchema,
  type LoginResult,
} from "@ma-alexa/protocol/music-assistant";

import type { Clock, Logger } from "../../ports.js";
import type { OpenSocket } from "../sendspin/socket.js";

import { ApiConnection } from "./api-connection.js";
import { MusicAssistantError } from "./music-assistant-error.js";
import type { Ask } from "./requests.js";

/** What a person gives once, for a token that lasts. */
export type ApiCredentials = { readonly username: string; readonly password: string } | { readonly joinCode: string };

export interface LoginParts {
  /** A `ws://…/ws` URL. */
  readonly address: string;
  /** How the token is called in Music Assistant's list of them. */
  readonly tokenName: string;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly openSocket?: OpenSocket;
}

/**
 * A long-lived token for a name and password, or a join code (Sendspin reference 4.3). Rejects with MusicAssistantError:
 * LOGIN_FAILED when they are refused, NOT_CONNECTED when nobody answers.
 */
export async function logIn(parts: LoginParts, credentials: ApiCredentials): Promise<string> {
  const connection = new ApiConnection({ ...parts, address: () => parts.address });
  try {
    await greeted(connection);
    const session = await sessionToken(connection.ask, credentials);
    await connection.ask("auth", { token: session }, AuthenticatedSchema);
    return await connection.ask("auth/token/create", { name: parts.tokenName }, LongLivedTokenSchema);
  } finally {
    await connection.stop();
  }
}

/** Resolves when the server has introduced itself; rejects at the first attempt that fails. */
async function greeted(connection: ApiConnection): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    connection.on("state", ({ kind, reason }) => {
      if (kind === "ready") resolve();
      else if (reason !== undefined) reject(new MusicAssistantError("NOT_CONNECTED", "auth/login", reason));
    });
    connection.start();
  });
}

async function sessionToken(ask: Ask, credentials: ApiCredentials): Promise<string> {
  const result: LoginResult =
    "joinCode" in credentials
      ? await ask("auth/join_code/exchange", { code: credentials.joinCode }, LoginResultSchema)
      : await ask(
          "auth/login",
          {
            username: credentials.username,
            password: credentials.password,
            provider_id: "builtin",
            device_name: "ma-alexa",
          },
          LoginResultSchema,
        );
  // A refused login is a normal result, not an error message (Sendspin reference 4.3).
  if (result.success && result.access_token) return result.access_token;
  const what = "joinCode" in credentials ? "join code" : "name and password";
  throw new MusicAssistantError(
    "LOGIN_FAILED",
    "auth/login",
    `Music Assistant does not accept this ${what}: check for typing mistakes.`,
  );
}
