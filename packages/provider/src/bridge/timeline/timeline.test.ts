import { settle, TestClock } from "@ma-alexa/simulator";
import { describe, expect, it } from "vitest";

import type { SourceEvent } from "../neighbours.js";

import { TimelineSource } from "./audio-source.js";
import { Timeline } from "./timeline.js";

const FORMAT = { codec: "pcm", sampleRateHz: 48_000, channels: 2, bitDepth: 16 } as const;
/** As aiosendspin 6.1.1 sends it, and a frame of 96 ms with two bytes of its body. */
const FLAC_HEADER = "ZkxhQ4AAACISABIAAAAAAEpYC7gC8AAAAAAAAAAAAAAAAAAAAAAAAAAA";
const FLAC_FRAME = Buffer.from("fff85a8800374c00", "hex");
/** 100 ms of silence. */
const CHUNK = new Uint8Array(19_200);
const CHUNK_US = 100_000;

interface LineOptions {
  readonly endsEarly?: boolean;
  readonly itemEndUs?: number;
  readonly queueEndUs?: number;
  readonly heardUs?: number;
  /** Nobody listens from the beginning. */
  readonly isAlone?: boolean;
}

function line(options: LineOptions = {}) {
  const clock = new TestClock();
  const heard: string[] = [];
  const timeline = new Timeline({
    clock,
    afterGeneration: 0,
    serverNowUs: () => clock.now() * 1_000,
    heardUs: () => options.heardUs,
    endsEarly: () => options.endsEarly ?? false,
    marks: {
      isItemEnd: (atUs) => atUs === options.itemEndUs,
      endsQueue: (atUs) => atUs === options.queueEndUs,
      audio: () => undefined,
    },
    onGeneration: () => undefined,
    onEnded: (reason, hasAudio) => heard.push(`${reason}${hasAudio ? "" : ", silent"}`),
  });
  if (options.isAlone !== true) timeline.listen((event) => heard.push(said(event)));
  return {
    clock,
    timeline,
    heard,
    /** Chunks from `startUs` on. */
    chunks: (startUs: number, count: number) => {
      for (let index = 0; index < count; index += 1) timeline.audio(startUs + index * CHUNK_US, CHUNK);
    },
  };
}

function said(event: SourceEvent): string {
  switch (event.kind) {
    case "generation": {
      const { generation, startUs, unheard } = event;
      const rest = unheard === undefined ? "" : ` after ${unheard.fromUs / 1_000} to ${unheard.toUs / 1_000}`;
      return `generation ${generation} at ${startUs / 1_000}${rest}`;
    }
    case "audio":
      return `${event.generation}:${event.startUs / 1_000}`;
    case "mark":
      return `mark ${event.mark.id}`;
    case "end":
      return `end ${event.generation} ${event.natural ? "natural" : "cut"}`;
  }
}

