import type { ApiRequest } from "../api-answer.js";

/** What stood in the place of `:names` of a path. */
export type PathParams = Readonly<Record<string, string>>;

/** A table of `"METHOD /path/:name"` and what serves it. */
export type RouteTable<Served> = Readonly<Record<string, Served>>;

/** Finds what serves a request, first fit first. */
export class Routes<Served> {
  readonly #routes: readonly { readonly method: string; readonly pattern: RegExp; readonly served: Served }[];

  constructor(table: RouteTable<Served>) {
    this.#routes = Object.entries(table).map(([route, served]) => {
      const [method = "", path = ""] = route.split(" ");
      const pattern = path.replaceAll(".", "\\.").replaceAll(/:(\w+)/g, "(?<$1>[^/]+)");
      return { method, pattern: new RegExp(`^${pattern}$`), served };
    });
  }

  /** What serves the request, with the names in its path filled in. */
  find({ method, path }: ApiRequest): { readonly served: Served; readonly params: PathParams } | undefined {
    for (const route of this.#routes) {
      const match = route.method === method ? route.pattern.exec(path) : null;
      if (match === null) continue;
      const params = Object.entries(match.groups ?? {}).map(([name, value]) => [name, decodeURIComponent(value)]);
      return { served: route.served, params: Object.fromEntries(params) as PathParams };
    }
    return undefined;
  }
}
