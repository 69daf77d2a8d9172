import { expect, test } from "vitest";

import { serverUrl } from "./server-address.js";

test.each([
  ["192.168.1.5", "ws://192.168.1.5:8927/sendspin"],
  [" homeassistant.local ", "ws://homeassistant.local:8927/sendspin"],
  ["ma.lan:9000", "ws://ma.lan:9000/sendspin"],
  ["ws://[fd00::5]:8927/sendspin", "ws://[fd00::5]:8927/sendspin"],
  ["wss://ma.example/audio", "wss://ma.example/audio"],
])("%s is read as %s", (written, url) => {
  expect(serverUrl(written)).toBe(url);
});

test.each(["", "http://192.168.1.5:8095", "ws://", "two words"])("%j is refused with the remedy", (written) => {
  expect(() => serverUrl(written)).toThrow(/write it like 192\.168\.1\.5/);
});
