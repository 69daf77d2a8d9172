import { createHash } from "node:crypto";
import { describe, expect, it, onTestFinished } from "vitest";
import { TestClock } from "../../clock.js";
import { totp } from "../people/totp.js";
import { createSimulatedAmazon } from "../simulated-amazon.js";
import { StillDevice, notedEffects } from "../testing/household.js";
import { Person, attribute, complaintOf } from "../people/person.js";

const VERIFIER = "verifier-of-the-test";
const CLIENT = "4142434423413249564c5635564d32573831";

function signInAddress(more: Record<string, string> = {}): string {
  const query = new URLSearchParams({
    "openid.return_to": "https://www.amazon.com/ap/maplanding",
    "openid.assoc_handle": "amzn_dp_project_dee_ios",
    "openid.mode": "checkid_setup",
    "openid.oa2.response_type": "code",
    "openid.oa2.scope": "device_auth_access",
    "openid.oa2.client_id": `device:${CLIENT}`,
    "openid.oa2.code_challenge_method": "S256",
    "openid.oa2.code_challenge": createHash("sha256").update(VERIFIER).digest("base64url"),
    ...more,
  });
  return `https://www.amazon.com/ap/signin?${query.toString()}`;
}

async function house(owner: { otpSecret?: null } = {}) {
  const clock = new TestClock();
  const amazon = createSimulatedAmazon({ clock, devices: [new StillDevice("G1")], effects: notedEffects([]), owner });
  await amazon.start();
  onTestFinished(() => amazon.stop());
  const { email = "", password = "", otpSecret = "" } = amazon.customers[0] ?? {};
  const person = new Person();
  const page = () => person.open(amazon.pageUrl(signInAddress()));
  const post = async (path: string, body: object | URLSearchParams, bearer = "") => {
    const text = body instanceof URLSearchParams ? body.toString() : JSON.stringify(body);
    const headers = { authorization: `Bearer ${bearer}` };
    const response = await fetch(amazon.pageUrl(`https://${path}`), { method: "POST", body: text, headers });
    return { status: response.status, body: (await response.json()) as Record<string, string> };
  };
  return { clock, amazon, person, email, password, otpSecret, page, post };
}

type House = Awaited<ReturnType<typeof house>>;

/** The whole way; the address at which it ends. */
async function walk({ amazon, clock, person, page, email, password, otpSecret }: House): Promise<URL> {
  const first = await person.submit(await page(), { email });
  const second = await person.submit(first, { password });
  const third = await person.submit(second, { otpCode: totp(otpSecret, clock.epoch()) });
  const landed = await person.open(third.location ?? "");
  expect(landed.status).toBe(404);
  expect(landed.html).toContain("Looking for something?");
  expect(third.location).toContain(`http://127.0.0.1:${String(amazon.endpoint.port)}/www.amazon.com/ap/maplanding?`);
  const address = /<textarea id="address"[^>]*>([^<]+)</.exec(landed.html)?.[1]?.replaceAll("&amp;", "&");
  return new URL(address ?? "");
}

function registration(code: string, more: Record<string, string> = {}): object {
  const auth = { client_id: CLIENT, authorization_code: code, code_verifier: VERIFIER, code_algorithm: "SHA-256" };
  return {
    registration_data: {
      device_type: "A2IVLV5VM2W81",
      device_serial: "5e1a1",
      device_name: "%FIRST_NAME%'s%DUPE_STRATEGY_1ST%Bridge",
      app_name: "Bridge",
    },
    auth_data: { ...auth, ...more },
  };
}

