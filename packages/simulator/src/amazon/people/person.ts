/** A scripted person with a browser: fetches a page, fills in its form, sends it, and never follows a redirect by itself. */

/** A page as the person sees it. */
export interface SeenPage {
  readonly status: number;
  /** Where it leads instead of showing something. */
  readonly location: string | undefined;
  readonly html: string;
}

/** What a field or a mark of the page says, read from its markup. */
export function attribute(html: string, mark: string, name: string): string | undefined {
  const tag = html.match(/<[^>]+>/g)?.find((candidate) => candidate.includes(mark));
  return new RegExp(`${name}="([^"]*)"`).exec(tag ?? "")?.[1];
}

/** What the error box says. */
export function complaintOf({ html }: SeenPage): string | undefined {
  return /auth-error-message-box.*?<li>(.*?)<\/li>/s.exec(html)?.[1];
}

export class Person {
  readonly #cookies = new Map<string, string>();
  readonly #fetch: (url: string, init?: RequestInit) => Promise<Response>;

  constructor(fetchPage: (url: string, init?: RequestInit) => Promise<Response> = fetch) {
    this.#fetch = fetchPage;
  }

  open(url: string): Promise<SeenPage> {
    return this.#see(url, {});
  }

  /** Fills in the page's form, hidden fields as they are, and sends it where it points. */
  submit(seen: SeenPage, fields: Readonly<Record<string, string>>): Promise<SeenPage> {
    const form = new URLSearchParams();
    for (const tag of seen.html.match(/<input[^>]*type="hidden"[^>]*>/g) ?? [])
      form.set(attribute(tag, "<input", "name") ?? "", attribute(tag, "<input", "value") ?? "");
    for (const [name, value] of Object.entries(fields)) form.set(name, value);
    return this.#see(attribute(seen.html, "<form", "action") ?? "", { method: "POST", body: form });
  }

  async #see(url: string, init: RequestInit): Promise<SeenPage> {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const response = await this.#fetch(url, { ...init, headers: { cookie }, redirect: "manual" });
    for (const set of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(set) ?? [];
      this.#cookies.set(name, value);
    }
    const location = response.headers.get("location") ?? undefined;
    return { status: response.status, location, html: await response.text() };
  }
}
