import { describe, expect, it } from "vitest";
import { recordingLogger, type LogLine } from "../../testing/recording-logger.js";
import { MemoryBlocks } from "../testing/memory-blocks.js";
import { itemStorage } from "./item-storage.js";

describe("itemStorage", () => {
  it("is none where there is no disk", () => {
    expect(itemStorage({ blocks: undefined, logger: recordingLogger(), playerId: "kitchen" })).toBeUndefined();
  });

  it("tells once for a player that the disk fails, and who must do what", () => {
    const lines: LogLine[] = [];
    const logger = recordingLogger(lines);
    const storage = itemStorage({ blocks: new MemoryBlocks(), logger, playerId: "kitchen" });
    storage?.failed(new Error("ENOSPC"));
    storage?.failed(new Error("EIO"));
    expect(lines).toMatchObject([
      {
        level: "warn",
        message: expect.stringContaining("free space on the disk of the bridge's state folder") as string,
      },
    ]);
  });
});
