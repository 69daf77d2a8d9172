import type { IncomingHttpHeaders, OutgoingHttpHeaders } from "node:http";

/** A request to the web API, read to its end. */
export interface ApiRequest {
  readonly method: string;
  readonly host: string;
  /** Without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** What the web API answers. */
export interface ApiAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
  /** Cookies and redirects; lower case. */
  readonly headers?: OutgoingHttpHeaders;
}

/** A JSON answer. */
export function json(body: unknown, status = 200): ApiAnswer {
  return { status, contentType: "application/json", body: JSON.stringify(body) };
}

/** A web page. */
export function page(body: string, status = 200): ApiAnswer {
  return { status, contentType: "text/html;charset=UTF-8", body };
}

/** What commands are answered with, whatever the device makes of them (Amazon reference 6). */
export const ACCEPTED: ApiAnswer = { status: 200, contentType: "application/octet-stream", body: "" };

/** The answer about a device that Amazon cannot reach (Amazon reference 5.3 and 5.5). */
export function noRoutes(status: number): ApiAnswer {
  return json({ message: "No routes found", userFacingMessage: null }, status);
}
