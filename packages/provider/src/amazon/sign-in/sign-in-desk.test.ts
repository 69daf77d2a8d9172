import { EventEmitter } from "node:events";
import type { Worker } from "node:worker_threads";
import { TestClock } from "@ma-alexa/simulator";
import { describe, expect, it } from "vitest";
import { silentLogger } from "../../testing/silent-logger.js";
import { AccountBook } from "../accounts/account-book.js";
import type { FromSignIn, ToSignIn } from "../worker/sign-in-messages.js";
import { SignInDesk } from "./sign-in-desk.js";

const PAGE = "https://www.amazon.com/ap/signin?x=1";
const LAST =
  "https://www.amazon.com/ap/maplanding?openid.oa2.authorization_code=ANcode&openid.mode=id_res&openid.assoc_handle=x";

/** A thread in which nothing happens but what the test says. */
class SilentThread extends EventEmitter {
  readonly heard: ToSignIn[] = [];
  isEnded = false;

  postMessage(message: ToSignIn): void {
    this.heard.push(message);
  }

  terminate(): Promise<number> {
    this.isEnded = true;
    return Promise.resolve(0);
  }

  say(message: FromSignIn): void {
    this.emit("message", message);
  }
}

function makeDesk() {
  const clock = new TestClock();
  const threads: SilentThread[] = [];
  const store = { read: () => Promise.resolve(undefined), write: () => Promise.resolve() };
  const desk = new SignInDesk({
    book: new AccountBook({ store, clock }),
    clock,
    logger: silentLogger,
    appName: "ma-alexa",
    pages: { bind: "127.0.0.1", address: "127.0.0.1", port: 0 },
    openThread: () => {
      const thread = new SilentThread();
      threads.push(thread);
      return thread as unknown as Worker;
    },
  });
  const begin = async () => {
    const { id } = await desk.begin({ marketplace: "amazon.de", way: "paste" });
    const thread = threads.at(-1) ?? new SilentThread();
    thread.say({ kind: "opened", url: PAGE });
    return { id, thread };
  };
  return { clock, desk, threads, begin };
}

describe("the desk for signing in", () => {
  it("waits a quarter of an hour for a person, then closes and says what to do", async () => {
    const { clock, desk, begin } = makeDesk();
    const { thread } = await begin();
    clock.tick(15 * 60_000 - 1);
    expect(desk.newest()?.state.phase).toBe("waiting");
    clock.tick(1);
    expect(desk.newest()?.state).toMatchObject({
      phase: "failed",
      failure: { code: "TIMED_OUT", nextStep: "Begin the sign-in again." },
    });
    expect(thread.isEnded).toBe(true);
    expect(clock.pending).toBe(0);
  });

  it("gives no further time for a wrong address", async () => {
    const { clock, desk, begin } = makeDesk();
    const { id } = await begin();
    clock.tick(14 * 60_000);
    desk.paste(id, "https://www.amazon.com/ap/signin");
    clock.tick(60_000);
    expect(desk.newest()?.state.failure?.code).toBe("TIMED_OUT");
  });

  it("refuses a second sign-in while one is being checked, and takes it when Amazon has not answered for a minute", async () => {
    const { clock, desk, threads, begin } = makeDesk();
    const { id, thread } = await begin();
    desk.paste(id, LAST);
    expect(thread.heard).toMatchObject([{ kind: "replay" }]);
    await expect(desk.begin({ marketplace: "amazon.de", way: "paste" })).rejects.toMatchObject({
      code: "SIGN_IN_BUSY",
      message: "Another sign-in is being checked: wait a minute and begin again.",
    });
    desk.cancel(id);
    expect(desk.newest()?.state.phase).toBe("checking");
    clock.tick(60_000);
    expect(desk.newest()?.state.failure?.code).toBe("UNREACHABLE");
    await begin();
    expect(threads).toHaveLength(2);
    expect(desk.newest()?.state.phase).toBe("waiting");
    await desk.stop();
    expect(clock.pending).toBe(0);
  });

  it("does not wait for a thread that never opens the pages", async () => {
    const { clock, desk } = makeDesk();
    await desk.begin({ marketplace: "amazon.de", way: "paste" });
    clock.tick(30_000);
    expect(desk.newest()?.state.failure?.code).toBe("UNREACHABLE");
  });
});
