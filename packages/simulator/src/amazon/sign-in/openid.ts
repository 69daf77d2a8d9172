/** What the app asks the sign-in for, and where the person ends (Amazon reference 3.2). */

/** A request for an authorization code. */
export interface OpenIdRequest {
  /** Such as `amazon.com`. */
  readonly basePage: string;
  readonly assocHandle: string;
  /** Without `device:`. */
  readonly clientId: string;
  readonly challenge: string;
}

/** hex of `#A2IVLV5VM2W81`, the Alexa app's type: the end of every client id of its kind. */
const APP_SUFFIX = "23413249564c5635564d32573831";

/** The query of an app's sign-in address; undefined where it does not ask for a code with PKCE as the app does. */
export function readOpenIdRequest(query: URLSearchParams, host: string): OpenIdRequest | undefined {
  const get = (name: string): string => query.get(`openid.${name}`) ?? "";
  const basePage = host.replace(/^www\./, "");
  const clientId = /^device:([0-9a-f]+)$/.exec(get("oa2.client_id"))?.[1];
  const challenge = get("oa2.code_challenge");
  const isAsked =
    get("mode") === "checkid_setup" &&
    get("return_to") === `https://www.${basePage}/ap/maplanding` &&
    get("assoc_handle").startsWith("amzn_dp_project_dee_ios") &&
    get("oa2.response_type") === "code" &&
    get("oa2.scope").includes("device_auth_access") &&
    get("oa2.code_challenge_method") === "S256";
  if (!isAsked || clientId?.endsWith(APP_SUFFIX) !== true || !/^[\w-]{43}$/.test(challenge)) return undefined;
  return { basePage, clientId, challenge, assocHandle: get("assoc_handle") };
}

/** The address at which the sign-in ends. */
export function landingAddress({ basePage, assocHandle }: OpenIdRequest, code: string): string {
  const query = new URLSearchParams({
    "openid.assoc_handle": assocHandle,
    "openid.claimed_id": `https://www.${basePage}/ap/id/amzn1.account.STREET`,
    "openid.identity": `https://www.${basePage}/ap/id/amzn1.account.STREET`,
    "openid.mode": "id_res",
    "openid.ns": "http://specs.openid.net/auth/2.0",
    "openid.op_endpoint": `https://www.${basePage}/ap/signin`,
    "openid.oa2.authorization_code": code,
    "openid.return_to": `https://www.${basePage}/ap/maplanding`,
  });
  return `https://www.${basePage}/ap/maplanding?${query.toString()}`;
}
