import { knownWeakness } from "./known-weaknesses.js";
import { CHECK_NAMES, type CheckName, type Finding, type ServerFindings } from "./check.js";

const NAME_WIDTH = 12;
const CELL_WIDTH = 26;

/** Versions × checks for people: whether each held, with correlation and gaps + repeats where something was heard. */
export function matrix(servers: readonly ServerFindings[]): string {
  const head = ["".padEnd(NAME_WIDTH), ...servers.map(({ version }) => `aiosendspin ${version}`.padEnd(CELL_WIDTH))];
  const rows = CHECK_NAMES.map((name) =>
    [
      name.padEnd(NAME_WIDTH),
      ...servers.map(({ version, checks }) => cell(checks[name], knownWeakness(version, name)).padEnd(CELL_WIDTH)),
    ]
      .join("")
      .trimEnd(),
  );
  return [head.join("").trimEnd(), ...rows, "", ...servers.flatMap(details)].join("\n");
}

/** How many checks hold, how many do not (one that is missing does not), and how many are known not to. */
export function count(servers: readonly ServerFindings[]): {
  readonly passed: number;
  readonly failed: number;
  readonly known: number;
} {
  const all = servers.flatMap(({ version, checks }) =>
    CHECK_NAMES.map((name) => ({ ok: checks[name]?.ok === true, known: knownWeakness(version, name) !== undefined })),
  );
  const passed = all.filter(({ ok }) => ok).length;
  const known = all.filter((one) => !one.ok && one.known).length;
  return { passed, failed: all.length - passed - known, known };
}

function cell(finding: Finding | undefined, known: string | undefined): string {
  if (finding === undefined) return "missing";
  if (!finding.ok && known !== undefined) return "known weakness";
  if (finding.partner !== undefined) return `– (${finding.partner})`;
  const verdict = finding.ok ? "ok" : "FAILED";
  const { correlation, gaps, repeats } = finding;
  if (typeof correlation !== "number") return verdict;
  return `${verdict}  ${correlation.toFixed(4)}  ${String(gaps)} + ${String(repeats)}`;
}

function details({ version, checks }: ServerFindings): string[] {
  return [`${version}:`, ...CHECK_NAMES.map((name) => `  ${line(name, checks[name], knownWeakness(version, name))}`)];
}

function line(name: CheckName, finding: Finding | undefined, known: string | undefined): string {
  const { ok = false, reason, ...figures } = finding ?? { reason: "was not run" };
  const shown = Object.entries(figures).map(([figure, value]) => `${figure} ${String(value)}`);
  return [
    name.padEnd(NAME_WIDTH),
    ok ? "ok  " : "FAILED  ",
    shown.join(", "),
    reason === undefined ? "" : ` — ${reason}`,
    !ok && known !== undefined ? ` — ${known}` : "",
  ]
    .join("")
    .trimEnd();
}
