import { TestClock, createSimulatedAmazon, listedEcho } from "@ma-alexa/simulator";
import type { DeviceFacts, SimulatedAmazon } from "@ma-alexa/simulator";
import { describe, expect, it, onTestFinished } from "vitest";
import { silentLogger } from "../../testing/silent-logger.js";
import { isBuilt } from "../testing/ready-house.js";
import { AccountBook } from "./account-book.js";
import { AmazonAccounts } from "./amazon-accounts.js";

const BEN = "ben@example.com";
const store = { read: () => Promise.resolve(undefined), write: () => Promise.resolve() };

/** Maria has the Kitchen, Ben the Study; both are signed in and ready. */
async function makeHousehold() {
  const clock = new TestClock();
  const echos = new Map([
    ["G0K", listedEcho("G0K")],
    ["G0S", listedEcho("G0S", { name: "Study" })],
  ]);
  const describe = (serial: string) => (): DeviceFacts => echos.get(serial) ?? listedEcho(serial);
  const amazon: SimulatedAmazon = createSimulatedAmazon({
    clock,
    devices: [{ describe: describe("G0K") }],
    others: [
      {
        email: BEN,
        password: "battery",
        givenName: "Ben",
        customerId: "A1BEN",
        devices: [{ describe: describe("G0S") }],
      },
    ],
    effects: {
      setVolume: (serial, volume) => {
        echos.set(serial, { ...describe(serial)(), volume });
        amazon.pushVolume(serial);
        return Promise.resolve();
      },
      stop: () => Promise.resolve(),
      launchSkill: () => Promise.resolve(),
      textCommand: () => Promise.resolve(),
      transport: () => Promise.resolve(),
    },
  });
  await amazon.start();
  onTestFinished(() => amazon.stop());
  const book = new AccountBook({ store, clock });
  const signIn = (email: string, id: string, fullName: string) =>
    book.signIn({ registration: amazon.registration(email), customer: { id, fullName } });
  const [owner] = amazon.customers;
  const maria = await signIn(owner?.email ?? "", owner?.id ?? "", "Maria");
  const ben = await signIn(BEN, "A1BEN", "Ben");
  const accounts = new AmazonAccounts({ book, clock, logger: silentLogger, endpoint: amazon.endpoint });
  onTestFinished(() => accounts.stop());
  accounts.start();
  const isUp = ({ id }: { readonly id: string }) => {
    const standing = accounts.standing(id);
    return standing?.state.kind === "ready" && standing.state.push && standing.deviceCount === 1;
  };
  const ready = () => clock.until("both are ready", () => [maria, ben].every(isUp), 60_000, 10);
  await ready();
  const kindOf = ({ id }: { readonly id: string }) => accounts.standing(id)?.state.kind;
  const works = async (serial: string, level: number): Promise<void> => {
    let outcome: unknown;
    void accounts.setVolume(serial, level).then((told) => (outcome = told));
    await clock.until("the command has an outcome", () => outcome !== undefined, 60_000, 50);
    expect(outcome).toEqual({ outcome: "confirmed" });
    expect(describe(serial)().volume).toBe(level);
  };
  /** Every state that Maria's account was seen in from now on. */
  const watchMaria = (): ReadonlySet<string | undefined> => {
    const seen = new Set([kindOf(maria)]);
    accounts.on("state", () => seen.add(kindOf(maria)));
    return seen;
  };
  return { clock, amazon, accounts, maria, ben, ready, kindOf, works, watchMaria };
}

describe.skipIf(!isBuilt)("two accounts side by side (skipped when the provider package is not built)", () => {
  it("are one household: each Echo obeys through the account that lists it", async () => {
    const { accounts, works } = await makeHousehold();
    expect(accounts.devices().map(({ name }) => name)).toEqual(["Kitchen", "Study"]);
    expect(accounts.state).toMatchObject({ kind: "ready", push: true });
    await works("G0K", 41);
    await works("G0S", 42);
  });

  it("do not touch each other when one has ended: its owner is named, the other goes on", async () => {
    const { clock, amazon, accounts, maria, ben, kindOf, works, watchMaria } = await makeHousehold();
    const seen = watchMaria();
    amazon.changePassword(BEN, "another horse");
    void accounts.setVolume("G0S", 50);
    await clock.until("Ben has to sign in", () => kindOf(ben) === "login-required", 60_000, 50);
    expect(accounts.state).toMatchObject({
      kind: "degraded",
      push: true,
      reason: expect.stringMatching(/^Ben: .*sign in to Amazon again$/) as string,
    });
    await works("G0K", 51);
    expect(accounts.devices().map(({ name }) => name)).toEqual(["Kitchen", "Study"]);
    expect([kindOf(maria), [...seen]]).toEqual(["ready", ["ready"]]);
  });

  it("do not touch each other when the library of one crashes", async () => {
    const { clock, amazon, accounts, ready, works, watchMaria } = await makeHousehold();
    const seen = watchMaria();
    // Asked in a sign-in only, and only Ben has to sign in.
    amazon.faults.status = { pathPrefix: "/api/endpoints", status: 200, body: { websiteApiUrl: 5 } };
    amazon.expireCookies(BEN);
    void accounts.setVolume("G0S", 50);
    await clock.until("it has crashed", () => accounts.counters().crashes > 0, 60_000, 50);
    await works("G0K", 51);
    expect([...seen]).toEqual(["ready"]);
    amazon.faults.status = undefined;
    await ready();
    await works("G0S", 52);
  });
});
