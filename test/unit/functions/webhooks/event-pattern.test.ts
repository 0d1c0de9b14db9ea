import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchesPattern } from '../../../../functions/webhooks/event-pattern.ts';
import { patternProblems } from '../../../../functions/webhooks/pattern-problems.ts';
import { events, patterns } from './pattern-arbitraries.ts';
import { oracle } from './pattern-oracle.ts';

const event = {
  type: 'task.completed',
  data: {
    provider: 'fal',
    coins: 30,
    image_url: 'https://example.com/photo.jpg',
    failed_code: '',
    metadata: { team: 'billing' },
    result_urls: ['https://a.test/1.mp4', 'https://a.test/2.mp4'],
    parts: [
      { name: 'head', size: 1 },
      { name: 'tail', size: 2 },
    ],
    media: null,
    skip_face_enhance: false,
  },
};

describe('a pattern', () => {
  it.each([
    [{ type: ['task.completed'] }, true],
    [{ type: ['task.failed', 'task.completed'] }, true],
    [{ type: ['task.failed'] }, false],
    [{ data: { coins: [30.0] } }, true],
    [{ data: { coins: ['30'] } }, false],
    [{ data: { media: [null], skip_face_enhance: [false] } }, true],
    [{ data: { media: [''] } }, false],
    [{ data: { image_url: [{ prefix: 'https://example.com/' }] } }, true],
    [{ data: { image_url: [{ suffix: '.png' }, { suffix: '.jpg' }] } }, true],
    [{ data: { provider: [{ 'anything-but': ['embedded', 'mock'] }] } }, true],
    [{ data: { provider: [{ 'anything-but': 'fal' }] } }, false],
    [{ data: { provider: [{ 'anything-but': { prefix: 'f' } }] } }, false],
    [{ data: { nobody: [{ 'anything-but': 'fal' }] } }, false],
    [{ data: { coins: [{ numeric: ['>', 10, '<=', 30] }] } }, true],
    [{ data: { coins: [{ numeric: ['<', 30] }] } }, false],
    [{ data: { coins: [{ numeric: ['=', 30] }] } }, true],
    [{ data: { provider: [{ numeric: ['>', 0] }] } }, false],
    [{ data: { metadata: { team: [{ exists: true }], stage: [{ exists: false }] } } }, true],
    [{ data: { metadata: [{ exists: true }] } }, false],
    [{ nothing: { below: [{ exists: false }] } }, true],
    [{ data: { result_urls: ['https://a.test/2.mp4'] } }, true],
    [{ data: { result_urls: [{ 'anything-but': 'https://a.test/2.mp4' }] } }, true],
    [{ data: { parts: { name: ['head'], size: [1] } } }, true],
    [{ data: { parts: { name: ['head'], size: [2] } } }, false],
    [{ data: { parts: { name: [{ exists: false }] } } }, false],
    [{ $or: [{ type: ['task.failed'] }, { data: { coins: [{ numeric: ['>=', 30] }] } }] }, true],
    [{ type: ['task.failed'], $or: [{ data: { coins: [30] } }, { data: { coins: [1] } }] }, false],
    [{ data: { $or: [{ provider: ['a2e'] }, { coins: [30] }] } }, true],
    [{ toString: [{ exists: true }] }, false],
    [{}, true],
  ])('%j matches: %s', (pattern, isMatch) => {
    expect(patternProblems(pattern)).toEqual([]);
    expect(matchesPattern(pattern, event)).toBe(isMatch);
    expect(Object.keys(pattern).length === 0 || oracle(pattern, event)).toBe(isMatch);
  });

  it('matches what an oracle of its own says, for any pattern and event', () => {
    const seen = { matches: 0, all: 0 };
    void fc.assert(
      fc.property(patterns(), events, (pattern, one) => {
        expect(patternProblems(pattern)).toEqual([]);
        const expected = oracle(pattern, one);
        seen.all += 1;
        seen.matches += expected ? 1 : 0;
        expect(matchesPattern(pattern, one)).toBe(expected);
      }),
      { numRuns: 10_000 },
    );
    expect(seen.matches).toBeGreaterThan(seen.all / 20);
    expect(seen.matches).toBeLessThan((seen.all * 19) / 20);
  });
});

describe('what is no pattern', () => {
  it.each([
    ['type', { type: 'task.completed' }, 'must be an array'],
    ['type', { type: [] }, 'a value at least'],
    ['type', { type: {} }, 'a field at least'],
    ['type.0', { type: [['a']] }, 'not an array'],
    ['type.1', { type: ['a', { wildcard: 'a*' }] }, 'wildcard is not known; there are prefix'],
    ['type.0', { type: [{ 'equals-ignore-case': 'A' }] }, 'equals-ignore-case is not known'],
    ['ip.0', { ip: [{ cidr: '10.0.0.0/24' }] }, 'cidr is not known'],
    ['type.0', { type: [{ prefix: { 'equals-ignore-case': 'A' } }] }, 'prefix must be a string'],
    ['type.0', { type: [{ prefix: 'a', suffix: 'b' }] }, 'must have one of'],
    ['type.0', { type: [{}] }, 'must have one of'],
    ['type.0', { type: [{ suffix: '' }] }, 'not empty'],
    ['type.0', { type: [{ exists: 'yes' }] }, 'true or false'],
    ['a.b.0', { a: { b: [{ 'anything-but': [1, 'x'] }] } }, 'an array of either'],
    ['a.0', { a: [{ 'anything-but': { wildcard: 'x' } }] }, 'a prefix or suffix'],
    ['a.0', { a: [{ numeric: ['>', '1'] }] }, 'numeric must be such as'],
    ['a.0', { a: [{ numeric: ['<', 1, '>', 0] }] }, 'numeric must be such as'],
    ['a.0', { a: [{ numeric: ['>', 5, '<', 1] }] }, 'lower bound first'],
    ['$or', { $or: [{ a: [1] }] }, 'two patterns or more'],
    ['$or', { $or: [{ a: [1] }, {}] }, 'two patterns or more'],
    ['$or.1.b', { $or: [{ a: [1] }, { b: 1 }] }, 'must be an array'],
    ['', { a: ['x'.repeat(2048)] }, 'at most 2048'],
    ['', ['a'], 'must be an object'],
  ])('is refused at %j: %j', (path, pattern, words) => {
    const [problem] = patternProblems(pattern);
    expect(problem?.path.join('.')).toBe(path);
    expect(problem?.message).toContain(words);
  });
});
