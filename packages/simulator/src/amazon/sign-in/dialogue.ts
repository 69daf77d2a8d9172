import { randomBytes, randomInt } from "node:crypto";
import type { Clock } from "../../clock.js";
import { type ApiAnswer, type ApiRequest, page } from "../api-answer.js";
import type { AmazonFaults } from "../faults/faults.js";
import type { SimulatedCustomer } from "../people/customer.js";
import type { Customers } from "../people/customers.js";
import type { AuthorizationCodes } from "./authorization-codes.js";
import { setCookies } from "./cookies.js";
import type { Credentials } from "./credentials.js";
import { type OpenIdRequest, landingAddress, readOpenIdRequest } from "./openid.js";
import { captchaImage, captchaPage, emailPage, notFoundPage, otpPage, passwordPage } from "./pages.js";

export interface DialogueParts {
  readonly clock: Clock;
  readonly customers: Customers;
  readonly codes: AuthorizationCodes;
  readonly credentials: Credentials;
  readonly faults: AmazonFaults;
}

/** How far one person has come. */
interface Visit {
  readonly openid: OpenIdRequest;
  step: "email" | "password" | "captcha" | "otp";
  email: string;
  /** What the picture shows, while one has to be read. */
  captcha: string;
}

/** The sign-in as a person walks through it: e-mail, password, at times a captcha, a code, and back to the app. */
export class SignInDialogue {
  readonly #parts: DialogueParts;
  readonly #visits = new Map<string, Visit>();

  constructor(parts: DialogueParts) {
    this.#parts = parts;
  }

  /** What the newest captcha shows, for tests that cannot read pictures. */
  get captchaText(): string | undefined {
    return [...this.#visits.values()].findLast(({ captcha }) => captcha !== "")?.captcha;
  }

  /** GET /ap/signin; anything but an app's request for a code is no page. */
  begin({ host, query }: ApiRequest): ApiAnswer {
    const openid = readOpenIdRequest(query, host);
    if (openid === undefined) return page(notFoundPage(), 404);
    const id = randomBytes(16).toString("hex");
    this.#visits.set(id, { openid, step: "email", email: "", captcha: "" });
    const cookies = [`session-id=262-1234567-1234567; Domain=.${openid.basePage}; Path=/; Secure`];
    const answer = page(emailPage({ basePage: openid.basePage, workflowState: id }));
    return { ...answer, headers: { "set-cookie": cookies } };
  }

  /** POST /ap/signin: one form of the dialogue. */
  submit({ body }: ApiRequest): ApiAnswer {
    const form = new URLSearchParams(body);
    const id = form.get("workflowState") ?? "";
    const visit = this.#visits.get(id);
    if (visit === undefined) return page(notFoundPage(), 404);
    switch (visit.step) {
      case "email":
        return this.#takeEmail(id, visit, form);
      case "password":
      case "captcha":
        return this.#takePassword(id, visit, form);
      case "otp":
        return this.#takeCode(id, visit, form);
    }
  }

  /** GET /captcha/….svg */
  picture(path: string): ApiAnswer {
    const id = /^\/captcha\/([0-9a-f]+)\.svg$/.exec(path)?.[1] ?? "";
    const body = captchaImage(this.#visits.get(id)?.captcha ?? "");
    return { status: 200, contentType: "image/svg+xml", body };
  }

  #takeEmail(id: string, visit: Visit, form: URLSearchParams): ApiAnswer {
    const email = form.get("email") ?? "";
    if (this.#parts.customers.find(email) === undefined)
      return page(emailPage(state(id, visit, "We cannot find an account with that email address")));
    visit.email = email;
    visit.step = "password";
    // Clients that know only the former single page send both at once.
    return form.has("password") ? this.#takePassword(id, visit, form) : page(passwordPage(state(id, visit), email));
  }

  #takePassword(id: string, visit: Visit, form: URLSearchParams): ApiAnswer {
    const captcha = this.#askCaptcha(id, visit, form.get("guess") ?? "");
    if (captcha !== undefined) return captcha;
    visit.step = "password";
    const customer = this.#parts.customers.find(visit.email);
    if (customer === undefined || customer.password !== form.get("password"))
      return page(passwordPage(state(id, visit, "Your password is incorrect"), visit.email));
    if (customer.otpSecret === undefined) return this.#finish(id, visit, customer);
    visit.step = "otp";
    return page(otpPage(state(id, visit)));
  }

  /** The page with the picture, where one is wanted or was read wrongly. */
  #askCaptcha(id: string, visit: Visit, guess: string): ApiAnswer | undefined {
    const { faults } = this.#parts;
    if (visit.step === "captcha") {
      if (guess.toUpperCase() === visit.captcha) return undefined;
      return this.#showCaptcha(id, visit, "Enter the characters as they are shown in the image.");
    }
    if (faults.captcha <= 0) return undefined;
    faults.captcha -= 1;
    return this.#showCaptcha(id, visit);
  }

  #takeCode(id: string, visit: Visit, form: URLSearchParams): ApiAnswer {
    const { clock, customers } = this.#parts;
    const customer = customers.get(visit.email);
    if (customers.takesCode(customer, form.get("otpCode") ?? "", clock.epoch()))
      return this.#finish(id, visit, customer);
    return page(otpPage(state(id, visit, "The One Time Password (OTP) you entered is not valid.")));
  }

  #showCaptcha(id: string, visit: Visit, error?: string): ApiAnswer {
    visit.step = "captcha";
    visit.captcha = Array.from({ length: 6 }, () => CAPTCHA_LETTERS[randomInt(CAPTCHA_LETTERS.length)]).join("");
    return page(captchaPage(state(id, visit, error), visit.email));
  }

  #finish(id: string, { openid }: Visit, customer: SimulatedCustomer): ApiAnswer {
    const { codes, credentials } = this.#parts;
    this.#visits.delete(id);
    const code = codes.issue(customer, openid.clientId, openid.challenge);
    const { cookies } = credentials.openSession(customer, openid.basePage);
    const headers = { location: landingAddress(openid, code), "set-cookie": setCookies(openid.basePage, cookies) };
    return { ...page("", 302), headers };
  }
}

const CAPTCHA_LETTERS = "ABCEFGHJKLMNPRTUXY";

function state(workflowState: string, { openid }: Visit, error?: string) {
  return { basePage: openid.basePage, workflowState, ...(error === undefined ? {} : { error }) };
}
