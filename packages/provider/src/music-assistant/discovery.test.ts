import { describe, expect, test } from "vitest";

import { TestClock } from "@ma-alexa/simulator";

import { announcedServer } from "./browse-mdns.js";
import { ServerDiscovery, type AnnouncedServer, type BrowseServers } from "./discovery.js";
import { silentLogger } from "../testing/silent-logger.js";

/** A network on which the test announces servers by hand. */
class FakeNetwork {
  asked = 0;
  running = 0;
  #listener: Parameters<BrowseServers>[0] | undefined;

  readonly browse: BrowseServers = (listener) => {
    this.#listener = listener;
    this.running++;
    return {
      ask: () => {
        this.asked++;
      },
      stop: () => {
        this.running--;
      },
    };
  };

  up(server: Partial<AnnouncedServer>): void {
    this.#listener?.up({ name: "Music Assistant", host: "192.168.1.5", port: 8927, path: "/sendspin", ...server });
  }

  down(name: string): void {
    this.#listener?.down(name);
  }
}

function setUp(manualAddress?: string) {
  const network = new FakeNetwork();
  const clock = new TestClock();
  const parts = { browse: network.browse, clock, logger: silentLogger };
  const discovery = new ServerDiscovery(manualAddress === undefined ? parts : { ...parts, manualAddress });
  discovery.start();
  return { network, clock, discovery };
}

describe("an address that a person gave", () => {
  test("wins, and the network is never asked", () => {
    const { network, discovery } = setUp("192.168.1.9");
    expect(discovery.address()).toBe("ws://192.168.1.9:8927/sendspin");
    expect(network.running).toBe(0);
  });
});

describe("a search of the network", () => {
  test("yields the first server heard, with the path it announces", () => {
    const { network, discovery } = setUp();
    expect(discovery.address()).toBeUndefined();
    network.up({ path: "/audio" });
    network.up({ name: "Second", host: "192.168.1.6" });
    expect(discovery.address()).toBe("ws://192.168.1.5:8927/audio");
  });

  test("follows a server that moves, and brackets IPv6", () => {
    const { network, discovery } = setUp();
    network.up({});
    network.up({ host: "fd00::5" });
    expect(discovery.address()).toBe("ws://[fd00::5]:8927/sendspin");
  });

  test("keeps a server that went down until another one is up", () => {
    const { network, discovery } = setUp();
    network.up({});
    network.down("Music Assistant");
    expect(discovery.address()).toBe("ws://192.168.1.5:8927/sendspin");
    network.up({ name: "Second", host: "192.168.1.6" });
    expect(discovery.address()).toBe("ws://192.168.1.6:8927/sendspin");
  });

  test("asks again every 10 s while nobody is up, and no more after stop", () => {
    const { network, clock, discovery } = setUp();
    clock.tick(20_000);
    expect(network.asked).toBe(2);
    network.up({});
    clock.tick(20_000);
    expect(network.asked).toBe(2);
    discovery.stop();
    expect({ running: network.running, timers: clock.pending }).toEqual({ running: 0, timers: 0 });
    network.up({ name: "Late", host: "192.168.1.7" });
    expect(discovery.address()).toBe("ws://192.168.1.5:8927/sendspin");
  });
});

describe("an announcement", () => {
  test.each([
    ["prefers IPv4", { addresses: ["fe80::1", "fd00::5", "192.168.1.5"], txt: {} }, "192.168.1.5", "/sendspin"],
    ["never uses a link-local address", { addresses: ["fe80::1"], txt: undefined }, "ma.local", "/sendspin"],
    ["takes the path of the TXT record", { addresses: [], txt: { path: "audio" } }, "ma.local", "/audio"],
  ])("%s", (_name, parts, host, path) => {
    const announced = announcedServer({ name: "Music Assistant", host: "ma.local.", port: 8927, ...parts });
    expect(announced).toEqual({ name: "Music Assistant", host, port: 8927, path });
  });
});
