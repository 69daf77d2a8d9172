import { WireError } from "@ma-alexa/protocol";
import { type ApiAnswer, type ApiRequest, json } from "../api-answer.js";
import type { Credentials, WebSession } from "../sign-in/credentials.js";
import { cookieOf } from "../sign-in/cookies.js";
import { accountChapter } from "./account.js";
import { behaviorsChapter } from "./behaviors.js";
import { bluetoothChapter } from "./bluetooth.js";
import { devicesChapter } from "./devices.js";
import { groupsChapter } from "./groups.js";
import { historyChapter } from "./history.js";
import { mediaSessionsChapter } from "./media-sessions.js";
import { playerChapter } from "./player.js";
import { Routes } from "./routes.js";
import { settingsChapter } from "./settings.js";
import { tuneInChapter } from "./tunein.js";
import { volumeChapter } from "./volume.js";
import type { Endpoint, Surroundings } from "./web-call.js";

/** Answers requests that need no session. */
export type OpenEndpoint = (request: ApiRequest) => ApiAnswer;

export interface WebApiParts extends Surroundings {
  readonly credentials: Credentials;
  /** The endpoints of the sign-in, by kind of host: `www`, `api` and `api.amazonalexa.com`. */
  readonly signIn: Readonly<Record<string, Routes<OpenEndpoint>>>;
}

const SITE = /^(www|api|alexa|alexa-comms-mobile-service|(?:na|eu|fe)-api-alexa)\.(amazon\.[a-z.]+)$/;

/** Whoever asks here has no csrf value yet, or asks for nothing that one protects (Amazon reference 3.3). */
const WITHOUT_CSRF =
  /^\/(api\/(language|strings|users\/me|bootstrap|devices-v2\/device)|spa\/index\.html|templates\/.*|accounts|alexa-privacy\/.*)$/;

/** The answers of Amazon's web API, by host and path (Amazon reference 5 and 12). */
export class WebApi {
  readonly #parts: WebApiParts;
  readonly #household: Routes<Endpoint>;
  readonly #site = new Routes<Endpoint>(historyChapter);
  readonly #comms = new Routes<Endpoint>({ "GET /accounts": () => json([]) });

  constructor(parts: WebApiParts) {
    this.#parts = parts;
    this.#household = new Routes<Endpoint>({
      ...accountChapter,
      ...devicesChapter(parts, parts.credentials),
      ...groupsChapter,
      ...playerChapter(parts),
      ...mediaSessionsChapter(parts),
      ...volumeChapter(parts),
      ...behaviorsChapter(parts),
      ...settingsChapter,
      ...bluetoothChapter,
      ...tuneInChapter(parts),
    });
  }

  /** The answer to a request on a day without faults. */
  answer(request: ApiRequest): ApiAnswer {
    try {
      return this.#open(request) ?? this.#signedIn(request) ?? json({ message: "Not found" }, 404);
    } catch (error) {
      if (!(error instanceof WireError)) throw error;
      this.#parts.failed(error);
      return json({ message: error.message }, 400);
    }
  }

  #open(request: ApiRequest): ApiAnswer | undefined {
    const kind = SITE.exec(request.host)?.[1] ?? request.host;
    return this.#parts.signIn[kind]?.find(request)?.served(request);
  }

  #signedIn(request: ApiRequest): ApiAnswer | undefined {
    const [, kind = "", domain = ""] = SITE.exec(request.host) ?? [];
    const route = this.#routesOf(kind)?.find(request);
    if (route === undefined) return undefined;
    const session = this.#parts.faults.always401
      ? undefined
      : this.#parts.credentials.sessionOf(request.headers, domain);
    if (session === undefined) return json({ message: "Unauthorized" }, 401);
    if (!mayAsk(request, session)) return json({ message: "Forbidden" }, 403);
    const { customer } = session;
    const { notebookOf, devicesOf } = this.#parts;
    const [devices, notebook] = [devicesOf(customer), notebookOf(customer)];
    const answer = route.served({ request, params: route.params, session, customer, devices, notebook });
    return this.#parts.faults.csrfNever ? answer : withCsrf(answer, request, session);
  }

  #routesOf(kind: string): Routes<Endpoint> | undefined {
    if (kind === "alexa-comms-mobile-service") return this.#comms;
    if (kind === "www") return this.#site;
    return kind === "alexa" || kind.endsWith("-api-alexa") ? this.#household : undefined;
  }
}

/** The header must repeat the csrf cookie, and the cookie must be the one that was given. */
function mayAsk({ method, path, headers }: ApiRequest, { csrf }: WebSession): boolean {
  if (method === "GET" && WITHOUT_CSRF.test(path)) return true;
  return headers.csrf === csrf && cookieOf(headers, "csrf") === csrf;
}

/** Who has no csrf cookie gets one with the first page. */
function withCsrf(answer: ApiAnswer, { headers }: ApiRequest, { csrf, domain }: WebSession): ApiAnswer {
  if (cookieOf(headers, "csrf") !== undefined) return answer;
  const cookie = `csrf=${csrf}; Version=1; Domain=.${domain}; Path=/; Secure`;
  return { ...answer, headers: { ...answer.headers, "set-cookie": [cookie] } };
}
