import { Child } from "./child.js";
import { percentile, threeDigits } from "./percentiles.js";
import { CALLER_ORDERS, FLOOR_ORDERS, SKILL_ORDERS, type Directive, type MusicDirective } from "./skill-orders.js";

/** How fast one kind of request is answered; "floor" is a server that only reads JSON and writes it back. */
export interface SkillRow {
  readonly directive: Directive;
  /** How long the queue is that it is asked about; 0 where no queue is. */
  readonly queueItems: number;
  readonly shuffled: boolean;
  /** 0: at an even rate; otherwise so many connections, each as fast as it goes. */
  readonly connections: number;
  readonly requestsPerSecond: number;
  readonly p50Ms: number;
  readonly p90Ms: number;
  readonly p99Ms: number;
  readonly errors: number;
  /** Between requests and their answers. */
  readonly maRequests: number;
  readonly diskWrites: number;
}

/** What is measured. */
export interface SkillEffort {
  /** Of each row at an even rate. */
  readonly seconds: number;
  readonly queues: readonly number[];
  /** Of each row at full speed. */
  readonly requests: number;
}

interface Subject {
  readonly directive: Directive;
  readonly queueItems?: number;
  readonly shuffled?: boolean;
  readonly connections?: number;
}

const REQUESTS_PER_SECOND = 50;
const CONNECTIONS = 8;
const MUSIC: readonly MusicDirective[] = ["Initiate", "GetNextItem", "GetPlayableContent"];
/** For signing and warming up, above the time that is measured; each signature takes about a millisecond. */
const PREPARING_MS = 60_000;
const PREPARING_EACH_MS = 10;

/** Measures each subject in turn, the floor with the same client; every server and the caller in its own process. */
export async function measureSkill(effort: SkillEffort, onRow: (row: SkillRow) => void): Promise<void> {
  const bench = new SkillBench(effort);
  try {
    await bench.open();
    for (const subject of subjects(effort)) onRow(await bench.measure(subject));
  } finally {
    await bench.stop();
  }
}

function subjects({ queues }: SkillEffort): Subject[] {
  const longest = Math.max(...queues);
  const fast = { connections: CONNECTIONS };
  return [
    { directive: "floor" },
    { directive: "LaunchRequest" },
    { directive: "AudioPlayer.PlaybackNearlyFinished" },
    ...queues.flatMap((queueItems) => MUSIC.map((directive) => ({ directive, queueItems }))),
    ...MUSIC.slice(0, 2).map((directive) => ({ directive, queueItems: longest, shuffled: true })),
    { directive: "floor", ...fast },
    ...MUSIC.map((directive) => ({ directive, queueItems: longest, ...fast })),
  ];
}

/** The three processes, each as it was built: sources would be slower. */
class SkillBench {
  readonly #effort: SkillEffort;
  readonly #skill = new Child(SKILL_ORDERS, "../../dist/skill-process.js");
  readonly #floor = new Child(FLOOR_ORDERS, "../../dist/floor-process.js");
  readonly #caller = new Child(CALLER_ORDERS, "../../dist/caller-process.js");
  #urls: { readonly url: string; readonly musicUrl: string; readonly floor: string } | undefined;

  constructor(effort: SkillEffort) {
    this.#effort = effort;
  }

  async open(): Promise<void> {
    const { url, musicUrl } = await this.#skill.ask(
      "open",
      await this.#caller.ask("certify", {}, PREPARING_MS),
      PREPARING_MS,
    );
    this.#urls = { url, musicUrl, floor: (await this.#floor.ask("open", {})).url };
  }

  async measure(subject: Subject): Promise<SkillRow> {
    const { queueItems = 0, shuffled = false, connections = 0, directive } = subject;
    const reference =
      queueItems === 0 ? undefined : await this.#skill.ask("play", { items: queueItems, isShuffled: shuffled });
    const order = {
      url: this.#urlOf(directive, queueItems),
      directive,
      requests: this.#requests(connections),
      pace: pace(connections),
    };
    const called = await this.#caller.ask(
      "call",
      { ...order, ...(reference === undefined ? {} : { reference }) },
      PREPARING_MS + this.#effort.seconds * 1_000 + order.requests * PREPARING_EACH_MS,
    );
    const row = { directive, queueItems, shuffled, connections, ...figures(called, connections) };
    return { ...row, ...(await this.#skill.ask("count", {})) };
  }

  async stop(): Promise<void> {
    await Promise.all([this.#skill.stop(), this.#floor.stop(), this.#caller.stop()]);
  }

  #requests(connections: number): number {
    return connections === 0 ? Math.round(REQUESTS_PER_SECOND * this.#effort.seconds) : this.#effort.requests;
  }

  #urlOf(directive: Directive, queueItems: number): string {
    if (this.#urls === undefined) throw new Error("The bench is not open");
    if (directive === "floor") return this.#urls.floor;
    return queueItems === 0 ? this.#urls.url : this.#urls.musicUrl;
  }
}

function pace(connections: number): { requestsPerSecond: number } | { connections: number } {
  return connections === 0 ? { requestsPerSecond: REQUESTS_PER_SECOND } : { connections };
}

function figures(
  { latenciesMs, errors, tookMs }: { latenciesMs: readonly number[]; errors: number; tookMs: number },
  connections: number,
): Pick<SkillRow, "requestsPerSecond" | "p50Ms" | "p90Ms" | "p99Ms" | "errors"> {
  return {
    requestsPerSecond:
      connections === 0 ? REQUESTS_PER_SECOND : Math.round((latenciesMs.length * 1_000) / Math.max(1, tookMs)),
    p50Ms: threeDigits(percentile(latenciesMs, 50)),
    p90Ms: threeDigits(percentile(latenciesMs, 90)),
    p99Ms: threeDigits(percentile(latenciesMs, 99)),
    errors,
  };
}
