import { randomBytes } from "node:crypto";
import type { WireObject } from "./wire.js";

interface Token {
  readonly id: string;
  readonly value: string;
  readonly name: string;
  /** Made by `auth/token/create`; what a login gives is not. */
  readonly isLongLived: boolean;
}

/** The one user of the simulated Music Assistant, and the tokens that prove to be her. */
export class SimulatedAccounts {
  readonly username = "anna";
  readonly password = "street-music";
  readonly joinCode = "STREET-1234";
  #tokens: Token[] = [];

  /** A new token; `isLongLived` as a person makes one on her page. */
  issue(name: string, isLongLived = true): string {
    const token = {
      id: randomBytes(8).toString("hex"),
      value: randomBytes(24).toString("base64url"),
      name,
      isLongLived,
    };
    this.#tokens.push(token);
    return token.value;
  }

  isValid(token: string): boolean {
    return this.#tokens.some(({ value }) => value === token);
  }

  /** Every token is void from now on. */
  revokeAll(): void {
    this.#tokens = [];
  }

  revoke(id: string): void {
    this.#tokens = this.#tokens.filter((token) => token.id !== id);
  }

  list(): readonly WireObject[] {
    return this.#tokens.map(({ id, name, isLongLived }) => ({ token_id: id, name, is_long_lived: isLongLived }));
  }

  /** A refusal is a result, not an error (reference 4.3). */
  logIn(username: unknown, password: unknown): WireObject {
    const isRight = username === this.username && password === this.password;
    return isRight ? this.#welcome("login") : { success: false, error: "Invalid username or password" };
  }

  exchange(code: unknown): WireObject {
    return code === this.joinCode
      ? this.#welcome("join code")
      : { success: false, error: "Invalid or expired join code" };
  }

  user(): WireObject {
    return {
      user_id: "street-user-1",
      username: this.username,
      role: "admin",
      enabled: true,
      created_at: "2026-11-21T23:21:34.002720+00:00",
      display_name: "Anna",
      avatar_url: null,
      preferences: {},
      provider_filter: [],
      player_filter: [],
    };
  }

  #welcome(name: string): WireObject {
    return { success: true, access_token: this.issue(name, false), user: this.user() };
  }
}
