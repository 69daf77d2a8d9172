import { EventEmitter } from "node:events";

import { Bonjour, type Service } from "bonjour-service";

import type { Logger } from "../ports.js";

import type { AnnouncedServer, BrowseServers } from "./discovery.js";

const SERVICE_TYPE = "sendspin-server";
const DEFAULT_PATH = "/sendspin";

/**
 * Looks for servers by multicast DNS. It does not cross container bridges or VLANs, and a machine without multicast
 * only gets a warning: a person can always give the address.
 */
export function mdnsBrowser(logger: Logger): BrowseServers {
  return (listener) => {
    const network = new Bonjour();
    multicastOf(network)?.on("error", (error: Error) => {
      logger.warn(
        { error: error.message },
        "The network cannot be searched for Music Assistant; give its address instead",
      );
    });
    const browser = network.find({ type: SERVICE_TYPE });
    browser.on("up", (service) => {
      listener.up(announcedServer(service));
    });
    browser.on("txt-update", (service) => {
      listener.up(announcedServer(service));
    });
    browser.on("srv-update", (service) => {
      listener.up(announcedServer(service));
    });
    browser.on("down", (service) => {
      listener.down(service.name);
    });
    return {
      ask: () => {
        browser.update();
      },
      stop: () => {
        browser.removeAllListeners();
        browser.stop();
        network.destroy();
      },
    };
  };
}

/** Where an announcement says its server is: an IPv4 address before others, since its listener may be bound to one. */
export function announcedServer(
  service: Pick<Service, "name" | "host" | "port" | "addresses" | "txt">,
): AnnouncedServer {
  const addresses = (service.addresses ?? []).filter((address) => !address.startsWith("fe80:"));
  const host = addresses.find((address) => address.includes(".")) ?? addresses[0] ?? service.host.replace(/\.$/, "");
  return { name: service.name, host, port: service.port, path: pathOf(service.txt) };
}

/**
 * The multicast socket inside. The library forwards no errors, and an unheard one (port 5353 taken for itself by
 * another program) would end the process.
 */
function multicastOf(network: object): EventEmitter | undefined {
  const server: unknown = Reflect.get(network, "server");
  const multicast: unknown = typeof server === "object" && server !== null ? Reflect.get(server, "mdns") : undefined;
  return multicast instanceof EventEmitter ? multicast : undefined;
}

function pathOf(txt: unknown): string {
  if (typeof txt !== "object" || txt === null || !("path" in txt) || typeof txt.path !== "string") return DEFAULT_PATH;
  return txt.path.startsWith("/") ? txt.path : `/${txt.path}`;
}
