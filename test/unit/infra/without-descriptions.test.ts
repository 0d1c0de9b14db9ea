import { describe, expect, it } from 'vitest';
import { stripProperties } from '../../../infra/without-descriptions.ts';

const source = `import * as z from 'zod';
import { text } from '../fields.ts';
import { moment, createPage } from './answers.ts';

const request = z.object({ name: text(9) });
const row = z.object({ at: moment });
const rows = createPage(row);
const exampleRow = toRow('now');

export const calls = [
  operation({ body: request, answer: rows, describe: { title: 'List', example: exampleRow }, handle: list }),
  make({ ...call, answer, describe }, (found) => found),
];

function toRow(at: string) {
  return { at };
}

function list() {
  return [];
}
`;

describe('stripping descriptions', () => {
  const stripped = stripProperties(source, new Set(['answer', 'describe']));

  it('removes answers and words, and what only they used', () => {
    expect(stripped).not.toMatch(/answer|describe|moment|createPage|\brows?\b|exampleRow|toRow/);
  });

  it('leaves everything else as it is', () => {
    expect(stripped).toContain("import * as z from 'zod';");
    expect(stripped).toContain('const request = z.object({ name: text(9) });');
    expect(stripped).toMatch(/operation\(\{ body: request,\s+handle: list \}\)/);
    expect(stripped).toContain('make({ ...call,   }, (found) => found)');
    expect(stripped).toContain('function list()');
  });
});

describe('stripping handlers', () => {
  it('removes handlers of either form, and what only they used', () => {
    const methods = source.replace('handle: list', 'async handle() { return list(); }');
    for (const form of [source, methods]) {
      const stripped = stripProperties(form, new Set(['handle']));
      expect(stripped).not.toMatch(/handle|list\(/);
      expect(stripped).toContain("answer: rows, describe: { title: 'List', example: exampleRow }");
    }
  });
});
