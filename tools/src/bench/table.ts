type Cell = string | number;

/** Rows as text with one line each under their headings; numbers stand at the right of their columns, words at the left. */
export function table(rows: readonly Readonly<Record<string, Cell>>[]): string {
  const columns = Object.keys(rows[0] ?? {}).map((heading) => {
    const cells = rows.map((row) => row[heading] ?? "");
    const width = Math.max(heading.length, ...cells.map((cell) => String(cell).length));
    const isNumeric = cells.every((cell) => typeof cell === "number");
    const fit = (cell: Cell): string => (isNumeric ? String(cell).padStart(width) : String(cell).padEnd(width));
    return [fit(heading), ...cells.map(fit)];
  });
  const lines = columns[0]?.map((_, line) => columns.map((column) => column[line]).join("  ")) ?? [];
  return lines.map((line) => line.trimEnd()).join("\n");
}
