import http from "node:http";
import http2 from "node:http2";
import https from "node:https";
import type { AddressInfo, Server } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { redirectAmazon } from "./redirect.js";

const agent = https.globalAgent;
const connect = http2.connect;
const servers: Server[] = [];

afterEach(() => {
  https.globalAgent = agent;
  http2.connect = connect;
  for (const server of servers.splice(0)) server.close();
});

async function listen(server: Server): Promise<number> {
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return (server.address() as AddressInfo).port;
}

/** The body of a GET, or the code of the error. */
function get(url: string): Promise<string> {
  return new Promise((resolve) => {
    const request = https.get(url, (response) => {
      response.setEncoding("utf8");
      response.on("data", resolve);
    });
    request.on("error", (error) => {
      resolve(error.message);
    });
  });
}

describe("the redirect to the simulated Amazon", () => {
  it("sends every Amazon host there, by HTTPS and by HTTP/2", async () => {
    const port = await listen(http.createServer((request, response) => response.end(request.headers.host)));
    const push = http2.createServer();
    push.on("stream", (stream: http2.ServerHttp2Stream, headers) => {
      stream.respond({ ":status": 200 });
      stream.end(headers[":authority"]);
    });
    redirectAmazon({ host: "127.0.0.1", port, pushPort: await listen(push) });

    expect(await get("https://alexa.amazon.co.uk/api")).toBe("alexa.amazon.co.uk");
    expect(await get("https://api.amazonalexa.com/v1")).toBe("api.amazonalexa.com");
    const session = http2.connect("https://bob-dispatch-prod-eu.amazon.com");
    const authority = await new Promise((resolve) => {
      session.request({ ":path": "/" }).setEncoding("utf8").on("data", resolve);
    });
    expect(authority).toBe("bob-dispatch-prod-eu.amazon.com:443");
    session.destroy();
  });

  it("fails closed: nothing reaches the internet when nobody simulates it", async () => {
    const port = await listen(http.createServer());
    servers.pop()?.close();
    redirectAmazon({ host: "127.0.0.1", port, pushPort: port });
    expect(await get("https://alexa.amazon.de/api")).toContain("ECONNREFUSED 127.0.0.1");
    expect(await get("https://amazon.de.example.org/")).toContain("is not simulated");
  });
});