describe("the timeline", () => {
  it("opens a generation with the first chunk of a stream and passes on what follows", () => {
    const { timeline, heard, chunks } = line();
    timeline.streamStart(FORMAT);
    chunks(2_000_000, 2);
    expect(heard).toEqual(["generation 1 at 2000", "1:2000", "1:2100"]);
  });

  it("goes on in the same generation when a new stream continues within 5 ms", () => {
    const { timeline, heard, chunks } = line();
    timeline.streamStart(FORMAT);
    chunks(2_000_000, 1);
    timeline.streamStart(FORMAT);
    chunks(2_104_000, 1);
    expect(heard).toEqual(["generation 1 at 2000", "1:2000", "1:2104"]);
  });

  it("opens another generation when a new stream does not continue", () => {
    const { timeline, heard, chunks } = line();
    timeline.streamStart(FORMAT);
    chunks(2_000_000, 3);
    timeline.streamEnd();
    timeline.streamStart(FORMAT);
    chunks(2_106_000, 1);
    expect(heard.slice(-2)).toEqual(["generation 2 at 2106", "2:2106"]);
  });

  it("passes on a stall's jump forward in order, without a generation", () => {
    const { timeline, heard, chunks } = line();
    timeline.streamStart(FORMAT);
    chunks(2_000_000, 1);
    chunks(3_500_000, 1);
    expect(heard).toEqual(["generation 1 at 2000", "1:2000", "1:3500"]);
  });

  it("opens a generation where timestamps jump back inside a stream: what was to come is void", () => {
    const { timeline, heard, chunks } = line();
    timeline.streamStart(FORMAT);
    chunks(9_000_000, 2);
    chunks(4_000_000, 2);
    expect(heard).toEqual([
      ...["generation 1 at 9000", "1:9000", "1:9100"],
      ...["generation 2 at 4000", "2:4000", "2:4100"],
    ]);
  });

  it("passes on a jump forward of an hour, and goes on from there", () => {
    const { timeline, heard, chunks } = line();
    timeline.streamStart(FORMAT);
    chunks(2_000_000, 1);
    chunks(3_602_000_000, 2);
    expect(heard).toEqual(["generation 1 at 2000", "1:2000", "1:3602000", "1:3602100"]);
  });

  it("opens a generation after a clear when the audio goes on elsewhere", () => {
    const { clock, timeline, heard, chunks } = line();
    timeline.streamStart(FORMAT);
    chunks(2_000_000, 3);
    clock.tick(1_000);
    timeline.streamClear();
    chunks(2_200_000, 1);
    expect(heard.slice(-2)).toEqual(["generation 2 at 2200", "2:2200"]);
  });

  it("is not disturbed by a clear that comes in the middle of the audio after it, ten seconds late", () => {
    const { clock, timeline, heard, chunks } = line();
    timeline.streamStart(FORMAT);
    chunks(2_000_000, 2);
    clock.tick(9_600);
    timeline.streamClear();
    chunks(2_200_000, 1);
    expect(heard).toEqual(["generation 1 at 2000", "1:2000", "1:2100", "1:2200"]);
  });

  it("is not disturbed by a clear that comes after its stream's first chunks", () => {
    const { clock, timeline, heard, chunks } = line();
    timeline.streamStart(FORMAT);
    chunks(2_000_000, 2);
    clock.tick(5_000);
    timeline.streamStart(FORMAT);
    chunks(6_250_000, 2);
    clock.tick(900);
    timeline.streamClear();
    chunks(6_450_000, 1);
    expect(heard.slice(3)).toEqual(["generation 2 at 6250", "2:6250", "2:6350", "2:6450"]);
  });

  it("cuts what is held at a pause and keeps nothing for a late opener", () => {
    const { clock, timeline, heard, chunks } = line();
    timeline.streamStart(FORMAT);
    chunks(2_000_000, 20);
    timeline.streamEnd();
    timeline.group(false);
    clock.tick(500);
    expect(heard.slice(-2)).toEqual(["end 1 cut", "stopped"]);
    const late: SourceEvent[] = [];
    timeline.listen((event) => late.push(event));
    expect(late).toEqual([]);
  });

  it("begins a resume with what was not heard before the pause", () => {
    const { clock, timeline, heard } = line({ heardUs: 1_400_000 });
    const piece = (second: number): Uint8Array =>
      Uint8Array.from({ length: 19_200 }, (_byte, index) => (index * 7 + second * 13) % 251);
    timeline.streamStart(FORMAT);
    for (let index = 0; index < 20; index += 1) timeline.audio(1_000_000 + index * CHUNK_US, piece(index));
    clock.tick(800);
    timeline.streamEnd();
    timeline.group(false);
    clock.tick(500);
    timeline.streamStart(FORMAT);
    timeline.audio(9_000_000, piece(8));
    expect(heard.slice(-3)).toEqual(["stopped", "generation 2 at 8600 after 1400 to 1800", "2:9000"]);
  });

  it("leaves out of a resume what was heard before the pause", () => {
    const { clock, timeline, heard } = line({ heardUs: 2_150_000 });
    const piece = (second: number): Uint8Array =>
      Uint8Array.from({ length: 19_200 }, (_byte, index) => (index * 7 + second * 13) % 251);
    timeline.streamStart(FORMAT);
    for (let index = 0; index < 20; index += 1) timeline.audio(1_000_000 + index * CHUNK_US, piece(index));
    clock.tick(800);
    timeline.streamEnd();
    timeline.group(false);
    clock.tick(500);
    timeline.streamStart(FORMAT);
    for (let index = 8; index < 14; index += 1) timeline.audio(8_200_000 + index * CHUNK_US, piece(index));
    expect(heard.slice(-4)).toEqual(["generation 2 at 9350", "2:9350", "2:9400", "2:9500"]);
  });

  it("begins anew after Music Assistant was lost, whatever an earlier pause left", () => {
    const { clock, timeline, heard } = line({ heardUs: 1_400_000 });
    const piece = (second: number): Uint8Array =>
      Uint8Array.from({ length: 19_200 }, (_byte, index) => (index * 7 + second * 13) % 251);
    const play = (): void => {
      timeline.streamStart(FORMAT);
      for (let index = 0; index < 20; index += 1) timeline.audio(1_000_000 + index * CHUNK_US, piece(index));
    };
    play();
    clock.tick(800);
    timeline.streamEnd();
    timeline.group(false);
    clock.tick(500);
    play();
    timeline.connectionLost();
    clock.tick(20_000);
    timeline.streamStart(FORMAT);
    timeline.audio(90_000_000, piece(8));
    expect(heard.slice(-2)).toEqual(["generation 3 at 90000", "3:90000"]);
  });

  it("ends naturally when everything was already due", () => {
    const { clock, timeline, heard, chunks } = line();
    timeline.streamStart(FORMAT);
    chunks(2_000_000, 2);
    clock.tick(1_200);
    timeline.streamEnd();
    expect(heard.slice(-2)).toEqual(["end 1 natural", "natural"]);
  });

  it("plays out what an early ending server has produced to the end of an item", () => {
    const { timeline, heard, chunks } = line({ endsEarly: true, itemEndUs: 4_000_000 });
    timeline.streamStart(FORMAT);
    chunks(2_000_000, 20);
    timeline.streamEnd();
    timeline.group(false);
    expect(heard.slice(-2)).toEqual(["end 1 natural", "natural"]);
  });

  it("says that a stream without a chunk was silent, and tells the listeners nothing", () => {
    const { timeline, heard } = line();
    timeline.streamStart(FORMAT);
    timeline.streamEnd();
    expect(heard).toEqual(["natural, silent"]);
  });

  it("refuses 24 bit in words and takes none of its audio", () => {
    const { timeline, heard, chunks } = line();
    expect(timeline.streamStart({ ...FORMAT, bitDepth: 24 })).toContain("pcm 48000/24/2");
    chunks(2_000_000, 1);
    expect(heard).toEqual([]);
  });

  it("keeps at most eighteen seconds while nobody listens", () => {
    const { timeline, chunks } = line({ isAlone: true });
    timeline.streamStart(FORMAT);
    chunks(2_000_000, 1_200);
    const late: string[] = [];
    timeline.listen((event) => late.push(said(event)));
    expect(late).toHaveLength(181);
    expect(late[0]).toBe("generation 1 at 104000");
  });

  it("leaves no timer behind", () => {
    const { clock, timeline, chunks } = line();
    timeline.streamStart(FORMAT);
    chunks(2_000_000, 2);
    timeline.streamEnd();
    timeline.stop();
    expect(clock.pending).toBe(0);
  });
});

