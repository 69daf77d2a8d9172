import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { chromiumPath, launchChromium } from "./chromium.js";
import { expectInOrder } from "./expect-in-order.js";
import { DemoHouse, HouseholdPage } from "./household-page.js";
import { SkillDashboard } from "./skill-dashboard.js";

const SCREENSHOTS = fileURLToPath(new URL("screenshots/", import.meta.url));
const DESKTOP = { width: 1280, height: 1400, colorScheme: "light" } as const;
const SOON = { timeout: 20_000, interval: 200 };
/** Making a skill waits for Amazon's checks. */
const MADE = { timeout: 45_000, interval: 200 };

/** A household whose Music Assistant encrypts, and lets nobody play whom its operator has not approved. */
describe.skipIf(chromiumPath === undefined)("what a person sets up (skipped where there is no Chromium)", () => {
  let house: DemoHouse;
  let browser: Browser;
  let open: HouseholdPage | undefined;

  beforeAll(async () => {
    mkdirSync(SCREENSHOTS, { recursive: true });
    const musicAssistant = { profile: "10.2.1", approves: false } as const;
    const street = { echos: [{ name: "Kitchen" }], musicAssistant };
    [house, browser] = await Promise.all([DemoHouse.start(street), launchChromium()]);
  });
  afterEach(async () => {
    await open?.page.close();
    open = undefined;
  });
  afterAll(async () => {
    await browser.close();
    await house.stop();
  });

  async function visit(address = house.address): Promise<HouseholdPage> {
    open = await HouseholdPage.open(browser, address, DESKTOP);
    return open;
  }
  function musicAssistant() {
    const { musicAssistant: simulated } = house.demo.street;
    if (simulated === undefined) throw new Error("This street has no Music Assistant");
    return simulated;
  }
  const picture = (name: string) => open?.page.screenshot({ path: `${SCREENSHOTS}${name}.png` });

  it("says which player waits for Music Assistant's operator, until it is paired by its token", async () => {
    const view = await visit();
    const approval = view.card("Kitchen").getByText("approve Kitchen in its settings");
    await approval.waitFor(SOON);
    await view.go("Devices");
    const device = view.page.locator('[data-device="Kitchen"]');
    await device.locator("[data-role=needs-approval]").waitFor(SOON);
    await device.locator("summary").click();
    expect(await view.page.content()).not.toContain("SP:0");
    await device.getByRole("button", { name: "Show the pairing token" }).click();
    const token = device.getByRole("textbox", { name: "Pairing token of Kitchen" });
    await expect.poll(() => token.inputValue(), SOON).toMatch(/^SP:0/);
    await device.getByRole("img", { name: "Pairing token of Kitchen as a QR code" }).waitFor();
    await expectInOrder(view, DESKTOP.width);
    await picture("pairing");
    musicAssistant().operator.pair(await token.inputValue());
    const security = device.locator("[data-role=security]");
    await expect.poll(() => security.textContent(), SOON).toBe("Encrypted and paired with Music Assistant.");
    expect(await token.count()).toBe(0);
    await expect.poll(() => device.locator("[data-role=needs-approval]").count(), SOON).toBe(0);
  });

  it("connects to Music Assistant's own API with a name and password, and forgets it again", async () => {
    const { api } = musicAssistant();
    const view = await visit();
    await view.go("Set-up");
    const state = view.page.locator("[data-role=ma-state]");
    await expect.poll(() => state.textContent()).toBe("Not connected");
    await view.page.locator("#ma-address").fill(api.url);
    await view.page.locator("#ma-user").fill(api.accounts.username);
    await view.page.locator("#ma-password").fill("not the password");
    await view.page.getByRole("button", { name: "Connect", exact: true }).click();
    await view.page.locator("form").getByRole("alert").waitFor(SOON);
    await expectInOrderButFor400(view);
    await picture("music-assistant-refused");
    await view.page.locator("#ma-password").fill(api.accounts.password);
    await view.page.getByRole("button", { name: "Connect", exact: true }).click();
    await expect.poll(() => state.textContent(), SOON).toBe("Connected");
    expect(await view.page.locator("#ma-password").count()).toBe(0);
    await expectInOrder(view, DESKTOP.width);
    await picture("music-assistant-connected");
    await view.page.getByRole("button", { name: "Disconnect" }).click();
    await view.page.getByRole("button", { name: "Disconnect" }).click();
    await expect.poll(() => state.textContent(), SOON).toBe("Not connected");
  });

  /** The refusal is meant to be there; the browser complains of it. */
  async function expectInOrderButFor400(view: HouseholdPage): Promise<void> {
    expect(view.complaints.filter((complaint) => !/\b400\b/.test(complaint))).toEqual([]);
    view.complaints.length = 0;
    await expectInOrder(view, DESKTOP.width);
  }

  it("says what must be set before a music skill can be made", async () => {
    const view = await visit();
    await view.go("Set-up");
    await expect.poll(() => view.page.locator("[data-role=missing]").textContent(), SOON).toContain("--public-url");
    expect(await view.page.getByRole("button", { name: "Make the music skill" }).count()).toBe(0);
  });

  it("makes the music skill, links an account by a code, and unlinks it", async () => {
    const dashboard = new SkillDashboard(house.demo);
    const view = await visit(await dashboard.start());
    try {
      await view.go("Set-up");
      const state = view.page.locator("[data-role=music-skill-state]");
      const make = view.page.getByRole("button", { name: "Make the music skill" });
      dashboard.amazon.faults.deniedFeature = true;
      await make.click();
      const refused = view.page.locator("[data-role=making-refused]");
      await expect.poll(() => refused.textContent(), SOON).toContain("the custom skill goes on working");
      expect(await state.textContent()).toBe("Not made");
      view.complaints.length = 0;
      await picture("music-skill-refused");
      dashboard.amazon.faults.deniedFeature = false;
      await make.click();
      await view.page.getByRole("progressbar", { name: "Making the music skill" }).waitFor();
      await expect.poll(() => state.textContent(), MADE).toBe("Not linked yet");
      await view.page.getByRole("button", { name: "Show a linking code" }).click();
      const code = view.page.locator("[data-role=linking-code]");
      await expect.poll(() => code.textContent(), SOON).toMatch(/^[A-Z2-9]{6}$/);
      expect(await view.page.locator("[data-role=linking-left]").textContent()).toMatch(/good for (9:\d\d|10:00)/);
      await expectInOrder(view, DESKTOP.width);
      await picture("music-skill-code");
      expect(await dashboard.link((await code.textContent()) ?? "")).toBe("linked");
      await expect.poll(() => state.textContent(), SOON).toBe("Ready");
      expect(await view.page.locator("[data-role=linked]").textContent()).toBe("One Amazon account is linked.");
      expect(await code.count()).toBe(0);
      await view.page.getByRole("button", { name: "Unlink" }).click();
      await picture("music-skill-unlink");
      await expectInOrder(view, DESKTOP.width);
      await view.page.getByRole("button", { name: "Unlink", exact: true }).click();
      await expect.poll(() => state.textContent(), SOON).toBe("Not linked yet");
    } finally {
      await dashboard.stop();
    }
  });
});
