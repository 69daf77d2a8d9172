import { z } from "zod";
import { linkingClient, type LinkingClient } from "@ma-alexa/skill-bridge";
import type { House } from "./house.js";
import { ask, type Said } from "./secure.js";

const RETURN_TO = "https://layla.amazon.com/api/skill/link/M2STREET";
const TokensSchema = z.object({ access_token: z.string(), refresh_token: z.string() });

/** An account of Amazon's that is linked to the bridge, as Alexa keeps it. */
export class LinkedAccount {
  readonly #house: House;
  readonly #client: LinkingClient;
  #tokens: z.output<typeof TokensSchema>;

  private constructor(house: House, client: LinkingClient, tokens: z.output<typeof TokensSchema>) {
    this.#house = house;
    this.#client = client;
    this.#tokens = tokens;
  }

  /** Links it as a person and Amazon do, on the bridge's own pages. */
  static async link(house: House): Promise<LinkedAccount> {
    const { bridge } = house.demo;
    // Amazon was told both when the skill was made.
    const client = await linkingClient(house.store);
    const asked = { response_type: "code", client_id: client.clientId, redirect_uri: RETURN_TO, state: "street" };
    const page = `${bridge.publicUrl}/oauth/authorize?${new URLSearchParams(asked).toString()}`;
    const form = hiddenFields((await ask(page, { trusted: house.trusted })).body.toString("utf8"));
    form.set("household_code", bridge.musicSkill.linkingCode().code);
    const confirmed = await send(house, page, form);
    const back = new URL(confirmed.headers.location ?? "");
    const code = back.searchParams.get("code") ?? "";
    const tokens = await granted(house, client, { grant_type: "authorization_code", code, redirect_uri: RETURN_TO });
    return new LinkedAccount(house, client, tokens);
  }

  /** What Alexa sends with each directive; good for an hour. */
  get accessToken(): string {
    return this.#tokens.access_token;
  }

  /** What Alexa does before it runs out. */
  async renew(): Promise<void> {
    const refresh_token = this.#tokens.refresh_token;
    this.#tokens = await granted(this.#house, this.#client, { grant_type: "refresh_token", refresh_token });
  }
}

/** The access token of an account that is linked now. */
export async function linkAccount(house: House): Promise<string> {
  return (await LinkedAccount.link(house)).accessToken;
}

async function granted(
  house: House,
  { clientId, clientSecret }: LinkingClient,
  asked: Readonly<Record<string, string>>,
): Promise<z.output<typeof TokensSchema>> {
  const authorization = `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString("base64")}`;
  const url = `${house.demo.bridge.publicUrl}/oauth/token`;
  const said = await send(house, url, new URLSearchParams(asked), { authorization });
  return TokensSchema.parse(JSON.parse(said.body.toString("utf8")));
}

function send(
  { trusted }: House,
  url: string,
  form: URLSearchParams,
  more: Readonly<Record<string, string>> = {},
): Promise<Said> {
  const headers = { "content-type": "application/x-www-form-urlencoded", ...more };
  return ask(url, { method: "POST", headers, body: form.toString(), trusted });
}

function hiddenFields(html: string): URLSearchParams {
  const fields = new URLSearchParams();
  for (const [, name = "", value = ""] of html.matchAll(/type="hidden" name="([^"]*)" value="([^"]*)"/g))
    fields.set(name, value.replaceAll("&amp;", "&"));
  return fields;
}
