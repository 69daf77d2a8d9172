import { CHECK_NAMES, type CheckName, type Finding, type ServerFindings } from "./check.js";

const NAME_WIDTH = 12;
const CELL_WIDTH = 26;

/** Versions × checks for people: whether each held, with correlation and gaps + repeats where something was heard. */
export function matrix(servers: readonly ServerFindings[]): string {
  const head = ["".padEnd(NAME_WIDTH), ...servers.map(({ version }) => `aiosendspin ${version}`.padEnd(CELL_WIDTH))];
  const rows = CHECK_NAMES.map((name) =>
    [name.padEnd(NAME_WIDTH), ...servers.map(({ checks }) => cell(checks[name]).padEnd(CELL_WIDTH))].join("").trimEnd(),
  );
  return [head.join("").trimEnd(), ...rows, "", ...servers.flatMap(details)].join("\n");
}

/** How many checks hold, and how many do not; one that is missing does not. */
export function count(servers: readonly ServerFindings[]): { readonly passed: number; readonly failed: number } {
  const all = servers.flatMap(({ checks }) => CHECK_NAMES.map((name) => checks[name]?.ok === true));
  const passed = all.filter(Boolean).length;
  return { passed, failed: all.length - passed };
}

function cell(finding: Finding | undefined): string {
  if (finding === undefined) return "missing";
  if (finding.partner !== undefined) return `– (${finding.partner})`;
  const verdict = finding.ok ? "ok" : "FAILED";
  const { correlation, gaps, repeats } = finding;
  if (typeof correlation !== "number") return verdict;
  return `${verdict}  ${correlation.toFixed(4)}  ${String(gaps)} + ${String(repeats)}`;
}

function details({ version, checks }: ServerFindings): string[] {
  return [`${version}:`, ...CHECK_NAMES.map((name) => `  ${line(name, checks[name])}`)];
}

function line(name: CheckName, finding: Finding | undefined): string {
  const { ok = false, reason, ...figures } = finding ?? { reason: "was not run" };
  const shown = Object.entries(figures).map(([figure, value]) => `${figure} ${String(value)}`);
  return [
    name.padEnd(NAME_WIDTH),
    ok ? "ok  " : "FAILED  ",
    shown.join(", "),
    reason === undefined ? "" : ` — ${reason}`,
  ]
    .join("")
    .trimEnd();
}
