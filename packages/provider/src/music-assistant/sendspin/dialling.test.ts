import { expect, test } from "vitest";

import { parseOpeningMessage } from "@ma-alexa/protocol/sendspin";
import { TestClock } from "@ma-alexa/simulator";

import { silentLogger } from "../../testing/silent-logger.js";
import { encrypting } from "../testing/test-client.js";

import { Dialling } from "./dialling.js";

const ADDRESS = "ws://music-assistant.local:8927/sendspin";

/** A client that writes down what it says to a server, and which dialect it comes to speak. */
async function dialling() {
  const clock = new TestClock();
  const said: string[] = [];
  const refusals: string[] = [];
  const spoken: string[] = [];
  const client = new Dialling({
    ...(await encrypting(clock)),
    clock,
    logger: silentLogger,
    send: (frame) => said.push(frame.toString()) > 0,
    conversation: {
      begin: ({ dialect }) => spoken.push(dialect.name),
      heard: () => undefined,
      heardAudio: () => undefined,
      rehandshaken: () => undefined,
    },
    refuse: (detail) => refusals.push(detail),
  });
  const dial = (): void => {
    client.dial(ADDRESS);
    client.opened();
  };
  return { clock, said, refusals, spoken, client, dial };
}

function suiteOf(text: string | undefined): string | undefined {
  const message = parseOpeningMessage(text ?? "");
  return message.type === "client/init" ? message.payload.suite : undefined;
}

test("a server that does not take our suite is offered the other one the next time, and the first one after that", async () => {
  const { said, refusals, client, dial } = await dialling();
  for (let attempt = 0; attempt < 3; attempt++) {
    dial();
    client.heardText('{"type":"server/error","payload":{"reason":"unsupported_suite"}}');
    client.closed();
  }
  const suites = said.map(suiteOf);
  expect(new Set(suites)).toEqual(new Set(["25519_AESGCM_SHA256", "25519_ChaChaPoly_SHA256"]));
  expect(suites[2]).toBe(suites[0]);
  expect(refusals).toHaveLength(3);
  expect(refusals[0]).toContain("unsupported_suite");
});

test("a server that refuses for another reason is offered the same suite again", async () => {
  const { said, client, dial } = await dialling();
  for (let attempt = 0; attempt < 2; attempt++) {
    dial();
    client.heardText('{"type":"server/error","payload":{"reason":"malformed"}}');
    client.closed();
  }
  expect(suiteOf(said[1])).toBe(suiteOf(said[0]));
});

test("silence of 3 s means plaintext, on the same connection", async () => {
  const { clock, spoken, client, dial } = await dialling();
  dial();
  await clock.advance(2_999, 2_999);
  expect(spoken).toEqual([]);
  await clock.advance(1);
  expect(spoken).toEqual(["plaintext"]);
  expect(client.closed()).toBe(true);
});

test("a server that hangs up on the question is dialled once more, in plaintext", async () => {
  const { said, spoken, client, dial } = await dialling();
  dial();
  expect(client.closed()).toBe(false);
  dial();
  expect(spoken).toEqual(["plaintext"]);
  expect(said).toHaveLength(1);
});
