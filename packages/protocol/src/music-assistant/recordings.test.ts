import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { AuthenticatedSchema } from "./auth.js";
import { SearchResultsSchema } from "./media.js";
import { parseApiCommand, parseApiMessage } from "./message.js";
import { PlayersSchema } from "./player.js";
import { PlayerQueuesSchema, PlayerQueueSchema, QueueItemsSchema } from "./queue.js";

interface Line {
  readonly channel?: string;
  readonly from?: string;
  readonly message?: Readonly<Record<string, unknown>>;
}

const folder = recordingsFolder();
const files = ["session-schema-29.jsonl", "queue-end-schema-29.jsonl"];

describe.skipIf(folder === undefined)("recordings (skipped where the folder of recordings is absent)", () => {
  it.each(files)("every message of %s is read as what it is", (file) => {
    const kinds = new Map<string, number>();
    for (const { from, message = {} } of lines(file)) {
      const text = JSON.stringify(message);
      if (from === "client") {
        expect(parseApiCommand(text)).toMatchObject({ command: message["command"] });
        continue;
      }
      const read = parseApiMessage(text);
      const name = read.kind === "event" ? read.event.event : read.kind;
      kinds.set(name, (kinds.get(name) ?? 0) + 1);
      if (read.kind === "event" && read.event.event !== "unknown") expect(read.event.event).toBe(message["event"]);
    }
    expect(kinds.get("info")).toBe(1);
    expect(kinds.get("queue_updated") ?? 0).toBeGreaterThan(20);
    expect(kinds.get("queue_items_updated") ?? 0).toBeGreaterThan(3);
    expect([...kinds.keys()]).not.toContain("undefined");
  });

  it("the results of the session are what their commands promise", () => {
    const results = answers("session-schema-29.jsonl");
    expect(AuthenticatedSchema.parse(results.get("auth"))).toMatchObject({
      authenticated: true,
      user: { role: "admin" },
    });
    const players = PlayersSchema.parse(results.get("players/all"));
    expect(players.at(-1)).toMatchObject({
      name: "Office Echo",
      output_protocols: [
        { output_protocol_id: "plLvxRMXYPwNBfPjy8efxbz2r8LbRYfHU_pIw-HaEng", protocol_domain: "sendspin" },
      ],
    });
    expect(PlayerQueuesSchema.parse(results.get("player_queues/all")).length).toBe(players.length);
    expect(PlayerQueueSchema.nullable().parse(results.get("player_queues/get"))).toBeNull();
    const items = QueueItemsSchema.parse(results.get("player_queues/items"));
    expect(items.map(({ media_item }) => media_item?.uri)).toEqual([7, 8, 9].map((id) => `library://track/${id}`));
    expect(items[0]).toMatchObject({
      duration: 20,
      media_item: { artists: [{ name: "Marks" }], album: { name: "Odd" } },
    });
    expect(SearchResultsSchema.parse(results.get("music/search")).tracks?.map(({ name }) => name)).toEqual([
      "Odd 1",
      "Odd 2",
      "Odd 3",
    ]);
  });
});

function lines(file: string): Line[] {
  return readFileSync(join(folder ?? "", file), "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Line)
    .filter(({ channel }) => channel === "api");
}

/** The last result of each command. */
function answers(file: string): Map<string, unknown> {
  const asked = new Map<unknown, string>();
  const results = new Map<string, unknown>();
  for (const { from, message = {} } of lines(file)) {
    const command = asked.get(message["message_id"]);
    if (from === "client") asked.set(message["message_id"], String(message["command"]));
    else if (command !== undefined && "result" in message) results.set(command, message["result"]);
  }
  return results;
}

function recordingsFolder(): string | undefined {
  const shared = process.env["MA_ALEXA_SHARED"] ?? join(repositoryRoot(import.meta.dirname), "..", "shared");
  const found = join(shared, "captures", "music-assistant");
  return existsSync(found) ? found : undefined;
}

function repositoryRoot(from: string): string {
  if (existsSync(join(from, "pnpm-workspace.yaml"))) return from;
  const above = dirname(from);
  if (above === from) throw new Error("These tests run inside the repository.");
  return repositoryRoot(above);
}
