import { createHash, randomUUID } from 'node:crypto';
import type { Expression } from 'jsonata';
import jsonata from 'jsonata';

/** Where expressions get time and randomness from. */
export interface ExpressionSources {
  /** Milliseconds since 1970. */
  now(): number;
  /** At least 0, below 1. */
  random(): number;
}

/** The longest array `$range` makes (Developer Guide, "Intrinsic functions", ArrayRange). */
const LONGEST_RANGE = 1000;
const HASHES = new Map([
  ['MD5', 'md5'],
  ['SHA-1', 'sha1'],
  ['SHA-256', 'sha256'],
  ['SHA-384', 'sha384'],
  ['SHA-512', 'sha512'],
]);
const formatTime = jsonata('$fromMillis(milliseconds, picture, timezone)');

/**
 * Adds what Step Functions adds to JSONata (Developer Guide, "Transforming data with JSONata", functions provided by
 * Step Functions), refuses `$eval` as it does, and puts `$now` and `$millis` on the stack's time.
 */
export function addAwsFunctions(expression: Expression, sources: ExpressionSources): void {
  expression.registerFunction('partition', partition, '<an:a<a>>');
  expression.registerFunction('range', range, '<nnn:x>');
  expression.registerFunction('hash', hash, '<ss:s>');
  expression.registerFunction('random', (seed?: number) => random(sources, seed), '<n?:n>');
  expression.registerFunction('uuid', () => randomUUID(), '<:s>');
  expression.registerFunction('parse', (text: string) => JSON.parse(text), '<s:x>');
  expression.registerFunction('eval', refuseEval);
  expression.registerFunction('millis', () => sources.now(), '<:n>');
  expression.registerFunction(
    'now',
    (picture?: string, timezone?: string) =>
      formatTime.evaluate({ milliseconds: sources.now(), picture, timezone }),
    '<s?s?:s>',
  );
}

function partition(values: unknown[], size: number): unknown[][] {
  const step = Math.floor(size);
  if (!(step > 0)) {
    throw new Error('$partition needs a size of at least 1');
  }
  return Array.from({ length: Math.ceil(values.length / step) }, (_, index) =>
    values.slice(index * step, (index + 1) * step),
  );
}

/**
 * A range of one is the number itself, as in JSONata's sequences: AWS answers 1 to `$range(1, 9, 9)`
 * (recorded from AWS by LocalStack, test_array_jsonata.snapshot.json).
 */
function range(first: number, last: number, step: number): number[] | number {
  const length = Math.floor((last - first) / step) + 1;
  if (step === 0 || length > LONGEST_RANGE) {
    throw new Error(`$range needs a step other than 0 and makes at most ${LONGEST_RANGE} numbers`);
  }
  return length === 1
    ? first
    : Array.from({ length: Math.max(length, 0) }, (_, index) => first + index * step);
}

function hash(data: string, algorithm: string): string {
  const name = HASHES.get(algorithm);
  if (name === undefined) {
    throw new Error(`$hash knows ${[...HASHES.keys()].join(', ')}, not ${algorithm}`);
  }
  return createHash(name).update(data).digest('hex');
}

/** With a seed, the same number each time. */
function random(sources: ExpressionSources, seed?: number): number {
  if (seed === undefined) {
    return sources.random();
  }
  return createHash('sha256').update(String(seed)).digest().readUIntBE(0, 6) / 2 ** 48;
}

function refuseEval(): never {
  throw new Error('$eval is not supported in Step Functions, use $parse');
}
