import { z } from "zod";
import { linkingClient } from "@ma-alexa/skill-bridge";
import type { House } from "./house.js";
import { ask, type Said } from "./secure.js";

const RETURN_TO = "https://layla.amazon.com/api/skill/link/M2STREET";
const TokenSchema = z.object({ access_token: z.string() });

/** Links an Amazon account as a person and Amazon do, on the bridge's own pages; the access token that Alexa sends from then on. */
export async function linkAccount({ demo: { bridge }, store, trusted }: House): Promise<string> {
  // Amazon was told both when the skill was made.
  const { clientId, clientSecret } = await linkingClient(store);
  const asked = { response_type: "code", client_id: clientId, redirect_uri: RETURN_TO, state: "street" };
  const page = `${bridge.publicUrl}/oauth/authorize?${new URLSearchParams(asked).toString()}`;
  const send = (url: string, form: URLSearchParams, headers: Readonly<Record<string, string>> = {}): Promise<Said> =>
    ask(url, {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded", ...headers },
      body: form.toString(),
      trusted,
    });
  const form = hiddenFields((await ask(page, { trusted })).body.toString("utf8"));
  form.set("household_code", bridge.musicSkill.linkingCode().code);
  const confirmed = await send(page, form);
  const back = new URL(confirmed.headers.location ?? "");
  const granted = new URLSearchParams({
    grant_type: "authorization_code",
    code: back.searchParams.get("code") ?? "",
    redirect_uri: RETURN_TO,
  });
  const authorization = `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString("base64")}`;
  const token = await send(`${bridge.publicUrl}/oauth/token`, granted, { authorization });
  return TokenSchema.parse(JSON.parse(token.body.toString("utf8"))).access_token;
}

function hiddenFields(html: string): URLSearchParams {
  const fields = new URLSearchParams();
  for (const [, name = "", value = ""] of html.matchAll(/type="hidden" name="([^"]*)" value="([^"]*)"/g))
    fields.set(name, value.replaceAll("&amp;", "&"));
  return fields;
}
