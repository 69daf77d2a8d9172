import { textsOf, type PageLanguage } from "./page-texts.js";

/** What the page asks for, or why it cannot. */
export interface LinkingPage {
  readonly language: PageLanguage;
  /** Carried along unchanged in hidden fields. Without them the page only says that it cannot link. */
  readonly carried?: Readonly<Record<string, string | undefined>>;
  readonly complaint?: "wrong" | "void";
}

/** Only its own style and its own form: nothing of it runs, loads, or may be put in a frame. */
export const LINKING_PAGE_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'";

const STYLE = `:root{color-scheme:light dark}body{font:1.1rem/1.5 system-ui,sans-serif;margin:0 auto;max-width:28rem;padding:2rem 1.25rem}
h1{font-size:1.4rem}input{box-sizing:border-box;font:inherit;letter-spacing:.2em;padding:.6rem;text-transform:uppercase;width:100%}
button{background:#0b57d0;border:0;border-radius:.5rem;color:#fff;cursor:pointer;font:inherit;margin-top:1rem;padding:.7rem;width:100%}
[role=alert]{border-inline-start:.25rem solid #c5221f;padding-inline-start:.75rem}`;

/** The page on which a person of the household proves to be one. Plain HTML, without a script. */
export function linkingPage({ language, carried, complaint }: LinkingPage): string {
  const texts = textsOf(language);
  const body =
    carried === undefined
      ? `<p role="alert">${escaped(texts.refused)}</p>`
      : [
          `<p>${escaped(texts.intro)}</p>`,
          complaint === undefined ? "" : `<p role="alert">${escaped(texts[complaint])}</p>`,
          `<form method="post">${Object.entries(carried).map(hidden).join("")}`,
          `<label for="code">${escaped(texts.code)}</label>`,
          `<input id="code" name="household_code" autocomplete="one-time-code" autocapitalize="characters" maxlength="12" required autofocus>`,
          `<button type="submit">${escaped(texts.link)}</button></form>`,
        ].join("");
  return `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${escaped(texts.title)}</title><style>${STYLE}</style></head><body><main><h1>${escaped(texts.title)}</h1>${body}</main></body></html>`;
}

function hidden([name, value]: readonly [string, string | undefined]): string {
  if (value === undefined) return "";
  return `<input type="hidden" name="${escaped(name)}" value="${escaped(value)}">`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? "");
}
