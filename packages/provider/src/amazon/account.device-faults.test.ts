import { describe, expect, it } from "vitest";
import { isBuilt, readyHouse } from "./testing/ready-house.js";

const DEVICES = "/api/devices-v2/device";

describe.skipIf(!isBuilt)(
  "AmazonAccount when its devices are told wrong or crash the library (skipped when the provider package is not built)",
  () => {
    it("loses no device when the library crashes, and starts it again within 2 s", async () => {
      const { clock, amazon, account, threads, ready, works, expireCookies } = await readyHouse();
      const devices = account.devices();
      amazon.faults.status = { pathPrefix: "/api/endpoints", status: 200, body: { websiteApiUrl: 5 } };
      expireCookies();
      const crashed = () => threads.findIndex(({ crashedAtMs }) => crashedAtMs !== undefined);
      await clock.until(
        "it crashed and began anew",
        () => crashed() !== -1 && threads.length > crashed() + 1,
        200_000,
        50,
      );
      expect(account.devices()).toEqual(devices);
      expect(account.state.reason).toContain("the library cannot digest");
      const [before, after] = threads.slice(crashed());
      expect((after?.openedAtMs ?? Infinity) - (before?.crashedAtMs ?? 0)).toBeLessThanOrEqual(2_100);
      amazon.faults.status = undefined;
      await ready();
      await works(62);
      expect(account.devices()).toEqual(devices);
    });

    it("keeps its devices when the list comes empty, says so, asks ever less often, and lists again afterwards", async () => {
      const { clock, amazon, account, ready, works, askedSince } = await readyHouse();
      amazon.faults.deviceListEmpty = true;
      const before = amazon.calls.total;
      amazon.pushConnection("G0K");
      await clock.until("it was listed again", () => account.state.kind === "degraded", 30_000, 50);
      await clock.advance(60_000, 100);
      expect(account.state.reason).toMatch(/device list/);
      expect(account.devices()).toHaveLength(1);
      expect(askedSince(before).filter(({ path }) => path === DEVICES).length).toBeLessThanOrEqual(3);
      expect(amazon.calls.total - before).toBeLessThanOrEqual(20);
      await works(41);
      amazon.faults.deviceListEmpty = false;
      await ready();
      await works(62);
    });

    it("loses no player when an Echo is listed without its arrays, on which the library itself dies", async () => {
      const { clock, amazon, account, works, askedSince } = await readyHouse({ others: ["Living Room"] });
      const devices = account.devices();
      amazon.faults.deviceWithoutArrays = true;
      const before = amazon.calls.total;
      amazon.pushConnection("G0K");
      await clock.advance(60_000, 100);
      expect(askedSince(before).some(({ path }) => path === DEVICES)).toBe(true);
      expect(account.devices()).toEqual(devices);
      expect(account.state.kind).toBe("ready");
      expect(account.counters().crashes).toBe(0);
      expect(amazon.calls.total - before).toBeLessThanOrEqual(15);
      await works(41);
      await works(42, "G0L");
      amazon.faults.deviceWithoutArrays = false;
      amazon.pushConnection("G0K");
      await clock.advance(5_000, 100);
      expect(account.devices()).toEqual(devices);
      await works(62);
    });

    it("loses no Echo to a list that forgets it for once", async () => {
      const { clock, amazon, account, askedSince } = await readyHouse({ others: ["Living Room"] });
      const counts = new Set<number>();
      account.on("devices", (devices) => counts.add(devices.length));
      const before = amazon.calls.total;
      const lists = () => askedSince(before).filter(({ path }) => path === DEVICES).length;
      amazon.faults.vanished = ["G0L"];
      amazon.pushConnection("G0K");
      await clock.until("it was listed", () => lists() === 1, 5_000, 50);
      amazon.faults.vanished = [];
      await clock.advance(30_000, 100);
      expect(lists()).toBe(2);
      expect(account.devices()).toHaveLength(2);
      expect([...counts]).not.toContain(1);
    });

    it("forgets an Echo that is listed no more, a little more than ten minutes later at the latest, and has it back as it was", async () => {
      const { clock, amazon, account, works, askedSince } = await readyHouse({ others: ["Living Room"] });
      const names = () => account.devices().map(({ name }) => name);
      amazon.faults.vanished = ["G0L"];
      const before = amazon.calls.total;
      await clock.until("it is gone", () => names().length === 1, 612_000, 100);
      expect(names()).toEqual(["Kitchen"]);
      expect(account.state.kind).toBe("ready");
      expect(askedSince(before).filter(({ path }) => path === DEVICES)).toHaveLength(2);
      expect(amazon.calls.total - before).toBeLessThanOrEqual(40);
      expect(await account.setVolume("G0L", 41)).toEqual({
        outcome: "refused",
        reason: "Amazon lists no such device",
      });
      await works(42);
      amazon.faults.vanished = [];
      amazon.pushConnection("G0L");
      await clock.until("it is back", () => names().length === 2, 5_000, 50);
      await works(43, "G0L");
    });
  },
);
