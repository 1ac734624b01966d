/** Prints rows under a head, each column as wide as it must be; only the first is not for figures. */
export function printTable(head, rows) {
  const lines = [head, ...rows].map((cells) => cells.map(String));
  const widths = head.map((_, column) => Math.max(...lines.map((cells) => cells[column].length)));
  for (const cells of lines) {
    const [name, ...rest] = cells.map((text, column) =>
      column === 0 ? text.padEnd(widths[0]) : text.padStart(widths[column]),
    );
    console.log(`  ${[name, ...rest].join('  ')}`.trimEnd());
  }
}

/** A figure with three digits that count. */
export function figure(value) {
  if (value === undefined) return '';
  const size = Math.abs(value);
  if (size >= 100 || size === 0) return Math.round(value).toLocaleString('en-US');
  return value.toFixed(size >= 10 ? 1 : size >= 0.1 ? 2 : 3);
}
