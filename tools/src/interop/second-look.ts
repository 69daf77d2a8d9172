import { CHECK_NAMES, type ServerFindings } from "./check.js";

/**
 * Versions in which something failed are examined once more, alone: three at a time, each has to share two processors with
 * the others, and what is judged in real time can fail by that. What held once holds; the matrix says what needed the
 * second look.
 */
export async function lookAgain(
  findings: readonly ServerFindings[],
  examine: (version: string) => Promise<ServerFindings>,
): Promise<ServerFindings[]> {
  const looked: ServerFindings[] = [];
  for (const first of findings) looked.push(holds(first) ? first : merged(first, await examine(first.version)));
  return looked;
}

function holds({ checks }: ServerFindings): boolean {
  return CHECK_NAMES.every((name) => checks[name]?.ok === true);
}

function merged({ version, checks }: ServerFindings, second: ServerFindings): ServerFindings {
  const entries = CHECK_NAMES.map((name) => {
    const [before, after] = [checks[name], second.checks[name]];
    const isMended = before?.ok !== true && after?.ok === true;
    return [name, isMended ? { ...after, secondLook: true } : before] as const;
  });
  return { version, checks: Object.fromEntries(entries.filter(([, finding]) => finding !== undefined)) };
}
