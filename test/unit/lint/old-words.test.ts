import { readFileSync } from 'node:fs';
import { glob } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { type OldWord, oldComments, oldIdentifiers, oldPhrases } from './old-words.ts';

const folders = ['functions/**/*.{ts,tsx}', 'infra/**/*.ts'];

const sources = new Map<string, string>();

beforeAll(async () => {
  for await (const file of glob(folders)) sources.set(file, readFileSync(file, 'utf8'));
});

/** Each find as `file: text (say …)`. */
function findOld(
  words: readonly OldWord[],
  pattern: RegExp,
  files: Iterable<readonly [string, string]> = sources,
): string[] {
  return [...files].flatMap(([file, source]) =>
    [...source.matchAll(pattern)].flatMap(([, text = '']) =>
      words
        .filter(({ old }) => old.test(text))
        .map(({ instead }) => `${file}: ${text.trim()} (say ${instead})`),
    ),
  );
}

const declaration =
  /^(?:export )?(?:async )?(?:function\*?|const|let|interface|type|class) (\w+)/gm;
const member = /^ {2}(?:private |readonly )*(\w+)\??[(:]/gm;
const text = /((?:'[^'\n]*'|`[^`]*`))/g;
const comment = /(\/\*\*[\s\S]*?\*\/|\/\/ .*)/g;

describe('the words of the code', () => {
  it('are the standard terms, in declarations and members', () => {
    expect(sources.size).toBeGreaterThan(100);
    expect(findOld(oldIdentifiers, declaration)).toEqual([]);
    expect(findOld(oldIdentifiers, member)).toEqual([]);
  });

  it('are the standard terms in state names and messages', () => {
    expect(findOld(oldPhrases, text)).toEqual([]);
  });

  it('are plain English in comments', () => {
    expect(findOld(oldComments, comment)).toEqual([]);
  });

  it.each([
    ['export function planLooks() {}', declaration, oldIdentifiers],
    ['function statusOf() {}', declaration, oldIdentifiers],
    ['  readonly paced?: true;', member, oldIdentifiers],
    ["const name = 'Wait for a place';", text, oldPhrases],
    ['/** How many; 1 where it is left out. */', comment, oldComments],
  ] as const)('would be refused: %s', (source, pattern, words) => {
    expect(findOld(words, pattern, [['planted.ts', source]])).toHaveLength(1);
  });

  it('has each exported name in one file only', () => {
    const files = Map.groupBy(
      [...sources]
        .filter(([file]) => /^functions\/(?!handlers|console|client|cli)/.test(file))
        .flatMap(([file, source]) =>
          [
            ...source.matchAll(
              /^export (?:async )?(?:function\*?|const|interface|type|class) (\w+)/gm,
            ),
          ].map(([, name = '']) => ({ file, name })),
        ),
      ({ name }) => name,
    );
    const twice = [...files].filter(([, found]) => found.length > 1);
    expect(twice.map(([name, found]) => [name, ...found.map(({ file }) => file)])).toEqual([]);
  });

  it('names the dependencies of a function XDependencies, not as the function', () => {
    const firstParameter = /^export (?:async )?function (\w+)\(\s*(?:\{[^}]*\}|\w+): (\w+)\b/gm;
    const pairs = [...sources].flatMap(([file, source]) =>
      [...source.matchAll(firstParameter)]
        .filter(([, name, type]) => name?.toLowerCase() === type?.toLowerCase())
        .map(([, name]) => `${file}: ${name}`),
    );
    expect(pairs).toEqual([]);
  });
});
