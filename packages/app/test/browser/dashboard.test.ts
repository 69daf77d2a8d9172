import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { chromiumPath, launchChromium } from "./chromium.js";
import { DemoHouse, HouseholdPage } from "./household-page.js";

const SCREENSHOTS = fileURLToPath(new URL("screenshots/", import.meta.url));
const README_PICTURE = fileURLToPath(new URL("../../../../docs/dashboard.png", import.meta.url));
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

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
    const names = await view.page.evaluate(
      "[...document.querySelectorAll('[data-player]')].map((card) => card.dataset.player)",
    );
    expect(names).toEqual(["Bedroom Show", "Kitchen", "Living Room", "Downstairs"]);
    expect(await view.card("Downstairs").textContent()).toContain("Alexa groups cannot be started yet");
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

  it.each(VIEWS)("looks as it should: $name", async (view) => {
    const visited = await visit(view);
    await expect.poll(() => visited.part("Living Room", "state").textContent(), SOON).toBe("Playing");
    await visited.page.screenshot({ path: `${SCREENSHOTS}${view.name}.png` });
    if (view.name === "desktop-light" && process.env["UPDATE_PICTURES"] === "1")
      await visited.page.screenshot({ path: README_PICTURE });
    const widths = await visited.page.evaluate(
      "[document.documentElement.scrollWidth, document.documentElement.clientWidth]",
    );
    expect(widths).toEqual([view.width, view.width]);
    await visited.page.evaluate(AXE);
    const violations = await visited.page.evaluate(
      "axe.run().then(({ violations }) => violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`))",
    );
    expect(violations).toEqual([]);
    expect(visited.complaints).toEqual([]);
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
