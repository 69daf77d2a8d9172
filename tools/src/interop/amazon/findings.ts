import { z } from "zod";
import { FindingSchema, type Finding } from "../check.js";

/** Everything that is shown of one client of Amazon's, in this order. */
export const CLIENT_CHECKS = ["signIn", "devices", "command", "state", "push", "flaws", "faults"] as const;

export type ClientCheck = (typeof CLIENT_CHECKS)[number];

/** One client and what it found at the simulated Amazon. What a client cannot do is absent. */
export const ClientFindingsSchema = z.object({
  client: z.string(),
  /** Why it could not be had; then it has no checks. */
  skipped: z.string().optional(),
  checks: z.partialRecord(z.enum(CLIENT_CHECKS), FindingSchema),
});

export type ClientFindings = z.infer<typeof ClientFindingsSchema>;

/** A client that cannot be had here. */
export function skipped(client: string, reason: string): ClientFindings {
  return { client, skipped: reason, checks: {} };
}

/** Runs checks one after the other; one that fails does not keep the others from running. */
export async function inTurn(
  client: string,
  checks: Readonly<Partial<Record<ClientCheck, () => Promise<Finding>>>>,
): Promise<ClientFindings> {
  const found: ClientFindings["checks"] = {};
  for (const name of CLIENT_CHECKS) {
    const check = checks[name];
    if (check === undefined) continue;
    found[name] = await check().catch((error: unknown) => ({
      ok: false,
      reason: error instanceof Error ? error.message : String(error),
    }));
  }
  return { client, checks: found };
}

/** Clients × checks for people. */
export function clientMatrix(clients: readonly ClientFindings[]): string {
  return clients.flatMap(clientLines).join("\n");
}

/** How many checks hold, how many do not, and how many clients could not be had. */
export function countClients(clients: readonly ClientFindings[]): { passed: number; failed: number; skipped: number } {
  const all = clients.flatMap(({ checks }) => Object.values(checks));
  const passed = all.filter(({ ok }) => ok).length;
  const absent = clients.filter((client) => client.skipped !== undefined).length;
  return { passed, failed: all.length - passed, skipped: absent };
}

function clientLines({ client, skipped: reason, checks }: ClientFindings): string[] {
  if (reason !== undefined) return [`${client}: skipped, ${reason}`];
  return [`${client}:`, ...CLIENT_CHECKS.flatMap((name) => checkLine(name, checks[name]))];
}

function checkLine(name: ClientCheck, finding: Finding | undefined): string[] {
  if (finding === undefined) return [];
  const { ok, reason, ...figures } = finding;
  const shown = Object.entries(figures).map(([figure, value]) => `${figure} ${String(value)}`);
  const said = reason === undefined ? "" : ` — ${reason}`;
  return [`  ${name.padEnd(12)}${ok ? "ok  " : "FAILED  "}${shown.join(", ")}${said}`];
}
