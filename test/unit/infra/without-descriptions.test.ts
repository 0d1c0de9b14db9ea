import { describe, expect, it } from 'vitest';
import { stripDescriptions } from '../../../infra/without-descriptions.ts';

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
  const stripped = stripDescriptions(source);

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
