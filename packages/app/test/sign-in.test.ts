import { mkdtemp, readFile, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Writable } from "node:stream";
import type { Accounts, Players, SignIn, Status, TotpCode } from "@ma-alexa/protocol/admin";
import { Person, createSimulatedAmazon, listedEcho, systemClock, totp } from "@ma-alexa/simulator";
import { describe, expect, it, onTestFinished } from "vitest";
import { readConfiguration } from "../src/configuration/configuration.js";
import { fromFlags } from "../src/configuration/sources.js";
import { HouseholdRun } from "../src/household-run.js";
import { createLogger } from "../src/logging/logger.js";
import { openStorage } from "../src/storage/open-storage.js";

const WITHIN = { timeout: 60_000, interval: 50 };
const TEST_MS = 240_000;

const KITCHEN = listedEcho("G0911W0793750XYZ");

/** A state folder, a simulated Amazon with one Echo, and everything that is logged. */
async function makeHome() {
  const state = await mkdtemp(join(tmpdir(), "ma-alexa-"));
  onTestFinished(() => rm(state, { recursive: true }));
  const done = () => Promise.resolve();
  const effects = { setVolume: done, stop: done, launchSkill: done, textCommand: done, transport: done };
  const amazon = createSimulatedAmazon({ clock: systemClock, devices: [{ describe: () => KITCHEN }], effects });
  await amazon.start();
  onTestFinished(() => amazon.stop());
  const seen: string[] = [];
  const destination = new Writable({
    write: (chunk: Buffer, _encoding, next) => {
      seen.push(chunk.toString());
      next();
    },
  });
  const logger = createLogger({ level: "debug", destination });
  const configuration = readConfiguration([fromFlags({ state, adminPort: 0, publicPort: 0 })]);
  const [maria] = amazon.customers;
  if (maria?.otpSecret === undefined) throw new Error("Maria lives here and has an authenticator");

  /** The program from its start on; `stop` is its end. */
  const start = async () => {
    const storage = await openStorage(configuration);
    const failed = (error: unknown): void => void seen.push(`FAILED ${String(error)}`);
    const parts = { configuration, store: storage.store, clock: systemClock, logger, amazon: amazon.endpoint, failed };
    const run = new HouseholdRun(parts);
    const address = await run.start();
    let isRunning = true;
    const stop = async (): Promise<void> => {
      if (!isRunning) return;
      isRunning = false;
      await run.stop();
      await storage.stop();
    };
    onTestFinished(stop);
    const ask = async <T>(method: string, path: string, body?: object): Promise<T> => {
      const headers = { "content-type": "application/json" };
      const init = body === undefined ? { method } : { method, headers, body: JSON.stringify(body) };
      const text = await (await fetch(`${address}${path}`, init)).text();
      seen.push(text);
      return JSON.parse(text) as T;
    };
    return { run, ask, stop };
  };
  return { amazon, maria, otpSecret: maria.otpSecret, state, seen, start };
}

type Home = Awaited<ReturnType<typeof makeHome>>;
type Program = Awaited<ReturnType<Home["start"]>>;

/** Signs in through the dashboard's API by pasting; `aheadMs` since Amazon takes each code once. */
async function signIn({ amazon, maria, otpSecret }: Home, { ask }: Program, wish = {}, aheadMs = 0): Promise<string> {
  const { id } = await ask<SignIn>("POST", "/api/sign-in", { marketplace: "amazon.de", ...wish });
  const now = () => ask<SignIn>("GET", `/api/sign-in/${id}`);
  await expect.poll(async () => (await now()).state, WITHIN).toBe("waiting");
  const person = new Person();
  const first = await person.open(amazon.pageUrl((await now()).url ?? ""));
  const second = await person.submit(await person.submit(first, { email: maria.email }), { password: maria.password });
  const third = await person.submit(second, { otpCode: totp(otpSecret, systemClock.epoch() + aheadMs) });
  const { html } = await person.open(third.location ?? "");
  const address = (/<textarea[^>]*id="address"[^>]*>([^<]*)</.exec(html)?.[1] ?? "").replaceAll("&amp;", "&");
  await ask("POST", `/api/sign-in/${id}/address`, { address });
  await expect.poll(async () => (await now()).state, WITHIN).toBe("done");
  return new URL(address).searchParams.get("openid.oa2.authorization_code") ?? "";
}

