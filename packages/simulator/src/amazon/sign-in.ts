import { randomBytes, randomInt } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import type { Registration } from "@ma-alexa/protocol/amazon";

/** What a request's cookies are worth. */
export type Admission = "admitted" | "unknown-session" | "wrong-csrf";

/** The registrations that the simulated Amazon gave out, and the checks of what is sent back (Amazon reference 12.4). */
export class SignIn {
  readonly #amazonPage: string;
  /** csrf value by session token. */
  readonly #sessions = new Map<string, string>();
  readonly #refreshTokens = new Set<string>();
  readonly #bearers = new Set<string>();

  constructor(amazonPage: string) {
    this.#amazonPage = amazonPage;
  }

  /**
   * A new registration with fresh tokens, every field of Amazon reference 3.6. Its date is the machine's own, because
   * the library compares it with that.
   */
  registration(): Registration {
    const sessionToken = secret();
    const csrf = String(randomInt(1e9, 4e9));
    const refreshToken = `Atnr|${secret()}`;
    this.#sessions.set(sessionToken, csrf);
    this.#refreshTokens.add(refreshToken);
    return {
      loginCookie: `session-id=262-1; session-token=${sessionToken}`,
      localCookie: `session-id=262-1; session-token=${sessionToken}; csrf=${csrf}`,
      csrf,
      frc: secret(),
      "map-md": secret(),
      deviceId: secret(),
      deviceSerial: randomBytes(16).toString("hex"),
      deviceAppName: "Simulated street",
      refreshToken,
      accessToken: this.#newBearer(),
      tokenDate: Date.now(),
      macDms: { device_private_key: secret(), adp_token: `{enc:${secret()}}` },
      amazonPage: this.#amazonPage,
      dataVersion: 2,
    };
  }

  /** Whether the headers carry cookies that were given out here, and the csrf value that belongs to them. */
  admits(headers: IncomingHttpHeaders): Admission {
    const sessionToken = /(?:^|;\s*)session-token=([^;]+)/.exec(headers.cookie ?? "")?.[1] ?? "";
    const csrf = this.#sessions.get(sessionToken);
    if (csrf === undefined) return "unknown-session";
    return headers.csrf === csrf ? "admitted" : "wrong-csrf";
  }

  /** A bearer token for the refresh token in a form of POST /auth/token; undefined when it is not one of ours. */
  bearerFor(form: string): string | undefined {
    const refreshToken = new URLSearchParams(form).get("source_token") ?? "";
    return this.#refreshTokens.has(refreshToken) ? this.#newBearer() : undefined;
  }

  /** Whether an `authorization` header lets its sender listen to push. */
  admitsBearer(authorization: string | undefined): boolean {
    return authorization !== undefined && this.#bearers.has(authorization.replace(/^Bearer /, ""));
  }

  #newBearer(): string {
    const bearer = `Atna|${secret()}`;
    this.#bearers.add(bearer);
    return bearer;
  }
}

function secret(): string {
  return randomBytes(24).toString("base64url");
}
