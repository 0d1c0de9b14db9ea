import { describe, expect, it } from 'vitest';
import { createEventBus } from '../../../../../infra/local/engines/event-bus.ts';
import type { LogEntry } from '../../../../../infra/local/log.ts';

function put(operation: string, body: unknown) {
  const entries: LogEntry[] = [];
  const bus = createEventBus((entry) => void entries.push(entry));
  return { answer: bus.handle(operation, body), entries };
}

const entry = { Source: 'shop', DetailType: 'Order Sent', Detail: '{"order":7,"to":"Ada"}' };

describe('the event bus', () => {
  it('accepts events and shows each as a line', async () => {
    const { answer, entries } = put('PutEvents', { Entries: [entry] });
    expect(await answer).toMatchObject({
      status: 200,
      body: {
        FailedEntryCount: 0,
        Entries: [{ EventId: expect.stringMatching(/^[0-9a-f-]{36}$/) }],
      },
    });
    expect(entries).toEqual([
      { source: 'event bus', level: 'info', message: 'Order Sent (from shop) order=7 to=Ada' },
    ]);
  });

  it.each([
    [{ Entries: [] }],
    [{ Entries: [{ ...entry, Detail: 'no object' }] }],
    [{ Entries: [{ ...entry, EventBusName: 'another' }] }],
    [{ Entries: [{ ...entry, DetailType: '' }] }],
  ])('refuses %j', (body) => {
    expect(() => put('PutEvents', body)).toThrow();
  });

  it('names what it does not do', () => {
    expect(() => put('PutRule', {})).toThrow('does not support EventBridge PutRule');
  });
});
