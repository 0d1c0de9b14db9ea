import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isSameFamily, kinds, taskKinds } from '../../../../functions/catalog/catalog.ts';
import { InvalidRequestError } from '../../../../functions/catalog/invalid-request-error.ts';
import type { ShownTask, TaskStatus } from '../../../../functions/catalog/kind-definition.ts';
import { parseFields } from '../../../../functions/catalog/parse-fields.ts';

const RESULT = 'https://media.test/results/one/file';
const statuses: TaskStatus[] = [
  'initialized',
  'sent',
  'pending',
  'processing',
  'completed',
  'failed',
];

describe.each(taskKinds)('the kind %s', (kind) => {
  const definition = kinds[kind];
  const request = parseFields(definition.request, definition.example);

  function recordOf(status: TaskStatus) {
    const facts = Object.fromEntries((definition.result.facts ?? []).map((name) => [name, 'told']));
    const task: ShownTask = {
      id: '6b0404a8f5496ee79569fd53',
      owner: 'ada',
      name: 'first',
      request,
      status,
      progress: status === 'completed' ? 100 : 40,
      coins: 30,
      provider: 'mock',
      createdAt: '2026-11-25T09:00:00.000Z',
      updatedAt: '2026-11-25T09:01:00.000Z',
      facts,
      resultUrl: status === 'completed' ? RESULT : '',
      ...(status === 'failed' ? { failure: { code: 'moderated', message: 'No.' } } : {}),
    };
    return definition.record(task);
  }

  it('is listed under its own name', () => {
    expect(definition.kind).toBe(kind);
  });

  it('takes its example, and takes what it made of it again', () => {
    expect(parseFields(definition.request, request)).toEqual(request);
  });

  it('keeps no secret of the caller in the request', () => {
    const body = { ...definition.example, webhook_url: 'https://a.test/', webhook_token: 'secret' };
    expect(JSON.stringify(parseFields(definition.request, body))).not.toContain('secret');
  });

  it('has a price, and says how long it takes', () => {
    const { amount, currency } = definition.price(request);
    expect(Number.isInteger(amount)).toBe(true);
    expect(amount).toBeGreaterThanOrEqual(0);
    expect(['coins', 'diamonds']).toContain(currency);
    expect(definition.expectedSeconds).toBeGreaterThan(0);
  });

  it.each(statuses)('shows a record that is %s', (status) => {
    const record = recordOf(status);
    expect(record).toMatchObject({ _id: '6b0404a8f5496ee79569fd53', name: 'first' });
    const text = JSON.stringify(record);
    expect(text.includes(RESULT)).toBe(
      status === 'completed' && definition.result.field !== undefined,
    );
    expect(record['failed_message']).toBe(status === 'failed' ? 'No.' : '');
    if (status !== 'completed') expect(text).not.toContain('told');
  });

  it('can be started, and its records read, listed and deleted where its family keeps them', () => {
    const effects = taskKinds
      .filter((other) => isSameFamily(kind, other))
      .flatMap((other) => kinds[other].calls.map(({ effect }) => effect));
    expect(definition.calls.some(({ effect }) => effect.startsWith('start'))).toBe(true);
    expect(effects).toEqual(expect.arrayContaining(['detail', 'batch', 'delete']));
    expect(effects.some((effect) => effect.startsWith('page'))).toBe(true);
    const paths = definition.calls.map(({ method, path }) => `${method} ${path}`.toLowerCase());
    expect(new Set(paths).size).toBe(paths.length);
  });

  it('refers to kinds that there are', () => {
    for (const { to } of definition.references ?? []) {
      if ('kind' in to) expect(taskKinds).toContain(to.kind);
    }
  });

  it('either reads a body or names what is wrong with it, whatever it is', () => {
    const field = fc.constantFrom(...Object.keys(definition.example), 'extra', '_id');
    fc.assert(
      fc.property(fc.dictionary(field, fc.jsonValue()), (changes) => {
        try {
          parseFields(definition.request, { ...definition.example, ...changes });
        } catch (error) {
          if (!(error instanceof InvalidRequestError)) throw error;
          for (const { message } of error.issues) expect(message).toMatch(/^(is|must|can)/);
        }
      }),
      { numRuns: 100 },
    );
  });
});
