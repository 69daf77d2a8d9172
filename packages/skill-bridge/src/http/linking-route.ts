import formbody from "@fastify/formbody";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { AccountLinking, ClientCredentials } from "../account-linking/account-linking.js";
import { LINKING_PAGE_POLICY, linkingPage, type LinkingPage } from "../account-linking/linking-page.js";
import { pageLanguage, type PageLanguage } from "../account-linking/page-texts.js";

/** What `/oauth/…` needs. */
export interface LinkingRouteParts {
  readonly linking: Pick<AccountLinking, "authorization" | "confirm" | "token" | "revoke">;
  /** The locale that the household's Echos speak, such as `de-DE`. */
  readonly householdLocale: () => string | undefined;
}

type Form = Readonly<Record<string, string | undefined>>;

/** `/oauth/…`: the page that Amazon opens to link an account, and where it fetches and returns its tokens. */
export function linkingRoute(app: FastifyInstance, parts: LinkingRouteParts): void {
  void app.register(async (scope) => {
    await scope.register(formbody);
    scope.get("/oauth/authorize", (request, reply) => show(parts, request, reply));
    scope.post("/oauth/authorize", (request, reply) => confirm(parts, request, reply));
    scope.post("/oauth/token", async (request, reply) => {
      const form = formOf(request.body);
      const { status, body } = await parts.linking.token(form, credentialsOf(request, form));
      return reply.code(status).header("Cache-Control", "no-store").send(body);
    });
    scope.post("/oauth/revoke", async (request, reply) => {
      const form = formOf(request.body);
      const isClient = await parts.linking.revoke(form.token, credentialsOf(request, form));
      return isClient ? reply.code(200).send({}) : reply.code(401).send({ error: "invalid_client" });
    });
  });
}

function show(parts: LinkingRouteParts, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const carried = parts.linking.authorization(request.query);
  const language = languageOf(parts, request);
  return page(reply, carried === undefined ? 400 : 200, carried === undefined ? { language } : { language, carried });
}

function confirm(parts: LinkingRouteParts, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const form = formOf(request.body);
  const carried = parts.linking.authorization(form);
  const language = languageOf(parts, request);
  if (carried === undefined) return page(reply, 400, { language });
  const outcome = parts.linking.confirm(carried, form.household_code ?? "");
  if (typeof outcome === "object") return reply.redirect(outcome.goTo, 302);
  return page(reply, 403, { language, carried, complaint: outcome });
}

function page(reply: FastifyReply, status: number, content: LinkingPage): FastifyReply {
  return reply
    .code(status)
    .header("Content-Security-Policy", LINKING_PAGE_POLICY)
    .header("Cache-Control", "no-store")
    .header("Referrer-Policy", "no-referrer")
    .type("text/html; charset=utf-8")
    .send(linkingPage(content));
}

function languageOf({ householdLocale }: LinkingRouteParts, request: FastifyRequest): PageLanguage {
  return pageLanguage([householdLocale(), ...(request.headers["accept-language"] ?? "").split(",")]);
}

/** A form's fields; one that comes twice counts as absent. */
function formOf(body: unknown): Form {
  if (typeof body !== "object" || body === null) return {};
  return Object.fromEntries(
    Object.entries(body).flatMap(([name, value]) => (typeof value === "string" ? [[name, value] as const] : [])),
  );
}

function credentialsOf(request: FastifyRequest, form: Form): ClientCredentials {
  const [scheme, encoded = ""] = (request.headers.authorization ?? "").split(" ");
  if (scheme?.toLowerCase() !== "basic") return { clientId: form.client_id, clientSecret: form.client_secret };
  const [clientId = "", ...rest] = Buffer.from(encoded, "base64").toString("utf8").split(":");
  return { clientId: decoded(clientId), clientSecret: decoded(rest.join(":")) };
}

/** RFC 6749, 2.3.1: both parts are form-encoded before they are put into the header. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    return text;
  }
}
