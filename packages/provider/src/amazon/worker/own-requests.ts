import https from "node:https";
import { CookieJar } from "tough-cookie";

/** The Alexa app as which the library has registered us (Amazon reference 3.1). */
const APP_VERSION = "2.2.651540.0";
const USER_AGENT = `AmazonWebView/Amazon Alexa/${APP_VERSION}/iOS/18.3.1/iPhone`;
const DEADLINE_MS = 10_000;

interface OwnRequest {
  readonly method: "GET" | "POST";
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

interface OwnAnswer {
  readonly status: number;
  readonly body: string;
}

/** Who signed in, as `GET /api/users/me` says it; undefined when Amazon does not say it. */
export async function readCustomer(registration: object, basePage: string): Promise<string | undefined> {
  const jar = await jarOf(registration, basePage);
  const url = `https://alexa.${basePage}/api/users/me?platform=ios&version=${APP_VERSION}`;
  try {
    const { status, body } = await send({ method: "GET", url }, jar);
    return status === 200 ? body : undefined;
  } catch {
    // Without it the account has no name, which is no reason to lose the sign-in.
    return undefined;
  }
}

/** The answer to a new access token for the registration's refresh token (Amazon reference 3.4). Rejects without a network. */
export function requestAccessToken(registration: object, basePage: string): Promise<OwnAnswer> {
  const refreshToken = "refreshToken" in registration ? String(registration.refreshToken) : "";
  const body = new URLSearchParams({
    app_name: "Alexa",
    app_version: APP_VERSION,
    "di.sdk.version": "6.12.4",
    source_token: refreshToken,
    package_name: "com.amazon.echo",
    "di.hw.version": "iPhone",
    platform: "iOS",
    requested_token_type: "access_token",
    source_token_type: "refresh_token",
    "di.os.name": "iOS",
    "di.os.version": "16.6",
    current_version: "6.12.4",
  }).toString();
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  return send({ method: "POST", url: `https://api.${basePage}/auth/token`, headers, body });
}

/**
 * The answer to taking our app off the account's list of devices. The reference is silent about it; other clients of the
 * same registration (those of Audible) do it so.
 */
export function requestDeregistration(accessToken: string, basePage: string): Promise<OwnAnswer> {
  const headers = { "content-type": "application/json", authorization: `Bearer ${accessToken}` };
  const body = JSON.stringify({ deregister_all_existing_accounts: false });
  return send({ method: "POST", url: `https://api.${basePage}/auth/deregister`, headers, body });
}

/** The cookies of the sign-in pages, as a browser would keep them. */
async function jarOf(registration: object, basePage: string): Promise<CookieJar> {
  const jar = new CookieJar();
  const cookies = "loginCookie" in registration ? String(registration.loginCookie) : "";
  for (const cookie of cookies.split(/;\s*/).filter((pair) => pair.includes("=")))
    await jar.setCookie(`${cookie}; Domain=${basePage}; Path=/; Secure`, `https://www.${basePage}/`, {
      ignoreError: true,
    });
  return jar;
}

/** One request over the same sockets as the library's, so that the simulated Amazon is met here too. */
async function send({ method, url, headers = {}, body }: OwnRequest, jar = new CookieJar()): Promise<OwnAnswer> {
  const cookie = await jar.getCookieString(url);
  const { status, text, setCookies } = await new Promise<{ status: number; text: string; setCookies: string[] }>(
    (resolve, reject) => {
      const all = {
        "user-agent": USER_AGENT,
        accept: "application/json",
        ...headers,
        ...(cookie === "" ? {} : { cookie }),
        ...(body === undefined ? {} : { "content-length": String(Buffer.byteLength(body)) }),
      };
      const { hostname, pathname, search } = new URL(url);
      const request = https.request(
        { host: hostname, path: pathname + search, method, headers: all, timeout: DEADLINE_MS },
        (response) => {
          let text = "";
          response.setEncoding("utf8");
          response.on("data", (piece: string) => (text += piece));
          response.on("end", () => {
            resolve({ status: response.statusCode ?? 0, text, setCookies: response.headers["set-cookie"] ?? [] });
          });
          response.on("error", reject);
        },
      );
      request.on("timeout", () => request.destroy(new Error("Timeout")));
      request.on("error", reject);
      request.end(body);
    },
  );
  for (const line of setCookies) await jar.setCookie(line, url, { ignoreError: true });
  return { status, body: text };
}