describe("a source of audio", () => {
  it("replays the newest generation to a late opener, follows, and ends with its signal", async () => {
    const { timeline, chunks } = line({ isAlone: true });
    const source = new TimelineSource();
    source.add("kitchen", timeline, () => 7);
    timeline.streamStart(FORMAT);
    chunks(2_000_000, 1);
    const abort = new AbortController();
    const events = source.open("kitchen", abort.signal)[Symbol.asyncIterator]();
    chunks(2_100_000, 1);
    const read = async (): Promise<string> => {
      const next = await events.next();
      return next.done === true ? "done" : said(next.value);
    };
    expect([await read(), await read(), await read()]).toEqual(["generation 1 at 2000", "1:2000", "1:2100"]);
    const waiting = read();
    abort.abort();
    expect(await waiting).toBe("done");
    expect(source.presentUs("kitchen")).toBe(7);
  });

  it("lets a reader wait for a player, and follow it to its next timeline", async () => {
    const first = line();
    const second = line();
    const source = new TimelineSource();
    const abort = new AbortController();
    const events = source.open("kitchen", abort.signal)[Symbol.asyncIterator]();
    const heard: string[] = [];
    const reading = (async () => {
      for (let next = await events.next(); next.done !== true; next = await events.next()) heard.push(said(next.value));
    })();
    for (const { timeline, chunks } of [first, second]) {
      source.add("kitchen", timeline, () => undefined);
      timeline.streamStart(FORMAT);
      chunks(2_000_000, 1);
      source.remove("kitchen");
      chunks(2_100_000, 1);
      await Promise.resolve();
    }
    await settle();
    abort.abort();
    await reading;
    expect(heard).toEqual(["generation 1 at 2000", "1:2000", "generation 1 at 2000", "1:2000"]);
    expect(source.presentUs("kitchen")).toBeUndefined();
  });

  it("opens a generation where the format changes, though the audio continues", () => {
    const { timeline, chunks } = line();
    const told: SourceEvent[] = [];
    timeline.listen((event) => told.push(event));
    timeline.streamStart(FORMAT);
    chunks(2_000_000, 1);
    timeline.streamStart({ ...FORMAT, codec: "flac", codecHeader: FLAC_HEADER });
    timeline.audio(2_100_000, FLAC_FRAME);
    timeline.audio(2_196_000, FLAC_FRAME);
    expect(told.map((event) => (event.kind === "generation" ? event.format.codec : said(event)))).toEqual([
      "pcm",
      "1:2000",
      "flac",
      "2:2100",
      "2:2196",
    ]);
  });

  it("refuses FLAC whose header cannot be read, in words", () => {
    const { timeline } = line();
    expect(timeline.streamStart({ ...FORMAT, codec: "flac" })).toMatch("flac 48000/16/2");
  });

  it("takes the end of the queue's last item for the natural end", () => {
    const { timeline, heard, chunks } = line({ queueEndUs: 2_300_000 });
    timeline.streamStart(FORMAT);
    chunks(2_000_000, 3);
    timeline.streamEnd();
    timeline.group(false);
    expect(heard.slice(-2)).toEqual(["end 1 natural", "natural"]);
  });

  it("tells a second listener what comes from then on, since the first has the rest", () => {
    const { timeline, chunks } = line();
    timeline.streamStart(FORMAT);
    chunks(2_000_000, 2);
    const second: string[] = [];
    timeline.listen((event) => second.push(said(event)));
    chunks(2_200_000, 1);
    expect(second).toEqual(["generation 1 at 2200", "1:2200"]);
  });

  it("keeps marks and audio for who comes later", () => {
    const { timeline, chunks } = line({ isAlone: true });
    timeline.streamStart(FORMAT);
    chunks(2_000_000, 2);
    timeline.mark({ id: 7, fromUs: 2_000_000, known: "exact", positionMs: 0 });
    const late: string[] = [];
    timeline.listen((event) => late.push(said(event)));
    expect(late).toEqual(["generation 1 at 2000", "mark 7", "1:2000", "1:2100"]);
  });
});
