import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { totp } from "@ma-alexa/simulator";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { chromiumPath, launchChromium } from "./chromium.js";
import { expectInOrder } from "./expect-in-order.js";
import { FirstHousehold } from "./first-household.js";
import { HouseholdPage } from "./household-page.js";

const SCREENSHOTS = fileURLToPath(new URL("screenshots/", import.meta.url));
const DESKTOP = { width: 1280, height: 900, colorScheme: "light" } as const;
const SOON = { timeout: 30_000, interval: 200 };
const ECHOS = ["Bedroom Show", "Kitchen", "Living Room"];
/** Amazon takes each code once, and those of the steps beside the present one. */
const STEP_MS = 30_000;

/** One story, told in order: the household of a person who signs in, restarts, is thrown out and signs in again. */
describe.skipIf(chromiumPath === undefined)("the sign-in (skipped where there is no Chromium)", () => {
  let household: FirstHousehold;
  let browser: Browser;
  let view: HouseholdPage;
  let players: Readonly<Record<string, string>>;

  beforeAll(async () => {
    mkdirSync(SCREENSHOTS, { recursive: true });
    household = await FirstHousehold.start();
    const { port } = await household.street.amazon.openTls();
    // Amazon's names lead to the simulated one, as a person's browser finds the real one.
    browser = await launchChromium(`--host-resolver-rules=MAP *.amazon.com 127.0.0.1:${String(port)}`);
  });
  afterAll(async () => {
    await browser.close();
    await household.stop();
  });

  const maria = () => {
    const [customer] = household.street.amazon.customers;
    if (customer === undefined) throw new Error("Nobody lives in this street");
    return customer;
  };
  const picture = (name: string) => view.page.screenshot({ path: `${SCREENSHOTS}${name}.png` });

  /** Opens Amazon's page from ours, in a tab of its own, and signs in there with password and code. */
  async function signInAtAmazon(codeAtEpochMs: number): Promise<Page> {
    const opened = view.page.context().waitForEvent("page");
    await view.page.locator("[data-role=open-amazon]").click();
    const amazon = await opened;
    await amazon.locator("#ap_email").fill(maria().email);
    await amazon.locator("#continue").click();
    await amazon.locator("#ap_password").fill(maria().password);
    await amazon.locator("#signInSubmit").click();
    await amazon.locator("#auth-mfa-otpcode").fill(totp(maria().otpSecret ?? "", codeAtEpochMs));
    await amazon.locator("#auth-signin-button").click();
    return amazon;
  }

  it("shows what is missing before, and the way to it", async () => {
    view = await HouseholdPage.open(browser, household.address, DESKTOP);
    await view.go("Set-up");
    await expect.poll(() => view.page.locator('[data-step="amazon"]').getAttribute("data-state")).toBe("broken");
    await picture("first-set-up");
    await expectInOrder(view, DESKTOP.width);
    await view.page.locator('[data-step="amazon"]').getByRole("link", { name: "Sign in to Amazon" }).click();
    await view.page.locator("#marketplace").selectOption("amazon.com");
    await expectInOrder(view, DESKTOP.width);
    await picture("sign-in-begin");
  });

  it("says at once what is wrong with a pasted address", async () => {
    await view.page.getByRole("button", { name: "Begin" }).click();
    const field = view.page.locator("#address");
    const words = view.page.locator("[data-role=address-words]");
    await field.fill("maplanding");
    await expect.poll(() => words.textContent()).toContain("This is no web address");
    await field.fill("https://www.amazon.com/ap/signin?openid.mode=checkid_setup");
    await expect.poll(() => words.textContent()).toContain("not finished at this address");
    await field.fill("");
    await expectInOrder(view, DESKTOP.width);
    await picture("sign-in-steps");
  });

  it("signs in with password and code at Amazon, by the address at which it ends", async () => {
    const amazon = await signInAtAmazon(Date.now());
    await amazon.waitForURL(/maplanding/);
    await view.page.locator("#address").fill(amazon.url());
    await amazon.close();
    await view.page.locator("[data-role=signed-in]").waitFor(SOON);
    await picture("sign-in-done");
    await expect.poll(() => Object.keys(household.players()).sort(), SOON).toEqual(ECHOS);
    players = household.players();
    await view.go("Set-up");
    await expect.poll(() => view.page.locator("[data-role=account-state]").textContent(), SOON).toBe("Signed in");
    await picture("account");
    await expectInOrder(view, DESKTOP.width);
  });

  it("keeps the secret of the authenticator and shows only its code", async () => {
    await view.page.getByText("Two-factor code").click();
    await view.page.getByLabel("Secret, 52 letters and digits").fill(maria().otpSecret ?? "");
    await view.page.getByRole("button", { name: "Keep it" }).click();
    const code = view.page.locator("[data-role=totp]");
    const now = () => [-STEP_MS, 0, STEP_MS].map((away) => totp(maria().otpSecret ?? "", Date.now() + away));
    await expect.poll(async () => now().includes(((await code.textContent()) ?? "").replace(" ", "")), SOON).toBe(true);
    expect(await view.page.content()).not.toContain(maria().otpSecret);
  });

  it("is still signed in after a restart, with the same players", async () => {
    await household.restart();
    await view.page.getByText("Live", { exact: true }).waitFor(SOON);
    await expect.poll(() => household.players(), SOON).toEqual(players);
    expect(await view.page.locator("[data-role=login-required]").count()).toBe(0);
    view.complaints.length = 0;
  });

  it("shows one clear notice on every view when Amazon ends the session", async () => {
    household.street.amazon.logOutEverywhere(maria().email);
    const kitchen = players["Kitchen"] ?? "";
    household.street.musicAssistant?.setVolume(kitchen, 44);
    const notice = view.page.locator("[data-role=login-required]");
    await notice.waitFor({ timeout: 45_000 });
    for (const name of ["Household", "Devices", "Activity", "Set-up"] as const) {
      await view.go(name);
      expect(await notice.count()).toBe(1);
    }
    await picture("login-required");
    await expectInOrder(view, DESKTOP.width);
  });

  it("signs in again through the bridge, and every player is as it was", async () => {
    await view.page.locator("[data-role=login-required]").getByRole("link", { name: "Sign in" }).click();
    await view.page.getByLabel("Through the bridge").check();
    await view.page.getByRole("button", { name: "Begin" }).click();
    await view.page.locator("[data-role=open-amazon]").waitFor(SOON);
    const amazon = await signInAtAmazon(Date.now() + STEP_MS);
    await view.page.locator("[data-role=signed-in]").waitFor(SOON);
    await amazon.close();
    await view.go("Household");
    expect(await view.page.locator("[data-role=login-required]").count()).toBe(0);
    await expect.poll(() => household.players(), SOON).toEqual(players);
    await expectInOrder(view, DESKTOP.width);
  });

  it("signs out after one more question, and the players leave", async () => {
    await view.go("Set-up");
    await view.page.getByRole("button", { name: "Sign out" }).click();
    await view.page.getByRole("button", { name: "Sign out" }).click();
    await expect.poll(() => Object.keys(household.players()), SOON).toEqual([]);
    await expect.poll(() => view.page.locator("[data-account]").count(), SOON).toBe(0);
  });
});
