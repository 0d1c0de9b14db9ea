import { describe, expect, it } from 'vitest';
import { InvalidRequestError } from '../../../../functions/catalog/invalid-request-error.ts';
import { readLabels, withoutLabels } from '../../../../functions/tasks/labels.ts';

function refusal(body: unknown) {
  try {
    readLabels(body);
  } catch (error) {
    if (error instanceof InvalidRequestError) return error.issues;
    throw error;
  }
  return undefined;
}

describe('the labels of a start', () => {
  it('are kept as they were sent', () => {
    const metadata = { team: 'a', 'order.id': 'ü'.repeat(100) };
    expect(readLabels({ external_id: 'order-7', metadata, prompt: 'x' })).toEqual({
      externalId: 'order-7',
      metadata,
    });
  });

  it('are none where nothing was sent', () => {
    expect(readLabels({ external_id: null, metadata: {} })).toEqual({});
  });

  it.each([
    [{ external_id: 'x'.repeat(129) }, 'external_id'],
    [{ external_id: 7 }, 'external_id'],
    [{ metadata: 'a' }, 'metadata'],
    [{ metadata: { a: 1 } }, 'metadata.a'],
    [{ metadata: { 'a b': 'x' } }, 'metadata'],
    [{ metadata: { a: 'ü'.repeat(2048) } }, 'metadata'],
    [
      { metadata: Object.fromEntries(Array.from({ length: 21 }, (_, at) => [`n${at}`, 'x'])) },
      'metadata',
    ],
  ])('are refused by their field: %j', (body, field) => {
    expect(refusal(body)?.map((issue) => issue.field)).toEqual([field]);
  });

  it('are no fields of a kind', () => {
    const body = { external_id: 'a', metadata: {}, prompt: 'x' };
    expect(withoutLabels(body)).toEqual({ prompt: 'x' });
  });
});
