import { createServer, request as ask, type ClientRequest, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { once } from "node:events";
import { expect, it, onTestFinished } from "vitest";
import { recordingLogger, type LogLine } from "../testing/recording-logger.js";
import { skillDoor } from "./skill-door.js";
import type { SkillRoute } from "./skill-route.js";

const LIMIT_BYTES = 65_536;

/** A server with one route at /skill; what it does not take is answered 418. */
async function open(route: SkillRoute) {
  const lines: LogLine[] = [];
  const others = (_request: IncomingMessage, response: { writeHead(status: number): { end(): void } }) => {
    response.writeHead(418).end();
  };
  const door = skillDoor({ routes: new Map([["/skill", route]]), others, logger: recordingLogger(lines) });
  const server = createServer(door).listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  const url = (path: string) => `http://127.0.0.1:${port}${path}`;
  const post = (path: string, body: string) => fetch(url(path), { method: "POST", body });
  const begin = (headers: Record<string, string>) => ask(url("/skill"), { method: "POST", headers });
  return { lines, post, begin, url, server };
}

const echo: SkillRoute = (_headers, body) => Promise.resolve({ status: 200, body: { heard: body.toString() } });

async function answerTo(asking: ClientRequest): Promise<{ status: number | undefined; closes: boolean }> {
  const [{ statusCode, headers }] = (await once(asking, "response")) as [IncomingMessage];
  return { status: statusCode, closes: headers.connection === "close" };
}

it("hands a route the bytes as they were sent, in however many pieces, and says how long its answer is", async () => {
  const { post, begin } = await open(echo);
  const answer = await post("/skill", '{ "ü": 1 }');
  const text = await answer.text();
  expect(JSON.parse(text)).toEqual({ heard: '{ "ü": 1 }' });
  expect(answer.headers.get("content-length")).toBe(String(Buffer.byteLength(text)));
  const asking = begin({});
  asking.write("one, ");
  asking.end("two");
  expect(await answerTo(asking)).toEqual({ status: 200, closes: false });
});

it("takes an address with a query, and leaves other paths and methods to others", async () => {
  const { post, url } = await open(echo);
  expect((await post("/skill?stage=1", "")).status).toBe(200);
  expect((await post("/skill/", "")).status).toBe(418);
  expect((await fetch(url("/skill"))).status).toBe(418);
});

it("does not wait for a body that says it is too long", async () => {
  const { begin } = await open(echo);
  const asking = begin({ "content-length": String(LIMIT_BYTES + 1) });
  asking.flushHeaders();
  expect(await answerTo(asking)).toEqual({ status: 413, closes: true });
});

it("does not listen on to a body that becomes too long", async () => {
  const { begin } = await open(() => Promise.reject(new Error("Nobody may be asked")));
  const asking = begin({ "transfer-encoding": "chunked" });
  asking.on("error", () => undefined);
  asking.write(Buffer.alloc(LIMIT_BYTES));
  asking.write(Buffer.alloc(1));
  expect(await answerTo(asking)).toEqual({ status: 413, closes: true });
});

it("asks nobody when the sender goes away before the end", async () => {
  let asked = 0;
  const { begin, lines, post, server } = await open((headers, body) => {
    asked += 1;
    return echo(headers, body);
  });
  const asking = begin({ "content-length": "100" });
  asking.on("error", () => undefined);
  asking.write("half");
  const [come] = (await once(server, "request")) as [IncomingMessage];
  asking.destroy();
  await new Promise((resolve) => come.once("close", resolve));
  expect((await post("/skill", "whole")).status).toBe(200);
  expect([asked, lines]).toEqual([1, []]);
});

it("answers 500 where we are wrong, with nothing of the reason, which the log has", async () => {
  const { post, lines } = await open(() => Promise.reject(new Error("The queue is upside down")));
  const answer = await post("/skill", "");
  expect([answer.status, await answer.json()]).toMatchObject([500, { error: "FAILED" }]);
  expect(lines).toMatchObject([{ level: "error", fields: { error: "The queue is upside down" } }]);
});

it("does what comes afterwards once the answer is on its way", async () => {
  const done: string[] = [];
  const { post } = await open(() =>
    Promise.resolve({ status: 200, body: { before: [...done] }, afterwards: () => done.push("afterwards") }),
  );
  expect(await (await post("/skill", "")).json()).toEqual({ before: [] });
  expect(done).toEqual(["afterwards"]);
});
