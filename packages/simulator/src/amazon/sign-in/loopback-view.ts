import type { ApiAnswer, ApiRequest } from "../api-answer.js";

/** `http://127.0.0.1:4711/www.amazon.com/ap/signin`: whose page it is stands first in the path. */
const HOST_IN_PATH = /^\/([a-z0-9-]+\.amazon\.[a-z.]+)(\/.*)$/;
const LOOPBACK = /^(127\.0\.0\.1|localhost)$/;

/**
 * The sign-in pages for a browser that is not redirected: the simulator's own address with Amazon's host in the path. A
 * request of that kind as Amazon would get it; undefined for every other.
 */
export function asAmazonSeesIt(request: ApiRequest): ApiRequest | undefined {
  const match = LOOPBACK.test(request.host) ? HOST_IN_PATH.exec(request.path) : null;
  return match === null ? undefined : { ...request, host: match[1] ?? "", path: match[2] ?? "" };
}

/** Amazon's answer with its addresses led back to `base`, such as `http://127.0.0.1:4711`; cookies are left out. */
export function asTheBrowserNeedsIt(answer: ApiAnswer, asked: ApiRequest, base: string): ApiAnswer {
  const lead = (text: string): string => text.replaceAll(/https:\/\/([a-z0-9-]+\.amazon\.[a-z.]+)\//g, `${base}/$1/`);
  const location = answer.headers?.location;
  const body = lead(answer.body).replace("</body>", `${landingNote(asked)}</body>`);
  return { ...answer, body, headers: typeof location === "string" ? { location: lead(location) } : {} };
}

/** The address as it would stand in the address bar on a real day, to be copied. */
function landingNote({ host, path, query }: ApiRequest): string {
  if (path !== "/ap/maplanding") return "";
  const address = `https://${host}${path}?${query.toString()}`.replaceAll("&", "&amp;");
  return `<p>On a real day the address of this page would be:</p><textarea id="address" readonly rows="8" style="width:100%">${address}</textarea>`;
}
