import jsonata from 'jsonata';

/** Every `{% %}` expression in a definition, without the marks. */
export function expressionsIn(value: unknown): string[] {
  if (typeof value === 'string') return expressionOf(value);
  if (value === null || typeof value !== 'object') return [];
  return Object.values(value).flatMap(expressionsIn);
}

function expressionOf(text: string): string[] {
  const inner = /^\{%([\s\S]*)%\}$/.exec(text)?.[1];
  if (inner !== undefined) return [inner.trim()];
  if (text.includes('{%')) throw new Error(`Step Functions takes this for plain text: ${text}`);
  return [];
}

/** The variables and functions that an expression uses and doesn't set itself, by name, without the `$`. */
export function namesUsedBy(expression: string): string[] {
  const bound = new Set<string>();
  const used = new Set<string>();
  const visit = (node: unknown): void => {
    if (node === null || typeof node !== 'object') return;
    const { type, value, lhs } = node as Record<string, unknown>;
    if (type === 'bind') bound.add((lhs as { value: string }).value);
    if (type === 'variable') used.add(String(value));
    for (const child of Object.values(node)) visit(child);
  };
  visit(jsonata(expression).ast());
  return [...used].filter((name) => !bound.has(name));
}
