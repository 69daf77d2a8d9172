import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";

/** What a stream server does with one GET; `visit` counts from 0. */
export type Serve = (response: ServerResponse, visit: number, request: IncomingMessage) => void;

/** A server on loopback that ends with the test. */
export async function streamServer(serve: Serve): Promise<{ readonly url: string; visits(): number }> {
  let visits = 0;
  const server = createServer((request, response) => {
    serve(response, visits++, request);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/stream.mp3`, visits: () => visits };
}

/** Answers with all of `mp3` at once. */
export function whole(mp3: Uint8Array): Serve {
  return (response) => {
    response.writeHead(200, { "content-type": "audio/mpeg" }).end(mp3);
  };
}
