import { once } from "node:events";
import { createServer, get, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { TestClock } from "@ma-alexa/simulator";
import { describe, expect, it, onTestFinished } from "vitest";
import { HttpSink } from "./http-sink.js";

/** What a client gets of an answer of so many promised bytes that ends after ten. */
async function answered(promised: number): Promise<{ readonly bytes: number; readonly isWhole: boolean }> {
  const server = createServer((_request, response) => {
    const sink = new HttpSink(response, new TestClock());
    sink.begin({ status: 206, contentType: "audio/mpeg", acceptsRanges: true, length: promised });
    sink.write(new Uint8Array(10));
    sink.end();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  const [response] = (await once(
    get({ port: (server.address() as AddressInfo).port, host: "127.0.0.1" }),
    "response",
  )) as [IncomingMessage];
  let bytes = 0;
  response.on("data", (chunk: Buffer) => (bytes += chunk.byteLength));
  response.on("error", () => undefined);
  await new Promise((resolve) => response.on("close", resolve));
  return { bytes, isWhole: response.complete };
}

describe("an answer with audio", () => {
  it("ends its connection where it ends before what was promised", async () => {
    expect(await answered(1_000)).toEqual({ bytes: 10, isWhole: false });
  });

  it("is whole where it ends as promised", async () => {
    expect(await answered(10)).toEqual({ bytes: 10, isWhole: true });
  });
});
