import { z } from "zod";
import { linkingClient } from "@ma-alexa/skill-bridge";
import type { House } from "./house.js";

const RETURN_TO = "https://layla.amazon.com/api/skill/link/M2STREET";
const TokenSchema = z.object({ access_token: z.string() });

/** Links an Amazon account as a person and Amazon do, on the bridge's own pages; the access token that Alexa sends from then on. */
export async function linkAccount(house: House): Promise<string> {
  const { bridge } = house.demo;
  // Amazon was told both when the skill was made.
  const { clientId, clientSecret } = await linkingClient(house.store);
  const asked = { response_type: "code", client_id: clientId, redirect_uri: RETURN_TO, state: "street" };
  const page = `${bridge.publicUrl}/oauth/authorize?${new URLSearchParams(asked).toString()}`;
  const form = hiddenFields(await (await fetch(page)).text());
  form.set("household_code", bridge.musicSkill.linkingCode().code);
  const confirmed = await fetch(page, { method: "POST", body: form, redirect: "manual" });
  const back = new URL(confirmed.headers.get("location") ?? "");
  const token = await fetch(`${bridge.publicUrl}/oauth/token`, {
    method: "POST",
    headers: { authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString("base64")}` },
    body: new URLSearchParams({
      grant_type: "authorization_code",
      code: back.searchParams.get("code") ?? "",
      redirect_uri: RETURN_TO,
    }),
  });
  return TokenSchema.parse(await token.json()).access_token;
}

function hiddenFields(html: string): URLSearchParams {
  const fields = new URLSearchParams();
  for (const [, name = "", value = ""] of html.matchAll(/type="hidden" name="([^"]*)" value="([^"]*)"/g))
    fields.set(name, value.replaceAll("&amp;", "&"));
  return fields;
}