const accountsOf = async ({ ask }: Program) => (await ask<Accounts>("GET", "/api/accounts")).accounts;
const playersOf = async ({ ask }: Program) => (await ask<Players>("GET", "/api/players")).players;

describe("a household that nobody has told anything", () => {
  it(
    "is a demo until somebody signs in, keeps the session over a restart, and keeps its players when it expires",
    async () => {
      const home = await makeHome();
      const first = await home.start();
      expect(await first.ask<Status>("GET", "/api/status")).toMatchObject({ demo: true });
      const code = await signIn(home, first);
      await expect.poll(async () => (await first.ask<Status>("GET", "/api/status")).demo, WITHIN).toBe(false);
      await expect.poll(async () => (await playersOf(first)).map(({ name }) => name), WITHIN).toEqual(["Kitchen"]);
      const [player] = await playersOf(first);
      const [account] = await accountsOf(first);
      expect(account).toMatchObject({ label: "Maria", marketplace: "amazon.de", hasTotp: false });
      await first.ask("PUT", `/api/accounts/${account?.id ?? ""}/totp`, { secret: home.otpSecret });
      const shown = await first.ask<TotpCode>("GET", `/api/accounts/${account?.id ?? ""}/totp`);
      expect([totp(home.otpSecret, systemClock.epoch()), totp(home.otpSecret, systemClock.epoch() - 5_000)]).toContain(
        shown.code,
      );
      await first.stop();

      const second = await home.start();
      await expect.poll(async () => (await accountsOf(second))[0]?.state, WITHIN).toBe("ready");
      await expect.poll(async () => (await playersOf(second))[0]?.id, WITHIN).toBe(player?.id);
      expect(second.run.isDemo).toBe(false);

      home.amazon.logOutEverywhere(home.maria.email);
      void second.run.bridge.accounts.setVolume(KITCHEN.serial, 41);
      await expect.poll(async () => (await accountsOf(second))[0]?.state, WITHIN).toBe("login-required");
      expect((await accountsOf(second))[0]?.nextStep).toBe("Sign in again: players, keys and settings stay.");
      expect(home.seen.filter((line) => line.includes('"level":"error"'))).toHaveLength(1);
      expect((await playersOf(second)).map(({ id }) => id)).toEqual([player?.id]);

      const again = await signIn(home, second, { accountId: account?.id }, 30_000);
      await expect.poll(async () => (await accountsOf(second))[0]?.state, WITHIN).toBe("ready");
      expect((await playersOf(second)).map(({ id }) => id)).toEqual([player?.id]);
      expect((await accountsOf(second)).map(({ id, hasTotp }) => [id, hasTotp])).toEqual([[account?.id, true]]);
      await second.stop();

      // Neither what was logged, nor what the API answered, nor what lies in the state folder shows a secret.
      const files = (await readdir(home.state)).filter((name) => name.endsWith(".json"));
      const kept = await Promise.all(files.map((name) => readFile(join(home.state, name), "utf8")));
      const { email, password } = home.maria;
      const phones = home.amazon.phones(email).map(({ serial }) => serial);
      for (const secret of [
        code,
        again,
        email,
        password,
        home.otpSecret,
        ...phones,
        "Atnr|",
        "Atna|",
        "session-token=",
      ])
        expect([...home.seen, ...kept].filter((text) => text.includes(secret))).toEqual([]);
    },
    TEST_MS,
  );
});
