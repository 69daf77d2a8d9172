import { page } from "../api-answer.js";
import type { OpenEndpoint } from "../web-api/web-api.js";
import { Routes } from "../web-api/routes.js";
import type { SignInDialogue } from "./dialogue.js";
import { notFoundPage } from "./pages.js";
import type { Registrar } from "./registrar.js";

/** Everything that is open to people and apps that are not signed in, by kind of host (Amazon reference 12.2). */
export function signInRoutes(dialogue: SignInDialogue, registrar: Registrar): Record<string, Routes<OpenEndpoint>> {
  return {
    www: new Routes<OpenEndpoint>({
      "GET /ap/signin": (request) => dialogue.begin(request),
      "POST /ap/signin": (request) => dialogue.submit(request),
      "GET /captcha/:picture": ({ path }) => dialogue.picture(path),
      "GET /ap/maplanding": () => page(notFoundPage(), 404),
      "POST /ap/exchangetoken/cookies": (request) => registrar.exchange(request),
    }),
    api: new Routes<OpenEndpoint>({
      "POST /auth/register": (request) => registrar.register(request),
      "POST /auth/token": (request) => registrar.renew(request),
      "POST /auth/deregister": (request) => registrar.deregister(request),
    }),
    "api.amazonalexa.com": new Routes<OpenEndpoint>({
      "PUT /v1/devices/@self/capabilities": (request) => registrar.takeCapabilities(request),
    }),
  };
}
