import { Worker } from "node:worker_threads";
import { TestClock } from "@ma-alexa/simulator";
import { afterEach, describe, expect, it } from "vitest";
import { LibraryThread } from "./library-thread.js";

let thread: LibraryThread | undefined;
afterEach(() => thread?.stop());

/** A thread that runs `program` instead of the library. */
function run(program: string) {
  const clock = new TestClock();
  const made = new LibraryThread({
    setup: { registration: {}, appName: "test" },
    clock,
    open: () => new Worker(`const { parentPort } = require("node:worker_threads");${program}`, { eval: true }),
  });
  thread = made;
  made.start();
  return { clock, thread: made };
}

const codeOf = (call: Promise<unknown>) =>
  call.then(
    () => "answered",
    (error: unknown) => (error as { code: string }).code,
  );

describe("LibraryThread", () => {
  it("hands out the answer to its own call", async () => {
    const echo = run(
      `parentPort.on("message", (m) => parentPort.postMessage({ kind: "answer", id: m.id, body: m.call.path }));`,
    );
    const answers = await Promise.all([
      echo.thread.call({ method: "read", path: "/a" }),
      echo.thread.call({ method: "read", path: "/b" }),
    ]);
    expect(answers).toEqual(["/a", "/b"]);
    expect(echo.clock.pending).toBe(0);
  });

  it("gives up after 5 s and tells the thread to abandon the call", async () => {
    const deaf = run(`parentPort.on("message", (m) => {
      if (m.kind === "abandon") parentPort.postMessage({ kind: "login-required", reason: "abandoned " + m.id });
    });`);
    const news: unknown[] = [];
    deaf.thread.on("news", (item) => news.push(item));
    const outcome = codeOf(deaf.thread.call({ method: "read", path: "/a" }));
    await deaf.clock.advance(5_000, 500);
    expect(await outcome).toBe("TIMEOUT");
    await deaf.clock.until("the thread was told", () => news.length === 1);
  });

  it("survives an uncaught error in the library, fails open calls and says so in a sentence", async () => {
    const crashing = run(`parentPort.on("message", () => { null.includes("AUDIO_PLAYER"); });`);
    const crashes: string[] = [];
    crashing.thread.on("crashed", (error) => crashes.push(error.message));
    expect(await codeOf(crashing.thread.call({ method: "read", path: "/a" }))).toBe("CRASHED");
    expect(crashes).toEqual(["Amazon sent something the library cannot digest: TypeError in the library"]);
    expect(await codeOf(crashing.thread.call({ method: "read", path: "/a" }))).toBe("STOPPED");
  });

  it("fails open calls when it is stopped, and is silent afterwards", async () => {
    const deaf = run(`parentPort.on("message", () => undefined);`);
    const outcome = codeOf(deaf.thread.call({ method: "read", path: "/a" }));
    await deaf.thread.stop();
    expect(await outcome).toBe("STOPPED");
    expect(deaf.clock.pending).toBe(0);
  });
});
