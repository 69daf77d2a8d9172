import type { AmazonFaults } from "@ma-alexa/simulator";

/** One bad day and what the library makes of it, as measured with getPlayerInfo (Amazon reference 8.1). */
export interface FaultRow {
  readonly name: string;
  readonly fault: Partial<AmazonFaults>;
  /** What the error's text says; absent where the library reports success. */
  readonly error?: RegExp;
  /** How many requests it takes. */
  readonly requests: number;
}

const PATH = "/api/np/player";
const answer = (status: number, body?: unknown, times?: number): Partial<AmazonFaults> => ({
  status: {
    pathPrefix: PATH,
    status,
    ...(body === undefined ? {} : { body }),
    ...(times === undefined ? {} : { times }),
  },
});
const MESSAGE = { message: "Too many. Try again in some time." };
const PAGE = "<html><body>Sorry</body></html>";

/** Those that take ten seconds and more to show are left to the tests of the parts that wait for them. */
export const FAULT_TABLE: readonly FaultRow[] = [
  { name: "429 with JSON", fault: answer(429, MESSAGE), requests: 1 },
  { name: "400 with JSON", fault: answer(400, { message: null }), requests: 1 },
  { name: "404 with JSON", fault: answer(404, { message: "No routes found" }), requests: 1 },
  { name: "429 without body", fault: answer(429), error: /no body/, requests: 1 },
  { name: "302 without body", fault: answer(302), error: /no body/, requests: 1 },
  { name: "401", fault: answer(401, { message: "Unauthorized" }), error: /401 Unauthorized/, requests: 1 },
  { name: "200 with a web page", fault: { htmlInstead: PATH }, error: /no JSON/, requests: 1 },
  { name: "500 with a web page", fault: answer(500, PAGE), error: /no body/, requests: 1 },
  { name: "503 once", fault: answer(503, "", 1), requests: 2 },
  { name: "reset", fault: { reset: PATH }, error: /socket hang up|ECONNRESET/, requests: 1 },
];
