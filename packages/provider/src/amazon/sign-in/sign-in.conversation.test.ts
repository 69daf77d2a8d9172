import { existsSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { createRequire } from "node:module";
import { Person, createSimulatedAmazon, systemClock, totp, type SimulatedCustomer } from "@ma-alexa/simulator";
import { describe, expect, it, onTestFinished } from "vitest";
import type { DocumentStore, Logger } from "../../ports.js";
import { AccountBook } from "../accounts/account-book.js";
import { SignInDesk, type SignInWish } from "./sign-in-desk.js";

// These conversations run the unmodified library in its thread, which is built code: `npm run build` comes first.
const program = createRequire(import.meta.url).resolve("@ma-alexa/provider/sign-in-worker");
const WITHIN = { timeout: 20_000, interval: 20 };
const TEST_MS = 60_000;

class Shelf implements DocumentStore {
  readonly documents = new Map<string, unknown>();
  read(name: string): Promise<unknown> {
    return Promise.resolve(this.documents.get(name));
  }
  write(name: string, value: unknown): Promise<void> {
    this.documents.set(name, value);
    return Promise.resolve();
  }
}

interface Home {
  /** Maria has an authenticator unless a test wants to sign in twice within half a minute. */
  readonly otp?: boolean;
  readonly port?: number;
}

/** A simulated Amazon where Maria and Ben live, an empty book of accounts, and the desk. */
async function makeHome({ otp = true, port = 0 }: Home = {}) {
  const amazon = createSimulatedAmazon({
    clock: systemClock,
    devices: [],
    effects: {
      setVolume: () => Promise.resolve(),
      stop: () => Promise.resolve(),
      launchSkill: () => Promise.resolve(),
      textCommand: () => Promise.resolve(),
      transport: () => Promise.resolve(),
    },
    ...(otp ? {} : { owner: { otpSecret: null } }),
    others: [{ email: "ben@example.com", password: "battery", givenName: "Ben", customerId: "A1BEN", devices: [] }],
  });
  await amazon.start();
  onTestFinished(() => amazon.stop());
  const log: string[] = [];
  const write = (fields: object, message: string): void => void log.push(`${message} ${JSON.stringify(fields)}`);
  const logger: Logger = { child: () => logger, debug: write, info: write, warn: write, error: write };
  const book = new AccountBook({ store: new Shelf(), clock: systemClock });
  const desk = new SignInDesk({
    book,
    clock: systemClock,
    logger,
    appName: "ma-alexa",
    pages: { bind: "127.0.0.1", address: "127.0.0.1", port },
    endpoint: amazon.endpoint,
    pageUrl: (url) => (url.startsWith("https:") ? amazon.pageUrl(url) : url),
  });
  onTestFinished(() => desk.stop());
  const phase = () => desk.newest()?.state.phase;
  const begin = async (wish: Partial<SignInWish> = {}) => {
    const { id } = await desk.begin({ marketplace: "amazon.de", way: "paste", ...wish });
    await expect.poll(phase, WITHIN).toBe("waiting");
    return { id, url: desk.newest()?.state.url ?? "" };
  };
  const over = async () => {
    await expect.poll(phase, WITHIN).toMatch(/done|failed/);
    return desk.newest();
  };
  const [maria, ben] = amazon.customers;
  if (maria === undefined || ben === undefined) throw new Error("Nobody lives here");
  return { amazon, book, desk, log, begin, over, maria, ben };
}

/** Types what Amazon's pages ask for; answers where they lead in the end. */
async function typeAll(
  person: Person,
  url: string,
  who: SimulatedCustomer,
  readPicture?: () => string | undefined,
): Promise<string> {
  const { email, password, otpSecret } = who;
  let page = await person.submit(await person.open(url), { email });
  page = await person.submit(page, { password });
  if (readPicture !== undefined) page = await person.submit(page, { password, guess: readPicture() ?? "" });
  if (otpSecret !== undefined) page = await person.submit(page, { otpCode: totp(otpSecret, systemClock.epoch()) });
  if (page.location === undefined) throw new Error(`The sign-in did not end: ${page.html}`);
  return page.location;
}

/** The address that the last page shows, as a person copies it. */
async function lastAddress(
  url: string,
  who: SimulatedCustomer,
  readPicture?: () => string | undefined,
): Promise<string> {
  const person = new Person();
  const { html } = await person.open(await typeAll(person, url, who, readPicture));
  const shown = /<textarea[^>]*id="address"[^>]*>([^<]*)</.exec(html)?.[1] ?? "";
  return shown.replaceAll("&amp;", "&");
}

describe.skipIf(!existsSync(program))(
  "a sign-in (skipped when the provider package is not built)",
  { timeout: TEST_MS },
  () => {
    it("ends with an account when a person pastes the last address, with password and code", async () => {
      const { amazon, book, desk, log, begin, over, maria } = await makeHome();
      const { id, url } = await begin();
      const address = await lastAddress(url, maria);
      desk.paste(id, address);
      const ended = await over();
      expect(ended).toMatchObject({ state: { phase: "done" }, accountId: book.list()[0]?.id });
      expect(book.list()).toMatchObject([{ label: "Maria", marketplace: "amazon.de", customerId: maria.id }]);
      expect(amazon.phones(maria.email)).toMatchObject([{ name: "Maria's ma-alexa" }]);
      expect(amazon.failures).toEqual([]);
      const code = new URL(address).searchParams.get("openid.oa2.authorization_code") ?? "no code";
      const { refreshToken, deviceSerial } = book.list()[0]?.registration ?? {};
      for (const secret of [code, maria.email, maria.password, refreshToken, deviceSerial])
        expect(log.join("\n")).not.toContain(secret);
    });

    it("ends with an account when a person uses the library's own pages, which are closed afterwards", async () => {
      const { book, begin, over, maria } = await makeHome();
      const { url } = await begin({ way: "proxy" });
      expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/);
      expect(await typeAll(new Person(), url, maria)).toBe(`${url}cookie-success`);
      expect((await over())?.state.phase).toBe("done");
      expect(book.list()).toMatchObject([{ label: "Maria" }]);
      await expect.poll(() => fetch(url).catch(() => "closed"), WITHIN).toBe("closed");
    });

    it("stays open after a wrong address and says what was wrong", async () => {
      const { desk, begin, over, maria } = await makeHome();
      const { id, url } = await begin();
      expect(desk.paste(id, "https://www.amazon.com/ap/signin")?.state).toMatchObject({
        phase: "waiting",
        failure: { code: "ADDRESS_WITHOUT_CODE" },
      });
      desk.paste(id, await lastAddress(url, maria));
      expect((await over())?.state.phase).toBe("done");
    });

    it("fails with the remedy when the code belongs to an earlier sign-in", async () => {
      const { desk, begin, over, maria } = await makeHome();
      const former = await lastAddress((await begin()).url, maria);
      const { id } = await begin();
      desk.paste(id, former);
      expect((await over())?.state.failure).toMatchObject({ code: "CODE_REFUSED", nextStep: /right after/ });
    });

    it.each([
      ["Amazon is out of order", "/auth/register", { status: 500, body: "{}" }, "UNREACHABLE"],
      ["Amazon gives no cookies", "/ap/exchangetoken/cookies", { status: 200, body: { response: {} } }, "SITE_REFUSED"],
      ["Amazon answers with a page", "/auth/register", { status: 200, body: "<html>" }, "FAILED"],
    ])("fails with the remedy when %s", async (_case, pathPrefix, fault, code) => {
      const { amazon, book, desk, begin, over, maria } = await makeHome();
      const { id, url } = await begin();
      const address = await lastAddress(url, maria);
      amazon.faults.status = { pathPrefix, ...fault };
      desk.paste(id, address);
      expect((await over())?.state.failure?.code).toBe(code);
      expect(book.list()).toEqual([]);
    });

    it("fails with the remedy when Amazon keeps back the csrf cookie, and succeeds when it no longer does", async () => {
      const { amazon, book, desk, begin, over, maria } = await makeHome({ otp: false });
      amazon.faults.csrfNever = true;
      const first = await begin();
      desk.paste(first.id, await lastAddress(first.url, maria));
      expect((await over())?.state.failure?.code).toBe("SITE_REFUSED");
      expect(book.list()).toEqual([]);
      amazon.faults.csrfNever = false;
      const second = await begin();
      desk.paste(second.id, await lastAddress(second.url, maria));
      expect((await over())?.state.phase).toBe("done");
    });

    it("bears a picture that Amazon wants read between the password and the code", async () => {
      const { amazon, book, desk, begin, over, maria } = await makeHome();
      amazon.faults.captcha = 1;
      const { id, url } = await begin();
      desk.paste(id, await lastAddress(url, maria, () => amazon.captchaText));
      expect(amazon.faults.captcha).toBe(0);
      expect((await over())?.state.phase).toBe("done");
      expect(book.list()).toMatchObject([{ label: "Maria" }]);
    });

    it("fails with the remedy when Amazon cannot be reached", async () => {
      const { amazon, desk, begin, over, maria } = await makeHome();
      const { id, url } = await begin();
      const address = await lastAddress(url, maria);
      await amazon.stop();
      desk.paste(id, address);
      expect((await over())?.state.failure?.code).toBe("UNREACHABLE");
    });

    it("fails with the remedy when another program has the port of the pages", async () => {
      const other = createServer();
      await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
      onTestFinished(() => void other.close());
      const { desk, over } = await makeHome({ port: (other.address() as AddressInfo).port });
      await desk.begin({ marketplace: "amazon.de", way: "proxy" });
      expect((await over())?.state.failure).toMatchObject({ code: "PORT_IN_USE", nextStep: /--sign-in-port/ });
    });

    it("of a known account keeps its id and its place among Amazon's devices", async () => {
      const { amazon, book, desk, begin, over, maria } = await makeHome({ otp: false });
      const first = await begin();
      desk.paste(first.id, await lastAddress(first.url, maria));
      await over();
      const [account] = book.list();
      const again = await begin({ accountId: account?.id });
      desk.paste(again.id, await lastAddress(again.url, maria));
      expect((await over())?.accountId).toBe(account?.id);
      expect(book.list()).toHaveLength(1);
      expect(book.list()[0]?.registration.refreshToken).not.toBe(account?.registration.refreshToken);
      expect(amazon.phones(maria.email)).toEqual([
        { serial: account?.registration.deviceSerial, name: "Maria's ma-alexa" },
      ]);
    });

    it("of somebody else than the named account fails, and leaves no device of ours there", async () => {
      const { amazon, book, desk, begin, over, maria, ben } = await makeHome({ otp: false });
      const first = await begin();
      desk.paste(first.id, await lastAddress(first.url, maria));
      await over();
      const again = await begin({ accountId: book.list()[0]?.id });
      desk.paste(again.id, await lastAddress(again.url, ben));
      expect((await over())?.state.failure?.code).toBe("OTHER_ACCOUNT");
      expect(book.list()).toMatchObject([{ label: "Maria" }]);
      await expect.poll(() => amazon.phones(ben.email), WITHIN).toEqual([]);
    });

    it("is undone by a sign-out, which takes our app off Amazon's list", async () => {
      const { amazon, book, desk, begin, over, maria } = await makeHome();
      const { id, url } = await begin();
      desk.paste(id, await lastAddress(url, maria));
      await over();
      expect(await desk.signOut(book.list()[0]?.id ?? "", { deregister: true })).toBe(true);
      expect(book.list()).toEqual([]);
      expect(amazon.phones(maria.email)).toEqual([]);
    });

    it("gives way to a newer one while it waits", async () => {
      const { desk, begin } = await makeHome();
      const { id } = await begin();
      const newer = await begin();
      expect(newer.id).not.toBe(id);
      expect(desk.paste(id, "https://www.amazon.com/")).toBeUndefined();
      await expect(desk.begin({ marketplace: "amazon.example", way: "paste" })).rejects.toThrow("not offered");
    });
  },
);
