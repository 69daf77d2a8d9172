/** The process of the floor: what Node itself needs to read a JSON request and to write one back. */
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { obey } from "./orders.js";
import { FLOOR_ORDERS } from "./skill-orders.js";

// As long as the door keeps its connections: one that is closed while it is used again looks like a fault.
const server = createServer({ keepAliveTimeout: 75_000 }, echo);

obey(FLOOR_ORDERS, {
  open: async () => {
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` };
  },
});

function echo(request: IncomingMessage, response: ServerResponse): void {
  const pieces: Buffer[] = [];
  request.on("data", (piece: Buffer) => pieces.push(piece));
  request.on("end", () => {
    // Bare on purpose, without a schema: the floor is what lies beneath all of our own work.
    const body: unknown = JSON.parse(Buffer.concat(pieces).toString("utf8"));
    response.setHeader("Content-Type", "application/json; charset=utf-8");
    response.end(JSON.stringify(body));
  });
}
