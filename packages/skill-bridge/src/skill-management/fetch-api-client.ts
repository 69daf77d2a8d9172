/** A request and its answer in the shapes that Amazon's SDK runtime hands around. */
export interface ApiRequest {
  readonly url: string;
  readonly method: string;
  readonly headers: readonly { readonly key: string; readonly value: string }[];
  readonly body?: string;
}
export interface ApiAnswer {
  statusCode: number;
  headers: { key: string; value: string }[];
  body?: string;
}

/** The SDK's own client waits for ever; an answer of Amazon's that is later than this is none. */
const DEADLINE_MS = 30_000;

/** The SDK's transport over `fetch`, with a deadline. Rejects as `fetch` does. */
export const fetchApiClient = {
  async invoke({ url, method, headers, body }: ApiRequest): Promise<ApiAnswer> {
    const answer = await fetch(url, {
      method,
      headers: headers.map(({ key, value }): [string, string] => [key, value]),
      signal: AbortSignal.timeout(DEADLINE_MS),
      ...(body === undefined || body === "" ? {} : { body }),
    });
    return {
      statusCode: answer.status,
      headers: [...answer.headers].map(([key, value]) => ({ key, value })),
      body: await answer.text(),
    };
  },
};
