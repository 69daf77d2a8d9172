import { TestClock, settle } from "@ma-alexa/simulator";
import { describe, expect, it } from "vitest";
import { AmazonError } from "../amazon-error.js";
import { Breaker } from "../breaker.js";
import { newCounters } from "../counters.js";
import type { Command } from "./command.js";
import { CommandQueue } from "./command-queue.js";

const volume = (serial: string, level: number): Command => ({ kind: "volume", serial, level });
const stop = (serial: string): Command => ({ kind: "stop", serial });
const launch = (serial: string): Command => ({ kind: "launch", serial, skillId: "skill" });
const text = (serial: string, words: string): Command => ({ kind: "text", serial, text: words });

function makeQueue(answer: (batch: readonly Command[]) => Promise<void> = () => Promise.resolve()) {
  const clock = new TestClock();
  const sent: { readonly atMs: number; readonly batch: readonly Command[] }[] = [];
  const pauses: number[] = [];
  const counters = newCounters();
  const breaker = new Breaker({
    clock,
    onShut: (pauseMs) => pauses.push(pauseMs),
    onProbe: () => undefined,
    onOpen: () => pauses.push(0),
  });
  const queue = new CommandQueue({
    clock,
    counters,
    send: (batch) => {
      sent.push({ atMs: clock.now(), batch });
      return answer(batch);
    },
    breaker,
  });
  return { clock, queue, sent, counters, pauses };
}

