import type { FastifyInstance, FastifyReply } from "fastify";
import { z } from "zod";
import { PastedAddressSchema, SignInRequestSchema, TotpSecretSchema } from "@ma-alexa/protocol/admin";
import { SignInRefused } from "@ma-alexa/provider";
import type { AccountsView } from "../accounts/accounts-view.js";

const Params = z.object({ id: z.string() });
const SignOutQuery = z.object({ deregister: z.stringbool().default(true) });

/** Amazon accounts and the sign-in to them. */
export function addAccountRoutes(server: FastifyInstance, accounts: AccountsView): void {
  server.get("/api/accounts", () => accounts.snapshot());

  server.post("/api/sign-in", async (request, reply) => {
    try {
      return await accounts.beginSignIn(SignInRequestSchema.parse(request.body));
    } catch (error) {
      if (!(error instanceof SignInRefused)) throw error;
      const status = error.code === "SIGN_IN_BUSY" ? 409 : 404;
      return reply.code(status).send({ code: error.code, message: error.message });
    }
  });

  server.get("/api/sign-in/:id", (request, reply) => accounts.signIn(idOf(request)) ?? noSignIn(reply));
  server.delete("/api/sign-in/:id", (request, reply) => accounts.cancel(idOf(request)) ?? noSignIn(reply));
  server.post("/api/sign-in/:id/address", (request, reply) => {
    const { address } = PastedAddressSchema.parse(request.body);
    return accounts.paste(idOf(request), address) ?? noSignIn(reply);
  });

  server.delete("/api/accounts/:id", async (request, reply) => {
    const id = idOf(request);
    if (!accounts.knows(id)) return noAccount(reply);
    return await accounts.signOut(id, SignOutQuery.parse(request.query));
  });

  server.get("/api/accounts/:id/totp", (request, reply) => {
    const message = "No authenticator secret is kept for this account.";
    return accounts.totpCode(idOf(request)) ?? reply.code(404).send({ code: "NO_TOTP", message });
  });
  server.put("/api/accounts/:id/totp", async (request, reply) => {
    const id = idOf(request);
    if (!accounts.knows(id)) return noAccount(reply);
    if (await accounts.keepTotp(id, TotpSecretSchema.parse(request.body).secret)) return { ok: true };
    const message = "This is not an authenticator's secret: copy the 52 letters and digits that Amazon shows.";
    return reply.code(400).send({ code: "NO_TOTP_SECRET", message });
  });
  server.delete("/api/accounts/:id/totp", async (request, reply) => {
    const id = idOf(request);
    if (!accounts.knows(id)) return noAccount(reply);
    await accounts.forgetTotp(id);
    return { ok: true };
  });
}

function idOf(request: { readonly params: unknown }): string {
  return Params.parse(request.params).id;
}

function noSignIn(reply: FastifyReply): FastifyReply {
  const message = "This sign-in is over or was replaced by another: begin again.";
  return reply.code(404).send({ code: "NO_SUCH_SIGN_IN", message });
}

function noAccount(reply: FastifyReply): FastifyReply {
  const message = "There is no such account: GET /api/accounts lists them.";
  return reply.code(404).send({ code: "NO_SUCH_ACCOUNT", message });
}
