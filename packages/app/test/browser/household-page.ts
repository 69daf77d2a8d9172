import type { Browser, Locator, Page } from "playwright-core";
import { expect } from "vitest";
import {
  fromFlags,
  createLogger,
  openAdmin,
  readConfiguration,
  startDemo,
  streetView,
  systemClock,
  type Demo,
  type DemoParts,
} from "../../src/index.js";

/** The demo household with its dashboard on a port of its own. */
export class DemoHouse {
  readonly demo: Demo;
  #admin: Awaited<ReturnType<typeof openAdmin>>;

  private constructor(demo: Demo, admin: Awaited<ReturnType<typeof openAdmin>>) {
    this.demo = demo;
    this.#admin = admin;
  }

  static async start(street: NonNullable<DemoParts["street"]> = {}): Promise<DemoHouse> {
    const configuration = readConfiguration([fromFlags({ adminPort: "0", publicPort: "0" })]);
    const logger = createLogger({ level: "error" });
    const demo = await startDemo({ configuration, clock: systemClock, logger, street });
    return new DemoHouse(demo, await openDashboard(demo, 0));
  }

  get address(): string {
    return this.#admin.address;
  }

  /** The dashboard's server goes away and comes back at the same address. */
  async restartDashboard(whileGone: () => Promise<void>): Promise<void> {
    const port = Number(new URL(this.address).port);
    await this.#admin.stop();
    await whileGone();
    this.#admin = await openDashboard(this.demo, port);
  }

  async stop(): Promise<void> {
    await this.#admin.stop();
    await this.demo.stop();
  }
}

function openDashboard(demo: Demo, adminPort: number): ReturnType<typeof openAdmin> {
  const logger = createLogger({ level: "error" });
  return openAdmin({
    configuration: { ...demo.configuration, adminPort },
    clock: systemClock,
    logger,
    bridge: demo.bridge,
    demo: { view: streetView(demo, systemClock) },
    accounts: demo.accounts,
  });
}

/** The page as a person sees it, with everything that it complained about. */
export class HouseholdPage {
  readonly page: Page;
  readonly complaints: string[] = [];

  private constructor(page: Page) {
    this.page = page;
    page.on("console", (message) => {
      if (message.type() === "error" || message.type() === "warning") this.complaints.push(message.text());
    });
    page.on("pageerror", (error) => this.complaints.push(error.message));
    page.on("response", (response) => {
      if (response.status() >= 400) this.complaints.push(`${response.url()} was answered ${String(response.status())}`);
    });
    page.on("requestfailed", (request) => this.complaints.push(`${request.url()} failed`));
  }

  static async open(
    browser: Browser,
    address: string,
    options: { readonly width: number; readonly height: number; readonly colorScheme: "light" | "dark" },
  ): Promise<HouseholdPage> {
    const { width, height, colorScheme } = options;
    // The simulated Amazon vouches for itself.
    const newPage = { viewport: { width, height }, colorScheme, ignoreHTTPSErrors: true };
    const page = new HouseholdPage(await browser.newPage(newPage));
    await page.page.goto(address);
    await page.page.getByText("Live", { exact: true }).waitFor();
    // What is not live is faded, and comes up slowly.
    await expect.poll(() => page.page.evaluate("getComputedStyle(document.querySelector('main')).opacity")).toBe("1");
    return page;
  }

  /** Goes to a view by its link, as a person does. */
  async go(view: "Household" | "Set-up" | "Devices" | "Activity"): Promise<void> {
    await this.page.getByRole("navigation", { name: "Views" }).getByRole("link", { name: view }).click();
    await this.page.getByRole("heading", { level: 2, name: view, exact: true }).waitFor();
  }

  card(player: string): Locator {
    return this.page.locator(`[data-player="${player}"]`);
  }

  part(player: string, role: string): Locator {
    return this.card(player).locator(`[data-role="${role}"]`);
  }
}
