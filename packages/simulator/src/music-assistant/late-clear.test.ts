import type { KnownServerMessage } from "@ma-alexa/protocol/sendspin";
import { beforeEach, describe, expect, it } from "vitest";

import { clearingLate } from "./late-clear.js";

const END: KnownServerMessage = { type: "stream/end", payload: {} };
const START: KnownServerMessage = { type: "stream/start", payload: {} };

let told: (string | number)[];
let stream: ReturnType<typeof clearingLate>;

function open(isOn: boolean): void {
  told = [];
  stream = clearingLate(
    { send: ({ type }) => told.push(type), sendAudio: (timestampUs) => told.push(timestampUs) },
    isOn,
  );
  for (const timestampUs of [100, 200, 300]) stream.sendAudio(timestampUs, new Uint8Array(1));
  told = [];
}

function replaced(): void {
  stream.onReplace();
  stream.send(END);
  stream.send(START);
}

describe("a server that clears late", () => {
  beforeEach(() => {
    open(true);
  });

  it("ends no stream that it replaces, and clears it when the new audio has come as far as the old", () => {
    replaced();
    for (const timestampUs of [150, 250, 350, 450]) stream.sendAudio(timestampUs, new Uint8Array(1));
    expect(told).toEqual(["stream/start", 150, 250, "stream/clear", 350, 450]);
  });

  it("ends a stream that it does not replace, and forgets to clear", () => {
    replaced();
    stream.send(END);
    stream.send(START);
    stream.sendAudio(350, new Uint8Array(1));
    expect(told).toEqual(["stream/start", "stream/end", "stream/start", 350]);
  });
});

it("a server that does not clear late ends what it replaces", () => {
  open(false);
  replaced();
  stream.sendAudio(350, new Uint8Array(1));
  expect(told).toEqual(["stream/end", "stream/start", 350]);
});
