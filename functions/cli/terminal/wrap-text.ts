/**
 * Text whose lines break between words where the terminal ends, each indented a little deeper where it goes on. Commands
 * that can be copied, behind a `$`, stay whole.
 * @param columns in characters
 */
export function wrapText(text: string, columns: number): string {
  return text
    .split('\n')
    .map((line) => (/^\s*\$ /.test(line) ? line : wrapLine(line, columns)))
    .join('\n');
}

function wrapLine(line: string, columns: number): string {
  if (line.length <= columns) return line;
  const indent = `${/^ */.exec(line)?.[0]}  `;
  const lines: string[] = [];
  let current = '';
  for (const word of line.match(/\s*\S+/g) ?? []) {
    if (current.length + word.length <= columns || current.trim() === '') current += word;
    else {
      lines.push(current);
      current = indent + word.trimStart();
    }
  }
  return [...lines, current].join('\n');
}
