import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../../..');
const read = (file: string) => readFileSync(join(root, file), 'utf8');

const MOST_FILES = 12;
const MOST_LINES = 1_100;

const [, section = ''] = read('README.md').split('## The way of a task through the code');
const steps = [
  ...section.replace(/\n## [\s\S]*/, '').matchAll(/^\d+\. \[`([^`]+)`\]\(([^)]+)\): (.+)$/gm),
].map(([, file = '', link = '', promise = '']) => ({ file, link, promise }));

/** The first name in code font is what keeps the promise of the step. */
const nameIn = (promise: string) => /`(\w+)`/.exec(promise)?.[1] ?? '';

describe("the README's way of a task through the code", () => {
  it('is short enough to be read in one go', () => {
    const lines = steps.map(({ file }) => read(file).split('\n').length - 1);
    expect(steps.length).toBeGreaterThan(6);
    expect(steps.length).toBeLessThanOrEqual(MOST_FILES);
    expect(lines.reduce((sum, count) => sum + count)).toBeLessThanOrEqual(MOST_LINES);
  });

  it.each(steps)('names in $file what is declared there', ({ file, link, promise }) => {
    expect(link).toBe(file);
    expect(read(file)).toMatch(
      new RegExp(`^(export )?(async )?(function|class|interface) ${nameIn(promise)}\\b`, 'm'),
    );
  });
});
