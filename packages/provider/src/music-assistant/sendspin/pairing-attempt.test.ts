import { expect, test } from "vitest";

import { TestClock } from "@ma-alexa/simulator";

import { PairingAttempt } from "./pairing-attempt.js";
import type { SaidMessage } from "./wire.js";

/** Secrets in the order in which they are offered: 32 bytes of 1, then of 2, … */
function attempt() {
  const clock = new TestClock();
  const said: SaidMessage[] = [];
  const paired: number[] = [];
  let offered = 0;
  const pairing = new PairingAttempt({
    clock,
    say: (message) => said.push(message),
    paired: (psk) => paired.push(psk[0] ?? 0),
    secret: () => Buffer.alloc(32, ++offered),
  });
  return { clock, said, paired, pairing };
}

const secretOf = (n: number): string => Buffer.alloc(32, n).toString("base64url");

test("a new secret is offered, and holds when the server has stored it", () => {
  const { said, paired, pairing, clock } = attempt();
  pairing.begin(false);
  expect(said).toEqual([{ type: "client/pair-finalize", payload: { long_term_psk: secretOf(1) } }]);
  expect(paired).toEqual([]);
  pairing.finalized();
  expect(paired).toEqual([1]);
  expect(pairing.isRunning).toBe(false);
  expect(clock.pending).toBe(0);
});

test("where the dialect counts attempts, they are counted from the last handshake", () => {
  const { said, pairing } = attempt();
  pairing.begin(true);
  pairing.begin(true);
  pairing.rehandshaken();
  pairing.begin(true);
  const indices = said.flatMap((message) =>
    message.type === "client/pair-init" ? [message.payload.pairing_index] : [],
  );
  expect(indices).toEqual([1, 2, 1]);
});

test("a server that stores nothing within 120 s is told that the attempt is off; a late answer means nothing", async () => {
  const { clock, said, paired, pairing } = attempt();
  pairing.begin(false);
  await clock.advance(119_999, 119_999);
  expect(pairing.isRunning).toBe(true);
  await clock.advance(1);
  expect(said.at(-1)).toEqual({ type: "pair/abort", payload: { reason: "attempt_timeout" } });
  expect(pairing.isRunning).toBe(false);
  pairing.finalized();
  expect(paired).toEqual([]);
});

test("a cancelled attempt leaves no secret and no timer", () => {
  const { clock, said, paired, pairing } = attempt();
  pairing.begin(false);
  pairing.cancel();
  pairing.finalized();
  expect(paired).toEqual([]);
  expect(clock.pending).toBe(0);
  expect(said).toHaveLength(1);
});

test("a second attempt replaces the first: only the secret offered last is ever stored", () => {
  const { paired, pairing } = attempt();
  pairing.begin(false);
  pairing.begin(false);
  pairing.finalized();
  pairing.finalized();
  expect(paired).toEqual([2]);
});
