import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { systemClock } from "../clock.js";
import { totp } from "./people/totp.js";
import { createSimulatedAmazon } from "./simulated-amazon.js";
import { StillDevice, notedEffects } from "./testing/household.js";
import { LibraryClass } from "./testing/library.js";
import { Person, type SeenPage } from "./people/person.js";
import { redirectToStreet } from "./testing/redirect.js";

/** The order of a whole sign-in as measured (Amazon reference 3.2). */
const ORDER = [
  "GET www.amazon.com/ap/signin",
  "POST www.amazon.com/ap/signin",
  "POST www.amazon.com/ap/signin",
  "POST www.amazon.com/ap/signin",
  "POST api.amazon.com/auth/register",
  "PUT api.amazonalexa.com/v1/devices/@self/capabilities",
  "GET alexa.amazon.com/api/users/me",
  "POST www.amazon.de/ap/exchangetoken/cookies",
  "GET alexa.amazon.de/api/language",
  "GET alexa.amazon.de/api/customer-status",
  "GET alexa.amazon.de/api/endpoints",
  "GET alexa-comms-mobile-service.amazon.de/accounts",
  "GET eu-api-alexa.amazon.de/api/devices-v2/device",
  "GET eu-api-alexa.amazon.de/api/device-preferences",
  "GET eu-api-alexa.amazon.de/api/wake-word",
];

async function house() {
  const devices = [new StillDevice("G1")];
  const amazon = createSimulatedAmazon({ clock: systemClock, devices, effects: notedEffects([]) });
  await amazon.start();
  onTestFinished(() => amazon.stop());
  onTestFinished(redirectToStreet(amazon.endpoint));
  const folder = await mkdtemp(join(tmpdir(), "ma-alexa-sign-in-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  const library = new LibraryClass();
  const log: string[] = [];
  const options: Record<string, unknown> = {
    proxyOnly: true,
    setupProxy: true,
    proxyOwnIp: "127.0.0.1",
    proxyPort: 0,
    proxyListenBind: "127.0.0.1",
    amazonPage: "amazon.de",
    baseAmazonPage: "amazon.com",
    acceptLanguage: "en-US",
    amazonPageProxyLanguage: "en_US",
    deviceAppName: "Street",
    formerDataStorePath: join(folder, "former.json"),
    usePushConnection: false,
    cookieRefreshInterval: 0,
    logger: (line: unknown) => log.push(String(line)),
  };
  const answers: unknown[] = [];
  const signedIn = new Promise<void>((resolve) => {
    library.init(options, (error) => {
      answers.push(error?.message);
      if (!error) resolve();
    });
  });
  onTestFinished(() => {
    library.stop();
  });
  await expect.poll(() => answers.length).toBe(1);
  const proxy = `http://127.0.0.1:${String(options["proxyPort"])}/`;
  // Its callback comes only while the proxy is open, and a sign-in that succeeded has closed it.
  onTestFinished(() => {
    library.stopProxyServer(() => undefined);
  });
  return { amazon, library, log, proxy, signedIn };
}

async function signIn(person: Person, first: SeenPage, { email, password, otpSecret = "" }: Maria): Promise<SeenPage> {
  const second = await person.submit(await person.submit(first, { email }), { password });
  return person.submit(second, { otpCode: totp(otpSecret, systemClock.epoch()) });
}
type Maria = { readonly email: string; readonly password: string; readonly otpSecret: string | undefined };

describe("the simulated sign-in with the unmodified library", () => {
  it("lets it in through its own proxy, in the order of a real day, and lists its phone", async () => {
    const { amazon, library, proxy, signedIn } = await house();
    const [maria] = amazon.customers;
    if (maria === undefined) throw new Error("nobody lives here");
    const person = new Person();
    const last = await signIn(person, await person.open(proxy), maria);
    expect(last.location).toBe(`${proxy}cookie-success`);
    await signedIn;
    expect(amazon.calls.list().map(({ method, host, path }) => `${method} ${host}${path}`)).toEqual(ORDER);
    expect(library.cookieData).toMatchObject({ amazonPage: "amazon.de", dataVersion: 2, deviceAppName: "Street" });
    const { deviceSerial } = library.cookieData as { deviceSerial: string };
    expect(amazon.phones(maria.email)).toEqual([{ serial: deviceSerial, name: "Maria's Street" }]);
    expect(Object.keys(library.serialNumbers)).toContain(deviceSerial);
    expect(amazon.failures).toEqual([]);
  });

  it("lets it in when the person signs in elsewhere and only the last address is replayed", async () => {
    const { amazon, log, proxy, signedIn } = await house();
    const [maria] = amazon.customers;
    if (maria === undefined) throw new Error("nobody lives here");
    await fetch(proxy);
    const begun = log.find((line) => line.includes("Initial Page Request"))?.split("Request: ")[1] ?? "";
    const person = new Person();
    const last = await signIn(person, await person.open(amazon.pageUrl(begun)), maria);
    const { pathname, search } = new URL(last.location ?? "");
    await fetch(`${proxy.slice(0, -1)}${pathname}${search}`);
    await signedIn;
    expect(amazon.phones(maria.email)).toHaveLength(1);
  });
});
