import { z } from "zod";
import type { Clock, Logger } from "../ports.js";
import { ACCESS_TOKEN_SECONDS, AccessTokens } from "./access-tokens.js";
import { AuthorizationCodes, type CodeGrant } from "./authorization-codes.js";
import { HouseholdCode, type CodeVerdict } from "./household-code.js";
import type { LinkBook } from "./link-book.js";
import type { LinkingClient } from "./linking-client.js";
import { isAmazonsAddress } from "./redirect-addresses.js";
import { isSame } from "./secrets.js";

export interface AccountLinkingParts {
  readonly client: LinkingClient;
  readonly links: LinkBook;
  readonly clock: Clock;
  readonly logger: Logger;
  /** An account was linked, or a link has ended. */
  readonly changed?: () => void;
}

/** What stands in the address of the page that Amazon opens (RFC 6749, 4.1.1; RFC 7636, 4.3). */
const AuthorizationSchema = z.object({
  response_type: z.literal("code"),
  client_id: z.string(),
  redirect_uri: z.string(),
  state: z.string().max(2_048),
  code_challenge: z
    .string()
    .regex(/^[\w-]{43}$/)
    .optional(),
  code_challenge_method: z.literal("S256").optional(),
});

/** A request that may become a link: the fields that the page carries along. */
export type Authorization = z.infer<typeof AuthorizationSchema>;

/** What the token endpoint answers (RFC 6749, 5). */
export interface TokenAnswer {
  readonly status: 200 | 400 | 401;
  readonly body: Readonly<Record<string, string | number>>;
}

/** A client's name and secret, from the header or the form: Amazon has used both (Music Skill reference 11). */
export interface ClientCredentials {
  readonly clientId: string | undefined;
  readonly clientSecret: string | undefined;
}

/** Links Amazon accounts with this household: authorization code with PKCE, refresh, revocation (RFC 6749, 7636, 7009). */
export class AccountLinking {
  /** Shown by the dashboard, asked by the page. */
  readonly householdCode: HouseholdCode;
  readonly #parts: AccountLinkingParts;
  readonly #codes: AuthorizationCodes;
  readonly #tokens: AccessTokens;

  constructor(parts: AccountLinkingParts) {
    this.#parts = parts;
    this.householdCode = new HouseholdCode(parts.clock);
    this.#codes = new AuthorizationCodes(parts.clock);
    this.#tokens = new AccessTokens(Buffer.from(parts.client.tokenKey, "base64url"), parts.clock);
  }

  /** How many Amazon accounts are linked. */
  get linked(): number {
    return this.#parts.links.size;
  }

  /** The request as asked; undefined when it is not Amazon's for our skill: nobody is sent anywhere then. */
  authorization(query: unknown): Authorization | undefined {
    const { success, data } = AuthorizationSchema.safeParse(query);
    if (!success || !isAmazonsAddress(data.redirect_uri)) return undefined;
    if (!isSame(data.client_id, this.#parts.client.clientId)) return undefined;
    // A challenge without its method would be "plain", which proves nothing to whoever read the address.
    return (data.code_challenge === undefined) === (data.code_challenge_method === undefined) ? data : undefined;
  }

  /** Where the browser goes when the household's code is right, else what was wrong with the code. */
  confirm(asked: Authorization, typedCode: string): { readonly goTo: string } | Exclude<CodeVerdict, "right"> {
    const verdict = this.householdCode.try(typedCode);
    if (verdict !== "right") return verdict;
    const grant: CodeGrant = {
      redirectUri: asked.redirect_uri,
      ...(asked.code_challenge === undefined ? {} : { challenge: asked.code_challenge }),
    };
    const address = new URL(asked.redirect_uri);
    address.searchParams.set("code", this.#codes.issue(grant));
    address.searchParams.set("state", asked.state);
    return { goTo: address.href };
  }

  /** The token endpoint. Never rejects for what was asked; what was wrong is one word of RFC 6749, 5.2. */
  async token(
    form: Readonly<Record<string, string | undefined>>,
    credentials: ClientCredentials,
  ): Promise<TokenAnswer> {
    if (!this.#isClient(credentials)) return refusal("invalid_client", 401);
    switch (form.grant_type) {
      case "authorization_code":
        return this.#redeem(form);
      case "refresh_token":
        return this.#refresh(form.refresh_token);
      case undefined:
        return refusal("invalid_request");
      default:
        return refusal("unsupported_grant_type");
    }
  }

  /** Ends the link of a token, access or refresh (RFC 7009). False: the asker is not the client. */
  async revoke(token: string | undefined, credentials: ClientCredentials): Promise<boolean> {
    if (!this.#isClient(credentials)) return false;
    const { links } = this.#parts;
    const linkId = token === undefined ? undefined : (this.#tokens.read(token)?.linkId ?? links.ofRefreshToken(token));
    if (linkId !== undefined) await this.#end(linkId, "Amazon gave it back");
    return true;
  }

  /** Ends every link: the dashboard's "unlink". */
  async unlink(): Promise<void> {
    await this.#parts.links.clear();
    this.#parts.logger.info({}, "No Amazon account is linked any more");
    this.#parts.changed?.();
  }

  /** Whether a request with this token comes for somebody who linked, and still is. From memory. */
  check(token: string): "valid" | "expired" | "unknown" {
    const claims = this.#tokens.read(token);
    if (claims === undefined || !this.#parts.links.has(claims.linkId)) return "unknown";
    return claims.isExpired ? "expired" : "valid";
  }

  async #redeem(form: Readonly<Record<string, string | undefined>>): Promise<TokenAnswer> {
    const { code, redirect_uri: redirectUri, code_verifier: verifier } = form;
    if (code === undefined) return refusal("invalid_request");
    const { links, clock, logger } = this.#parts;
    const linkId = links.newId();
    const redemption = this.#codes.redeem(code, redirectUri, verifier, linkId);
    if (!redemption.ok) {
      if (redemption.replayed !== undefined) await this.#end(redemption.replayed.linkId, "its code was used twice");
      return refusal("invalid_grant");
    }
    const refreshToken = await links.add(linkId, clock.epoch());
    logger.info({}, "An Amazon account was linked");
    this.#parts.changed?.();
    return this.#granted(linkId, refreshToken);
  }

  #refresh(refreshToken: string | undefined): TokenAnswer {
    if (refreshToken === undefined) return refusal("invalid_request");
    const linkId = this.#parts.links.ofRefreshToken(refreshToken);
    // The refresh token stays the same: an answer that gets lost on the way would otherwise end the household's link.
    return linkId === undefined ? refusal("invalid_grant") : this.#granted(linkId, refreshToken);
  }

  #granted(linkId: string, refreshToken: string): TokenAnswer {
    return {
      status: 200,
      body: {
        access_token: this.#tokens.mint(linkId),
        refresh_token: refreshToken,
        token_type: "Bearer",
        expires_in: ACCESS_TOKEN_SECONDS,
      },
    };
  }

  #isClient({ clientId, clientSecret }: ClientCredentials): boolean {
    const { client } = this.#parts;
    return isSame(clientId ?? "", client.clientId) && isSame(clientSecret ?? "", client.clientSecret);
  }

  async #end(linkId: string, why: string): Promise<void> {
    await this.#parts.links.remove(linkId);
    this.#parts.logger.warn({}, `The link with an Amazon account has ended: ${why}`);
    this.#parts.changed?.();
  }
}

function refusal(error: string, status: 400 | 401 = 400): TokenAnswer {
  return { status, body: { error } };
}
