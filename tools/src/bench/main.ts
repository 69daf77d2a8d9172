/** `npm run bench -- streams|sendspin|skill|commands|queue|smoke [--json]`: what the bridge can carry, how it commands, how fast its skill answers. */
import { parseArgs } from "node:util";
import { measureCommands, type CommandsRow } from "./commands-bench.js";
import { measureQueue, type QueueRow } from "./queue-bench.js";
import { measureSendspin, type SendspinEffort, type SendspinRow } from "./sendspin-bench.js";
import { measureSkill, type SkillEffort, type SkillRow } from "./skill-bench.js";
import {
  measureIdle,
  measureStreams,
  type Crowd,
  type IdleRow,
  type StreamsEffort,
  type StreamsRow,
} from "./streams-bench.js";
import { table } from "./table.js";

type Row = StreamsRow | SendspinRow | SkillRow | CommandsRow | IdleRow | QueueRow;

/** What is measured, and for how long. */
interface Plan {
  readonly streams: readonly Crowd[];
  /** Players on which nothing plays; 0: not measured. */
  readonly idle: number;
  readonly effort: StreamsEffort;
  /** Absent: what encryption costs is not measured. */
  readonly sendspin?: SendspinEffort;
  /** Absent: the skill is not measured. */
  readonly skill?: SkillEffort;
  /** Who sends the storm of volumes; absent: nobody. */
  readonly commands?: readonly CommandsRow["name"][];
  /** Lengths of queues; absent: none is measured. */
  readonly queue?: readonly number[];
}

const FULL: StreamsEffort = { audioSeconds: 300, pacedSeconds: 10 };

const mp3 = (streams: number): Crowd => ({ codec: "mp3", streams });
const flac = (streams: number): Crowd => ({ codec: "flac", streams });

const PLANS: Readonly<Record<string, Plan>> = {
  streams: {
    streams: [mp3(1), mp3(10), mp3(20), mp3(40), flac(1), flac(40), flac(500)],
    idle: 20,
    effort: FULL,
  },
  sendspin: { streams: [], idle: 0, effort: FULL, sendspin: { players: 20, seconds: 20 } },
  skill: { streams: [], idle: 0, effort: FULL, skill: { seconds: 60, queues: [10, 1_000, 10_000], requests: 20_000 } },
  commands: { streams: [], idle: 0, effort: FULL, commands: ["bridge", "plain alexa-remote2"] },
  queue: { streams: [], idle: 0, effort: FULL, queue: [10, 100, 1_000, 10_000] },
  smoke: {
    commands: ["bridge"],
    streams: [mp3(1), mp3(10), flac(10)],
    idle: 20,
    effort: { audioSeconds: 100, pacedSeconds: 3 },
    sendspin: { players: 20, seconds: 3 },
    skill: { seconds: 1, queues: [10, 10_000], requests: 1_000 },
  },
};

const USAGE = "Usage: npm run bench -- streams|sendspin|skill|commands|queue|smoke [--json]";

process.exitCode = await main();

async function main(): Promise<number> {
  const { plan, isJson } = asked();
  if (plan === undefined) {
    process.stderr.write(`${USAGE}\n`);
    return 2;
  }
  try {
    return await measure(plan, isJson);
  } catch (error) {
    process.stderr.write(`The benchmark could not be finished: ${error instanceof Error ? error.message : ""}\n`);
    return 1;
  }
}

function asked(): { readonly plan: Plan | undefined; readonly isJson: boolean } {
  try {
    const { values, positionals } = parseArgs({ allowPositionals: true, options: { json: { type: "boolean" } } });
    const [name = "", ...rest] = positionals;
    return { plan: rest.length > 0 ? undefined : PLANS[name], isJson: values.json ?? false };
  } catch {
    // An option that does not exist.
    return { plan: undefined, isJson: false };
  }
}

async function measure(plan: Plan, isJson: boolean): Promise<number> {
  const streams: StreamsRow[] = [];
  const skill: SkillRow[] = [];
  for (const crowd of plan.streams) streams.push(tell(await measureStreams(crowd, plan.effort), isJson));
  if (!isJson && streams.length > 0) print(streams);
  const idle = plan.idle > 0 ? [tell(await measureIdle(plan.idle), isJson)] : [];
  if (!isJson && idle.length > 0) print(idle);
  const sendspin: SendspinRow[] = [];
  if (plan.sendspin !== undefined) await measureSendspin(plan.sendspin, (row) => sendspin.push(tell(row, isJson)));
  if (!isJson && sendspin.length > 0) print(sendspin);
  if (plan.skill !== undefined) await measureSkill(plan.skill, (row) => skill.push(tell(row, isJson)));
  if (!isJson && skill.length > 0) print(withRatios(skill));
  const commands: CommandsRow[] = [];
  for (const sender of plan.commands ?? []) commands.push(tell(await measureCommands(sender), isJson));
  if (!isJson && commands.length > 0) print(commands);
  const queue: QueueRow[] = [];
  for (const items of plan.queue ?? []) queue.push(tell(await measureQueue(items), isJson));
  if (!isJson && queue.length > 0) print(queue);
  const absurd = [...streams, ...sendspin, ...skill, ...commands].filter(isAbsurd);
  for (const row of absurd) process.stderr.write(`This cannot be right: ${JSON.stringify(row)}\n`);
  return absurd.length > 0 ? 1 : 0;
}

/** Each row as soon as there is one: to the reader of JSON, or as a sign of life to the one who waits for the table. */
function tell<Kind extends Row>(row: Kind, isJson: boolean): Kind {
  if (isJson) process.stdout.write(`${JSON.stringify(row)}\n`);
  else process.stderr.write(`measured ${nameOf(row)}\n`);
  return row;
}

function nameOf(row: Row): string {
  if ("name" in row) return row.name;
  if ("dialect" in row) return `${row.players} players, ${row.dialect}`;
  if ("itemsFetched" in row) return `a queue of ${row.queueItems}`;
  if ("directive" in row) return row.directive;
  return "players" in row ? `${row.players} idle players` : `${row.streams} × ${row.codec}`;
}

function print(rows: readonly object[]): void {
  process.stdout.write(`\n${table(rows.map((row) => ({ ...row })))}\n`);
}

/** The skill's medians as multiples of the floor's, which says more of our code than milliseconds of some machine. */
function withRatios(rows: readonly SkillRow[]): readonly object[] {
  const floorOf = (connections: number): number =>
    rows.find((row) => row.directive === "floor" && row.connections === connections)?.p50Ms ?? NaN;
  return rows.map(({ shuffled, ...row }) => ({
    ...row,
    shuffled: String(shuffled),
    p50OfFloor: `${(row.p50Ms / floorOf(row.connections)).toFixed(1)} ×`,
  }));
}

function isAbsurd(row: Exclude<Row, IdleRow | QueueRow>): boolean {
  if ("name" in row) return row.calls === 0 || (row.name === "bridge" && isChoked(row));
  if ("dialect" in row) return row.chunks === 0 || !(row.greetedP50Ms > 0);
  return "directive" in row ? row.errors > 0 || !(row.p50Ms > 0) : !(row.realTimeFactor >= 1);
}

/** The bare library is allowed to lose what it loses; the bridge is not, and asks once a second at most. */
function isChoked({ wrongFinalValues, throttled, maxCallsPerSecond }: CommandsRow): boolean {
  return wrongFinalValues > 0 || throttled > 0 || maxCallsPerSecond > 1;
}
