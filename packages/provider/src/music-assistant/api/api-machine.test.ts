import { describe, expect, it } from "vitest";

import { initialApiLink, stepApi, type ApiInput, type ApiLink, type ApiPhase } from "./api-machine.js";

const info = { server_id: "s", server_version: "2.10.8", schema_version: 51, min_supported_schema_version: 28 };
const address = "ws://192.168.1.5:8095/ws";
const timer: ApiInput = { type: "timer", address };

function after(...inputs: readonly ApiInput[]): { link: ApiLink; did: string[] } {
  let link = initialApiLink;
  let did: string[] = [];
  for (const input of inputs) {
    const step = stepApi(link, input);
    link = step.link;
    did = step.effects.map((effect) => ("delayMs" in effect ? `timer ${effect.delayMs}` : effect.do));
  }
  return { link, did };
}

const open: ApiInput[] = [{ type: "start" }, timer, { type: "opened" }];
const greeted: ApiInput[] = [...open, { type: "info", info }];
const ready: ApiInput[] = [...greeted, { type: "authenticated", user: "Anna" }];
const closed: ApiInput = { type: "closed", detail: "the connection broke" };

const table: [string, ApiInput[], ApiPhase["kind"], string[]][] = [
  ["looks for an address", [{ type: "start" }, { type: "timer", address: undefined }], "searching", ["timer 2000"]],
  ["connects to the address", [{ type: "start" }, timer], "connecting", ["connect", "timer 10000"]],
  ["waits for the server info", open, "greeting", ["timer 10000"]],
  ["authenticates", greeted, "authenticating", ["authenticate", "timer 10000"]],
  ["is ready", ready, "ready", ["no-timer"]],
  ["comes back after a loss", [...ready, closed], "waiting", ["timer 1000"]],
  ["waits longer each time", [...ready, closed, timer, closed, timer, closed], "waiting", ["timer 4000"]],
  ["counts anew after a success", [...ready, closed, ...ready.slice(1), closed], "waiting", ["timer 1000"]],
  [
    "gives up a silent socket",
    [...ready, { type: "silent", detail: "nothing was heard" }],
    "leaving",
    ["no-timer", "disconnect"],
  ],
  ["gives up a slow greeting", [...open, timer], "leaving", ["no-timer", "disconnect"]],
  [
    "asks a person when the token is refused",
    [...greeted, { type: "token-refused", detail: "no" }, closed],
    "refused",
    ["no-timer"],
  ],
  [
    "never tries a refused token again",
    [...greeted, { type: "token-refused", detail: "no" }, closed, timer],
    "refused",
    [],
  ],
  [
    "looks again every minute where nobody has set it up",
    [...open, { type: "setup-required" }, closed],
    "setup-required",
    ["timer 60000"],
  ],
  [
    "refuses a server that is too old",
    [...open, { type: "info", info: { ...info, schema_version: 27 } }, closed],
    "unsupported",
    ["timer 60000"],
  ],
  [
    "refuses a server that is too new",
    [...open, { type: "info", info: { ...info, min_supported_schema_version: 78 } }, closed],
    "unsupported",
    ["timer 60000"],
  ],
  [
    "takes a newer server that still speaks ours",
    [...open, { type: "info", info: { ...info, schema_version: 98 } }],
    "authenticating",
    ["authenticate", "timer 10000"],
  ],
  ["stops an open connection", [...ready, { type: "stop" }], "leaving", ["no-timer", "disconnect"]],
  ["is off when that is closed", [...ready, { type: "stop" }, closed], "off", ["no-timer"]],
  ["stops while it waits", [...ready, closed, { type: "stop" }], "off", ["no-timer"]],
  ["starts once", [...ready, { type: "start" }], "ready", []],
  ["ignores what comes late", [...ready, { type: "opened" }], "ready", []],
];

describe("the API's link", () => {
  it.each(table)("%s", (_, inputs, kind, effects) => {
    const { link, did } = after(...inputs);
    expect(link.phase.kind).toBe(kind);
    expect(did).toEqual(effects);
  });
});
