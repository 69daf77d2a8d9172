import http2 from "node:http2";
import https from "node:https";
import net from "node:net";
import type { Duplex } from "node:stream";
import type { SimulatedAmazonEndpoint } from "../simulated-amazon.js";

/**
 * Sends every HTTPS and HTTP/2 connection of this process to the simulated Amazon, whatever the host (Amazon reference 2.1,
 * C2); hosts that are not Amazon's get a 404 there, so nothing reaches the internet. Returns the way back.
 */
export function redirectToStreet(endpoint: SimulatedAmazonEndpoint): () => void {
  const { host, port, pushPort } = endpoint;
  const { globalAgent } = https;
  const { connect } = http2;

  // Node constructs it without arguments for requests that want no shared agent.
  class StreetAgent extends https.Agent {
    override createConnection(): Duplex {
      return net.connect({ host, port });
    }
  }
  const connectToStreet = (authority: string | URL, ...rest: unknown[]): http2.ClientHttp2Session => {
    const listener = rest.find((argument): argument is () => void => typeof argument === "function");
    const given = rest.find((argument) => typeof argument === "object") ?? {};
    return connect(authority, { ...given, createConnection: () => net.connect({ host, port: pushPort }) }, listener);
  };

  https.globalAgent = new StreetAgent({ keepAlive: false });
  http2.connect = connectToStreet;
  return () => {
    https.globalAgent = globalAgent;
    http2.connect = connect;
  };
}
