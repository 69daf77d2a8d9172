import { parseJson } from "@ma-alexa/protocol";
import { CapabilitiesBodySchema, RegisterBodySchema } from "@ma-alexa/protocol/amazon";
import { type ApiAnswer, type ApiRequest, json } from "../api-answer.js";
import type { AmazonFaults } from "../faults/faults.js";
import type { AuthorizationCodes } from "./authorization-codes.js";
import type { Credentials, Phone } from "./credentials.js";
import { registered } from "./registered.js";

const TOKEN_LIFETIME_S = 3600;

/** The counter at which apps are registered, renewed and deregistered (Amazon reference 3.3 and 3.4). */
export class Registrar {
  readonly #codes: AuthorizationCodes;
  readonly #credentials: Credentials;
  readonly #faults: AmazonFaults;

  constructor(codes: AuthorizationCodes, credentials: Credentials, faults: AmazonFaults) {
    this.#codes = codes;
    this.#faults = faults;
    this.#credentials = credentials;
  }

  /** POST api.B/auth/register. */
  register({ body }: ApiRequest): ApiAnswer {
    const { auth_data: auth, registration_data: app } = parseJson(RegisterBodySchema, body, "A registration");
    const customer = this.#codes.redeem({
      code: auth.authorization_code,
      clientId: auth.client_id,
      verifier: auth.code_verifier,
    });
    if (customer === undefined) return refused("InvalidValue", "The authorization code is not valid");
    const twins = this.#credentials.phonesOf(customer).filter(({ serial }) => serial !== app.device_serial);
    const name = resolvedName(app.device_name, customer.givenName, twins.length);
    const phone = this.#credentials.addPhone(customer, app.device_serial, name);
    const { cookies } = this.#credentials.openSession(customer, customer.basePage, phone);
    return json(registered(phone, this.#credentials.newBearer(phone), cookies));
  }

  /** POST /auth/token: an access token for a refresh token. */
  renew({ body }: ApiRequest): ApiAnswer {
    const phone = this.#phoneOf(body);
    if (phone === undefined) return invalidGrant();
    const access_token = this.#credentials.newBearer(phone);
    return json({ access_token, token_type: "bearer", expires_in: TOKEN_LIFETIME_S });
  }

  /** POST /ap/exchangetoken/cookies: cookies of one site for a refresh token. */
  exchange({ body }: ApiRequest): ApiAnswer {
    const phone = this.#phoneOf(body);
    if (phone === undefined) return refused("InvalidToken", "The refresh token is not valid");
    const domain = (new URLSearchParams(body).get("domain") ?? "").replace(/^\./, "");
    if (this.#faults.exchangeWithoutCookies) return json({ response: { tokens: {} } });
    const { cookies } = this.#credentials.openSession(phone.customer, domain, phone);
    return json({ response: { tokens: { cookies: { [`.${domain}`]: cookies } } } });
  }

  /** PUT /v1/devices/@self/capabilities: what the app can do, and so what is pushed to it. */
  takeCapabilities({ headers, body }: ApiRequest): ApiAnswer {
    if (this.#credentials.phoneWithBearer(headers.authorization) === undefined)
      return json({ message: "Forbidden" }, 403);
    parseJson(CapabilitiesBodySchema, body, "Capabilities");
    return { status: 204, contentType: "application/json", body: "" };
  }

  /** POST /auth/deregister: the app signs out for good. */
  deregister({ headers }: ApiRequest): ApiAnswer {
    const phone = this.#credentials.phoneWithBearer(headers.authorization);
    if (phone === undefined) return refused("Unauthenticated", "The access token is not valid", 401);
    this.#credentials.removePhone(phone);
    return json({ response: { success: {} } });
  }

  #phoneOf(form: string): Phone | undefined {
    const fields = new URLSearchParams(form);
    if (this.#faults.invalidGrant || fields.get("source_token_type") !== "refresh_token") return undefined;
    return this.#credentials.phoneWithRefreshToken(fields.get("source_token") ?? "");
  }
}

/** Amazon fills in the owner's name, and a number where there is such an app already. */
function resolvedName(pattern: string, givenName: string, twins: number): string {
  const ordinal = twins === 0 ? " " : ` ${String(twins + 1)}${["st", "nd", "rd"][twins] ?? "th"} `;
  return pattern.replace("%FIRST_NAME%", givenName).replace("%DUPE_STRATEGY_1ST%", ordinal);
}

function refused(code: string, message: string, status = 400): ApiAnswer {
  return json({ response: { error: { code, message } } }, status);
}

function invalidGrant(): ApiAnswer {
  const error_description = "The request has an invalid grant parameter : refresh_token";
  return json({ error: "invalid_grant", error_description, request_id: "STREET" }, 400);
}
