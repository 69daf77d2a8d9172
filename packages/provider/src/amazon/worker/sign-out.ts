import { WireError, parseJson } from "@ma-alexa/protocol";
import { AccessTokenSchema, DeregisteredSchema } from "@ma-alexa/protocol/amazon";
import { isTransport } from "./library-errors.js";
import { requestAccessToken, requestDeregistration } from "./own-requests.js";
import type { SignOutSetup } from "./sign-in-messages.js";

/** Takes our app off the account's list of devices; says whether Amazon did it. */
export async function signOut({ registration, basePage }: SignOutSetup): Promise<boolean> {
  try {
    const token = await requestAccessToken(registration, basePage);
    const { access_token: accessToken } = parseJson(AccessTokenSchema, token.body, "Amazon's access token");
    const answer = await requestDeregistration(accessToken, basePage);
    parseJson(DeregisteredSchema, answer.body, "Amazon's answer to the sign-out");
    return answer.status === 200;
  } catch (error) {
    // The sign-in is worth nothing any more, or there is no network: then Amazon's list keeps our app.
    if (error instanceof WireError || (error instanceof Error && isTransport(error))) return false;
    throw error;
  }
}
