import type { ClientFindings } from "./official-client.js";

/** Schemas × checks for people, with the reason under it where one does not hold. */
export function officialMatrix(clients: readonly ClientFindings[]): string | undefined {
  if (clients.length === 0) return undefined;
  const names = [...new Set(clients.flatMap(({ checks }) => Object.keys(checks)))];
  const head = ["".padEnd(22), ...clients.map(({ schema }) => `schema ${String(schema)}`.padEnd(12))]
    .join("")
    .trimEnd();
  const rows = names.map((name) =>
    [name.padEnd(22), ...clients.map(({ checks }) => (checks[name]?.ok === true ? "ok" : "FAILED").padEnd(12))]
      .join("")
      .trimEnd(),
  );
  const reasons = clients.flatMap(({ schema, checks }) =>
    Object.entries(checks).flatMap(([name, { ok, reason }]) =>
      ok ? [] : [`  schema ${String(schema)}, ${name}: ${reason ?? "no reason"}`],
    ),
  );
  return [`${clients[0]?.client ?? "no client"} against the simulated Music Assistant`, head, ...rows, ...reasons].join(
    "\n",
  );
}

/** How many checks hold, and how many do not. */
export function countChecks(clients: readonly ClientFindings[]): { readonly passed: number; readonly failed: number } {
  const all = clients.flatMap(({ checks }) => Object.values(checks).map(({ ok }) => ok));
  const passed = all.filter(Boolean).length;
  return { passed, failed: all.length - passed };
}
