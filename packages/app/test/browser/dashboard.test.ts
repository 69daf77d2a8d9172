import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { chromiumPath, launchChromium } from "./chromium.js";
import { expectInOrder } from "./expect-in-order.js";
import { DemoHouse, HouseholdPage } from "./household-page.js";

const SCREENSHOTS = fileURLToPath(new URL("screenshots/", import.meta.url));
const DOCS = fileURLToPath(new URL("../../../../docs/", import.meta.url));
/** What the manual shows. */
const PICTURES: Readonly<Record<string, string>> = {
  "household-desktop-light.png": "dashboard.png",
  "set-up-desktop-light.png": "dashboard-set-up.png",
};

const DESKTOP = { width: 1280, height: 900 };
const PHONE = { width: 390, height: 844 };
const VIEWS = [
  { name: "desktop-light", ...DESKTOP, colorScheme: "light" },
  { name: "desktop-dark", ...DESKTOP, colorScheme: "dark" },
  { name: "phone-light", ...PHONE, colorScheme: "light" },
  { name: "phone-dark", ...PHONE, colorScheme: "dark" },
] as const;

/** Longer than any start of a simulated Echo. */
const SOON = { timeout: 20_000, interval: 200 };

describe.skipIf(chromiumPath === undefined)("the dashboard (skipped where there is no Chromium)", () => {
  let house: DemoHouse;
  let browser: Browser;
  let open: HouseholdPage | undefined;

  beforeAll(async () => {
    mkdirSync(SCREENSHOTS, { recursive: true });
    [house, browser] = await Promise.all([DemoHouse.start(), launchChromium()]);
  });
  afterEach(async () => {
    await open?.page.close();
    open = undefined;
  });
  afterAll(async () => {
    await browser.close();
    await house.stop();
  });

  async function visit(view: (typeof VIEWS)[number] = VIEWS[0]): Promise<HouseholdPage> {
    open = await HouseholdPage.open(browser, house.address, view);
    return open;
  }

  it("shows every Echo, and the group with its reason after them", async () => {
    const view = await visit();
    const names = () =>
      view.page.evaluate("[...document.querySelectorAll('[data-player]')].map((card) => card.dataset.player)");
    await expect.poll(names, SOON).toEqual(["Bedroom Show", "Kitchen", "Living Room", "Downstairs"]);
    expect(await view.card("Downstairs").textContent()).toContain(
      "Alexa groups can only be started by the music skill: make it first",
    );
  });

  it("plays, moves on, turns the volume and pauses from Music Assistant's side", async () => {
    const view = await visit();
    await view.part("Kitchen", "play").click();
    await expect.poll(() => view.part("Kitchen", "state").textContent(), SOON).toBe("Playing");
    await expect.poll(() => view.part("Kitchen", "title").textContent(), SOON).toBe("Ode to Joy");
    const before = await view.part("Kitchen", "position").textContent();
    await expect.poll(() => view.part("Kitchen", "position").textContent(), SOON).not.toBe(before);
    await view.part("Kitchen", "remote-volume").fill("55");
    await expect.poll(() => view.part("Kitchen", "volume").textContent(), SOON).toBe("55");
    await expect.poll(() => house.demo.street.echo("Kitchen").volume, SOON).toBe(55);
    await view.part("Kitchen", "pause").click();
    await expect.poll(() => view.part("Kitchen", "state").textContent(), SOON).toBe("Paused");
    await expect.poll(() => house.demo.street.echo("Kitchen").playing, SOON).toBe(false);
  });

  it("passes what is said in the room on to Music Assistant", async () => {
    const view = await visit();
    await view.part("Living Room", "play").click();
    await expect.poll(() => view.part("Living Room", "title").textContent(), SOON).toBe("Ode to Joy");
    await expect.poll(() => view.part("Living Room", "state").textContent(), SOON).toBe("Playing");
    await view.card("Living Room").getByRole("button", { name: "Say it" }).click();
    await expect.poll(() => view.part("Living Room", "title").textContent(), SOON).not.toBe("Ode to Joy");
  });

  it("lets a person hear what an Echo fetches", async () => {
    const view = await visit();
    await expect.poll(() => house.demo.street.echo("Living Room").playing, SOON).toBe(true);
    await view.card("Living Room").getByRole("button", { name: "Listen" }).click();
    const audio = view.card("Living Room").locator("audio");
    await expect
      .poll(() => audio.evaluate((element: { currentTime: number }) => element.currentTime), SOON)
      .toBeGreaterThan(1);
    expect(view.complaints).toEqual([]);
  });

  it("takes a device out of Music Assistant, and back", async () => {
    const view = await visit();
    const inMusicAssistant = () =>
      house.demo.street.musicAssistant?.players().find(({ name }) => name === "Bedroom Show");
    await view.go("Devices");
    const exposed = view.page.locator('[data-device="Bedroom Show"]').getByRole("switch");
    await exposed.click();
    await expect.poll(() => exposed.getAttribute("aria-checked"), SOON).toBe("false");
    await expect.poll(() => inMusicAssistant()?.available ?? false, SOON).toBe(false);
    await exposed.click();
    await expect.poll(() => inMusicAssistant()?.available, SOON).toBe(true);
    expect(view.complaints).toEqual([]);
  });

  it("keeps a player's settings", async () => {
    const view = await visit();
    await view.go("Devices");
    const device = view.page.locator('[data-device="Kitchen"]');
    await device.getByText("Settings").click();
    await device.getByLabel("Skip in Music Assistant").selectOption("Quick");
    const kitchen = house.demo.bridge.household.players().find(({ name }) => name === "Kitchen");
    await expect.poll(() => house.demo.bridge.settings.of(kitchen?.id ?? "").skip, SOON).toBe("quick");
    await device.getByRole("button", { name: "Back to the defaults" }).click();
    await expect.poll(() => house.demo.bridge.settings.of(kitchen?.id ?? "").skip, SOON).toBe("seamless");
    await expect.poll(() => device.getByLabel("Skip in Music Assistant").inputValue(), SOON).toBe("seamless");
    expect(view.complaints).toEqual([]);
  });

  it("shows in the set-up what was seen to work", async () => {
    const view = await visit();
    await view.go("Set-up");
    const stateOf = (step: string) => view.page.locator(`[data-step="${step}"]`).getAttribute("data-state");
    for (const step of ["music-assistant", "amazon", "devices", "echo-asked", "stream-fetched", "sound-reported"])
      await expect.poll(() => stateOf(step), SOON).toBe("done");
  });

  it("is used with the keyboard alone: links, focus and titles follow the view", async () => {
    const view = await visit();
    await view.page.getByRole("link", { name: "Devices" }).focus();
    await view.page.keyboard.press("Enter");
    await expect.poll(() => view.page.title()).toBe("Devices · ma-alexa");
    expect(await view.page.evaluate("document.activeElement.textContent")).toBe("Devices");
    expect(await view.page.getByRole("link", { name: "Devices" }).getAttribute("aria-current")).toBe("page");
  });

  it.each(VIEWS)("looks as it should in every view on $name", async (view) => {
    const visited = await visit(view);
    await expect.poll(() => visited.part("Living Room", "state").textContent(), SOON).toBe("Playing");
    for (const name of ["Household", "Set-up", "Devices", "Activity"] as const) {
      await visited.go(name);
      const file = `${name.toLowerCase()}-${view.name}.png`;
      await visited.page.screenshot({ path: `${SCREENSHOTS}${file}` });
      if (process.env["UPDATE_PICTURES"] === "1" && PICTURES[file] !== undefined)
        await visited.page.screenshot({ path: `${DOCS}${PICTURES[file]}` });
      await expectInOrder(visited, view.width);
    }
  });

  it("says that it reconnects while the bridge is away, and is live again when it is back", async () => {
    const view = await visit();
    await house.restartDashboard(async () => {
      await view.page.getByText("Reconnecting…").waitFor();
    });
    await view.page.getByText("Live", { exact: true }).waitFor({ timeout: 20_000 });
    expect(await view.card("Kitchen").count()).toBe(1);
  });
});