describe("the simulated sign-in", () => {
  it("leads through e-mail, password and code to an address with an authorization code", async () => {
    const address = await walk(await house());
    expect(`${address.origin}${address.pathname}`).toBe("https://www.amazon.com/ap/maplanding");
    expect(address.searchParams.get("openid.mode")).toBe("id_res");
    expect(address.searchParams.get("openid.oa2.authorization_code")).toMatch(/^AN[0-9a-f]{24}$/);
  });

  it("shows the marks by which clients know its pages", async () => {
    const { person, page, email, password } = await house();
    const first = await page();
    expect(attribute(first.html, 'name="signIn"', "method")).toBe("post");
    const second = await person.submit(first, { email });
    expect(attribute(second.html, 'id="ap_password"', "name")).toBe("password");
    const third = await person.submit(second, { password });
    expect(attribute(third.html, 'id="auth-mfa-otpcode"', "name")).toBe("otpCode");
    expect(attribute(third.html, 'name="mfaSubmit"', "value")).toBe("Submit");
  });

  it("complains of an unknown address, a wrong password, a wrong code and a used one, and goes on", async () => {
    const all = await house();
    const { clock, person, page, email, password, otpSecret } = all;
    await walk(all);
    const unknown = await person.submit(await page(), { email: "nobody@example.com" });
    expect(complaintOf(unknown)).toContain("cannot find an account");
    const wrong = await person.submit(await person.submit(unknown, { email }), { password: "guess" });
    expect(complaintOf(wrong)).toBe("Your password is incorrect");
    const otp = await person.submit(wrong, { password });
    const used = await person.submit(otp, { otpCode: totp(otpSecret, clock.epoch()) });
    expect(complaintOf(used)).toContain("not valid");
    clock.tick(30_000);
    const done = await person.submit(used, { otpCode: totp(otpSecret, clock.epoch()) });
    expect(done.status).toBe(302);
  });

  it("asks who has no two-step verification for no code", async () => {
    const { person, page, email, password } = await house({ otpSecret: null });
    expect((await person.submit(await page(), { email, password })).status).toBe(302);
  });

  it("shows a picture to read when told to, again after a wrong guess", async () => {
    const { amazon, person, page, email, password } = await house();
    amazon.faults.captcha = 1;
    const asked = await person.submit(await page(), { email, password });
    const picture = await person.open(attribute(asked.html, 'id="auth-captcha-image"', "src") ?? "");
    expect(picture.html).toContain(amazon.captchaText);
    const again = await person.submit(asked, { password, guess: "WRONG" });
    expect(complaintOf(again)).toContain("as they are shown");
    const otp = await person.submit(again, { password, guess: amazon.captchaText ?? "" });
    expect(otp.html).toContain("auth-mfa-otpcode");
  });

  it("is no page for anybody who asks for something else than a code with a challenge", async () => {
    const { amazon, person } = await house();
    const plain = await person.open(amazon.pageUrl(signInAddress({ "openid.oa2.code_challenge": "short" })));
    expect(plain.status).toBe(404);
  });
});

describe("the simulated registration", () => {
  it("takes a code once, from the app that asked, with its verifier, for five minutes", async () => {
    const all = await house();
    const codeNow = async () => {
      all.clock.tick(60_000);
      return (await walk(all)).searchParams.get("openid.oa2.authorization_code") ?? "";
    };
    const register = (body: object) => all.post("api.amazon.com/auth/register", body);
    expect((await register(registration(await codeNow(), { code_verifier: "another" }))).status).toBe(400);
    expect((await register(registration(await codeNow(), { client_id: "99" }))).status).toBe(400);
    const late = await codeNow();
    all.clock.tick(301_000);
    expect((await register(registration(late))).status).toBe(400);
    const code = await codeNow();
    expect(await register(registration(code))).toMatchObject({
      status: 200,
      body: { response: { success: { extensions: { device_info: { device_name: "Maria's Bridge" } } } } },
    });
    expect(await register(registration(code))).toMatchObject({
      status: 400,
      body: { response: { error: { code: "InvalidValue" } } },
    });
    expect(all.amazon.phones(all.email)).toEqual([{ serial: "5e1a1", name: "Maria's Bridge" }]);
  });

  it("ends with a deregistration, a deleted device or a new password", async () => {
    const all = await house();
    const { amazon, email, post } = all;
    const renewed = async (refreshToken: string) => {
      const form = new URLSearchParams({ source_token: refreshToken, source_token_type: "refresh_token" });
      return (await post("api.amazon.com/auth/token", form)).body["error"] ?? "renewed";
    };
    const fresh = () => amazon.registration();
    const [first, second, third] = [fresh(), fresh(), fresh()];
    expect((await post("api.amazon.com/auth/deregister", {}, first.accessToken)).status).toBe(200);
    amazon.deletePhone(email, second.deviceSerial);
    expect(await Promise.all([first, second, third].map((one) => renewed(one.refreshToken)))).toEqual([
      "invalid_grant",
      "invalid_grant",
      "renewed",
    ]);
    amazon.changePassword(email, "another horse");
    expect(await renewed(third.refreshToken)).toBe("invalid_grant");
    expect((await post("api.amazon.com/auth/deregister", {}, third.accessToken)).status).toBe(401);
  });
});
