import http2 from "node:http2";
import https from "node:https";
import net from "node:net";
import type { Duplex } from "node:stream";
import type { AmazonEndpoint } from "./messages.js";

const AMAZON_HOST = /(^|\.)(amazon\.[a-z]{2,3}(\.[a-z]{2})?|amazonalexa\.com)$/;

/** Whether requests to this host mean Amazon (Amazon reference 2.2). */
function isAmazonHost(host: string): boolean {
  return AMAZON_HOST.test(host);
}

/** A socket that only fails, for hosts that nobody simulates. */
function refusedSocket(host: string): net.Socket {
  const socket = new net.Socket();
  const error = new Error(`connect ECONNREFUSED: ${host} is not simulated and the real one must not be reached`);
  process.nextTick(() => socket.destroy(error));
  return socket;
}

/**
 * Sends every HTTPS and HTTP/2 connection of this thread to the simulated Amazon, whether it runs or not: with an
 * endpoint given nothing reaches the internet. The library calls both through the module objects, so replacing the
 * properties is seen by it (Amazon reference 2.1, C2); other threads keep theirs.
 */
export function redirectAmazon(endpoint: AmazonEndpoint): void {
  const dial = (host: string, port: number): net.Socket =>
    isAmazonHost(host) ? net.connect({ host: endpoint.host, port }) : refusedSocket(host);

  // Constructed without arguments by the login proxy's HTTP client, therefore the target lives in this closure.
  class SimulatedAmazonAgent extends https.Agent {
    override createConnection(options: { host?: string | null; hostname?: string | null }): Duplex {
      return dial(options.host ?? options.hostname ?? "", endpoint.port);
    }
  }
  https.globalAgent = new SimulatedAmazonAgent({ keepAlive: false });

  const connect = http2.connect;
  const redirected = (
    authority: string | URL,
    options?: http2.ClientSessionOptions | (() => void),
    listener?: () => void,
  ): http2.ClientHttp2Session => {
    const onConnect = typeof options === "function" ? options : listener;
    const given = typeof options === "function" ? {} : options;
    const host = new URL(authority).hostname;
    return connect(authority, { ...given, createConnection: () => dial(host, endpoint.pushPort) }, onConnect);
  };
  http2.connect = redirected as typeof http2.connect;
}
