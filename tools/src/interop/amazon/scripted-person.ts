import { totp, type SimulatedCustomer } from "@ma-alexa/simulator";

/** Signs in on the pages behind `address`, as a person with an authenticator app would; the address at which it ends. */
export async function signInOnPages(address: string, person: SimulatedCustomer): Promise<string> {
  const first = await (await fetch(address)).text();
  const second = await (await submit(first, { email: person.email })).text();
  const third = await (await submit(second, { password: person.password })).text();
  const otpCode = totp(person.otpSecret ?? "", Date.now());
  const last = await submit(third, { otpCode });
  return last.headers.get("location") ?? "";
}

/** Fills in the page's form, hidden fields as they are, and sends it where it points. */
function submit(html: string, fields: Readonly<Record<string, string>>): Promise<Response> {
  const form = new URLSearchParams();
  for (const tag of html.match(/<input[^>]*type="hidden"[^>]*>/g) ?? [])
    form.set(attribute(tag, "name"), attribute(tag, "value"));
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  const action = attribute(/<form[^>]*>/.exec(html)?.[0] ?? "", "action");
  return fetch(action, { method: "POST", body: form, redirect: "manual" });
}

function attribute(tag: string, name: string): string {
  return new RegExp(`${name}="([^"]*)"`).exec(tag)?.[1] ?? "";
}
