const GAP = '  ';
const LEAST_COLUMN = 6;

/**
 * Rows under their titles, as wide as the terminal: what is too long in the last column is cut with an ellipsis. Where
 * the columns do not fit at all, each row is a block of lines.
 */
export function formatTable(
  titles: readonly string[],
  rows: readonly (readonly string[])[],
  columns: number,
): string[] {
  const widths = titles.map((title, index) =>
    Math.max(title.length, ...rows.map((row) => (row[index] ?? '').length)),
  );
  const fixed = widths.slice(0, -1).reduce((sum, width) => sum + width + GAP.length, 0);
  const room = columns - fixed;
  const last = widths.at(-1) ?? 0;
  if (room < Math.min(last, LEAST_COLUMN)) return formatBlocks(titles, rows, columns);
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, index) =>
        index === cells.length - 1 ? cut(cell, room) : cell.padEnd(widths[index] ?? 0),
      )
      .join(GAP)
      .trimEnd();
  return [line(titles), ...rows.map(line)];
}

function formatBlocks(
  titles: readonly string[],
  rows: readonly (readonly string[])[],
  columns: number,
): string[] {
  const width = Math.max(...titles.map(({ length }) => length));
  return rows.flatMap((row, index) => [
    ...(index > 0 ? [''] : []),
    ...row.map((cell, at) => cut(`${(titles[at] ?? '').padEnd(width)}  ${cell}`, columns)),
  ]);
}

function cut(text: string, width: number): string {
  return text.length > width ? `${text.slice(0, Math.max(0, width - 1))}…` : text;
}