describe("CommandQueue", () => {
  it("sends sequences at least a second apart", async () => {
    const { clock, queue, sent } = makeQueue();
    void queue.submit(volume("a", 1));
    await clock.until("the first volume was sent", () => sent.length === 1);
    void queue.submit(volume("a", 2));
    await clock.until("the second volume was sent", () => sent.length === 2);
    expect((sent[1]?.atMs ?? 0) - (sent[0]?.atMs ?? 0)).toBeGreaterThanOrEqual(1_000);
  });

  it("keeps the newest volume of a device and tells the replaced caller", async () => {
    const { clock, queue, sent } = makeQueue();
    void queue.submit(launch("b"));
    await settle();
    const older = queue.submit(volume("a", 10));
    const newer = queue.submit(volume("a", 20));
    await clock.until("the volume was sent", () => sent.length === 2);
    expect(await older).toEqual({ outcome: "superseded" });
    expect(await newer).toEqual({ outcome: "sent" });
    expect(sent[1]?.batch).toEqual([volume("a", 20)]);
  });

  it("merges the volumes of several devices into one sequence", async () => {
    const { clock, queue, sent, counters } = makeQueue();
    void queue.submit(volume("a", 1));
    void queue.submit(volume("b", 2));
    void queue.submit(volume("c", 3));
    await clock.until("the volumes were sent", () => sent.length > 0);
    await clock.advance(2_000);
    expect(sent.map(({ batch }) => batch)).toEqual([[volume("a", 1), volume("b", 2), volume("c", 3)]]);
    expect(counters.merged).toBe(2);
  });

  it("sends a stop before a launch, and volumes with whatever leaves first", async () => {
    const { clock, queue, sent } = makeQueue();
    void queue.submit(stop("x"));
    await settle();
    void queue.submit(volume("a", 1));
    void queue.submit(launch("b"));
    void queue.submit(stop("c"));
    await clock.until("all were sent", () => sent.length === 3);
    const kinds = sent.slice(1).map(({ batch }) => batch.map(({ kind }) => kind).sort());
    expect(kinds).toEqual([["stop", "volume"], ["launch"]]);
  });

  it("does not let a stop wait for the moment in which volumes gather", async () => {
    const { clock, queue, sent } = makeQueue();
    void queue.submit(volume("a", 1));
    await clock.advance(20, 10);
    void queue.submit(stop("b"));
    await clock.advance(20, 10);
    expect(sent.map(({ batch }) => batch.length)).toEqual([2]);
  });

  it("never sends two utterances in one sequence", async () => {
    const { clock, queue, sent } = makeQueue();
    void queue.submit(text("a", "one"));
    void queue.submit(text("b", "two"));
    await clock.until("both were sent", () => sent.length === 2);
    expect(sent.map(({ batch }) => batch.length)).toEqual([1, 1]);
  });

  it("withdraws a waiting launch when the device is stopped", async () => {
    const { clock, queue, sent } = makeQueue();
    void queue.submit(stop("x"));
    await settle();
    const launching = queue.submit(launch("a"));
    const stopping = queue.submit(stop("a"));
    await clock.until("the stop was sent", () => sent.length === 2);
    expect(await launching).toEqual({ outcome: "superseded" });
    expect(await stopping).toEqual({ outcome: "sent" });
  });

  it("withdraws a waiting launch when its caller does", async () => {
    const { queue } = makeQueue();
    const signal = new AbortController();
    void queue.submit(stop("x"));
    await settle();
    const launching = queue.submit(launch("a"), { signal: signal.signal });
    signal.abort();
    expect(await launching).toEqual({ outcome: "superseded" });
  });

  it("lets two waiting stops of one device share their outcome", async () => {
    const { clock, queue, sent } = makeQueue();
    void queue.submit(stop("x"));
    await settle();
    const outcomes = Promise.all([queue.submit(stop("a")), queue.submit(stop("a"))]);
    await clock.advance(3_000);
    expect(await outcomes).toEqual([{ outcome: "sent" }, { outcome: "sent" }]);
    expect(sent).toHaveLength(2);
  });

  it("drops a launch that waited longer than 5 s while a volume waits on", async () => {
    let release: (() => void) | undefined;
    const { clock, queue, sent } = makeQueue(() => new Promise((resolve) => (release = resolve)));
    void queue.submit(stop("x"));
    await settle();
    const launching = queue.submit(launch("a"));
    const louder = queue.submit(volume("b", 5));
    clock.tick(5_000);
    expect(await launching).toEqual({ outcome: "expired" });
    release?.();
    await clock.until("the volume was sent", () => sent.length === 2);
    release?.();
    expect(await louder).toEqual({ outcome: "sent" });
  });

  it("frees the slot when Amazon does not answer, and says so", async () => {
    let refuse = true;
    const late = new AmazonError("TIMEOUT", "Amazon did not answer within 5 s");
    const { clock, queue, sent } = makeQueue(() => (refuse ? Promise.reject(late) : Promise.resolve()));
    expect(await queue.submit(stop("a"))).toEqual({ outcome: "refused", reason: late.message });
    refuse = false;
    const next = queue.submit(stop("a"));
    await clock.until("the next was sent", () => sent.length === 2);
    expect(await next).toEqual({ outcome: "sent" });
  });

  it("sends nothing for 30 s when throttled, then twice as long, and tells when it is over", async () => {
    let throttled = true;
    const refusal = new AmazonError("RATE_LIMITED", "Amazon asks for fewer requests");
    const { clock, queue, sent, pauses } = makeQueue(() => (throttled ? Promise.reject(refusal) : Promise.resolve()));
    void queue.submit(volume("a", 1));
    await clock.until("the first was sent", () => sent.length === 1);
    await clock.advance(29_000, 1_000);
    const second = queue.submit(volume("a", 2));
    await clock.until("the second was sent", () => sent.length === 2);
    expect(await second).toEqual({ outcome: "refused", reason: refusal.message });
    throttled = false;
    await clock.advance(59_000, 1_000);
    const third = queue.submit(volume("a", 3));
    await clock.until("the third was sent", () => sent.length === 3);
    expect(await third).toEqual({ outcome: "sent" });
    expect(pauses).toEqual([30_000, 60_000, 0]);
  });

  it("refuses at once what could not be sent in time, and says when Amazon is asked again", async () => {
    const refusal = new AmazonError("RATE_LIMITED", "Amazon asks for fewer requests");
    const { clock, queue, sent } = makeQueue(() => Promise.reject(refusal));
    await queue.submit(stop("a"));
    clock.tick(10_000);
    const reason = "Amazon asked for fewer requests; it is asked again in 20 s";
    expect(await queue.submit(launch("a"))).toEqual({ outcome: "refused", reason });
    const patient = queue.submit(volume("a", 2));
    await clock.until("the volume was sent", () => sent.length === 2, 30_000);
    expect(await patient).toEqual({ outcome: "refused", reason: refusal.message });
  });

  it("refuses what waits when it is cleared, and leaves no timer", async () => {
    const { clock, queue } = makeQueue();
    void queue.submit(stop("x"));
    await settle();
    const waiting = queue.submit(volume("a", 1));
    queue.clear("the account was stopped");
    expect(await waiting).toEqual({ outcome: "refused", reason: "the account was stopped" });
    await settle();
    expect(clock.pending).toBe(0);
  });
});
