import { readFileSync } from 'node:fs';
import { glob } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { openApiDocument } from '../../../functions/api/document/open-api-document.ts';
import { operations } from '../../../functions/api/operations/operations.ts';
import { type OldWord, oldIdentifiers, oldProse } from './old-words.ts';

const folders = ['functions/**/*.{ts,tsx}', 'infra/**/*.ts'];
/** Not the decisions, which say what was thought on their day. */
const guides = ['README.md', 'docs/*.md'];

const sources = new Map<string, string>();
const pages = new Map<string, string>();

beforeAll(async () => {
  for await (const file of glob(folders)) sources.set(file, readFileSync(file, 'utf8'));
  for await (const file of glob(guides)) pages.set(file, readFileSync(file, 'utf8'));
});

/** Each find as `file: text (say …)`. */
function findOld(
  words: readonly OldWord[],
  pattern: RegExp,
  files: Iterable<readonly [string, string]> = sources,
): string[] {
  return [...files].flatMap(([file, source]) =>
    [...source.matchAll(pattern)]
      .map(joinLines)
      .flatMap((text) =>
        words
          .filter(({ old }) => old.test(text))
          .map(({ instead }) => `${file}: ${text.trim()} (say ${instead})`),
      ),
  );
}

/** A comment of several lines as one, so that a phrase is found across them. */
function joinLines([, text = '']: RegExpExecArray): string {
  return text.replace(/\n\s*\*? ?/g, ' ');
}

const declaration =
  /^(?:export )?(?:async )?(?:function\*?|const|let|interface|type|class) (\w+)/gm;
const member = /^ {2}(?:private |readonly )*(\w+)\??[(:]/gm;
const text = /((?:'[^'\n]*'|`[^`]*`))/g;
const line = /^(.+)$/gm;
const comment = /(\/\*\*[\s\S]*?\*\/|\/\/ .*)/g;

describe('the words of the code', () => {
  it('are the standard terms, in declarations and members', () => {
    expect(sources.size).toBeGreaterThan(100);
    expect(findOld(oldIdentifiers, declaration)).toEqual([]);
    expect(findOld(oldIdentifiers, member)).toEqual([]);
  });

  it('are the standard terms, in plain English, in state names, messages and comments', () => {
    expect(findOld(oldProse, text)).toEqual([]);
    expect(findOld(oldProse, comment)).toEqual([]);
  });

  it('are the same in all that the OpenAPI document says', () => {
    const document = JSON.stringify(openApiDocument(operations, '0.0.0'), undefined, 1);
    expect(document.length).toBeGreaterThan(100_000);
    expect(findOld(oldProse, line, [['openapi.json', document]])).toEqual([]);
  });

  it('are the same in the documentation', () => {
    expect(pages.size).toBeGreaterThan(15);
    expect(findOld(oldProse, line, pages)).toEqual([]);
  });

  it.each([
    ['export function planLooks() {}', declaration, oldIdentifiers],
    ['function statusOf() {}', declaration, oldIdentifiers],
    ['  readonly paced?: true;', member, oldIdentifiers],
    ["const name = 'Wait for a place';", text, oldProse],
    ['/** How many; 1 where it is left out. */', comment, oldProse],
    ["  description: 'Begin a talk',", line, oldProse],
    ['The provider is out of order.', line, oldProse],
  ] as const)('would be refused: %s', (source, pattern, words) => {
    expect(findOld(words, pattern, [['planted.ts', source]])).toHaveLength(1);
  });

  // The console names its calls as the use cases that they reach; each handler is called so.
  it('has each exported name in one file only', () => {
    const files = Map.groupBy(
      [...sources]
        .filter(([file]) => !/^functions\/(handlers|console|client|cli|mcp)\//.test(file))
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
