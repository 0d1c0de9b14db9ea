import fc from 'fast-check';
import { expect, it } from 'vitest';
import { kinds, taskKinds } from '../../../../functions/catalog/catalog.ts';
import { readLabels } from '../../../../functions/tasks/labels.ts';
import { shortenFailure } from '../../../../functions/tasks/step-outcome.ts';
import type { Task } from '../../../../functions/tasks/task.ts';
import { createNewsEvent, createTaskEvent } from '../../../../functions/tasks/task-event.ts';
import { newEvent } from '../../../../functions/webhooks/event.ts';

const now = Date.parse('2026-11-28T12:00:00.000Z');
const time = new Date(now).toISOString();
/** The most bytes of JSON that a request may have (functions/catalog/kind-request.ts). */
const LARGEST_REQUEST = 12_288;

const bytes = (value: unknown) => Buffer.byteLength(JSON.stringify(value));

/** Characters of one to six bytes as JSON, two of them more than one in UTF-16. */
const printable = ['a', '"', '\\', 'ü', '光', '😀'];
const character = fc.constantFrom(...printable, '\u0001');

/** As many of the character as fit. */
function fill(one: string, fits: (text: string) => boolean): string {
  let [low, high] = [0, LARGEST_REQUEST];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (fits(one.repeat(middle))) low = middle;
    else high = middle - 1;
  }
  return one.repeat(low);
}

/** The kind's example with texts as long as the whole may be. */
function longestRequest(kind: (typeof taskKinds)[number], one: string) {
  const example = kinds[kind].request.parse(kinds[kind].example);
  const fields = Object.keys(example).filter((name) => {
    const value = (example as Record<string, unknown>)[name];
    return typeof value === 'string';
  });
  const withTexts = (text: string) => ({
    ...example,
    ...Object.fromEntries(fields.map((name) => [name, text])),
  });
  return withTexts(fill(one, (text) => bytes(withTexts(text)) <= LARGEST_REQUEST));
}

function longestLabels(one: string) {
  const external_id = fill(one, (text) => text.length <= 128);
  const names = Array.from({ length: 20 }, (_, index) => `${index}`.padStart(64, 'n'));
  const metadata = (text: string) => Object.fromEntries(names.map((name) => [name, text]));
  const text = fill(one, (each) => bytes(metadata(each)) <= 4096);
  return { external_id, metadata: metadata(text) };
}

const task = fc
  .record({
    kind: fc.constantFrom(...taskKinds),
    text: character,
    label: fc.constantFrom(...printable),
    message: character,
    hasFailed: fc.boolean(),
  })
  .map(({ kind, text, label, message, hasFailed }): Task => {
    const failure = shortenFailure({ code: 'x'.repeat(200), message: message.repeat(2000) });
    return {
      ...{ id: 'i'.repeat(80), owner: 'o'.repeat(200), kind, name: text.repeat(100), variant: 0 },
      ...{ request: longestRequest(kind, text), fingerprint: 'f', provider: 'p'.repeat(100) },
      ...{ status: hasFailed ? 'failed' : 'completed', coins: 999_999_999, version: 999_999 },
      ...{ createdAt: time, updatedAt: time, progress: 100, expiresAt: 4_000_000_000 },
      ...readLabels(longestLabels(label)),
      ...(hasFailed ? { failure } : { resultKey: `results/${'i'.repeat(80)}/${'k'.repeat(80)}` }),
    };
  });

it('an event of a task has less than 20,000 bytes with the longest of everything, and the labels whole', () => {
  const mediaUrl = `https://${'m'.repeat(200)}.example.com`;
  fc.assert(
    fc.property(task, (one) => {
      const events = [
        createTaskEvent(one, mediaUrl),
        createNewsEvent(one, 'task.progress', mediaUrl),
      ];
      for (const { webhook: _webhook, ...event } of events) {
        const { body } = newEvent(event, now);
        expect(Buffer.byteLength(body)).toBeLessThanOrEqual(20_000);
        expect(JSON.parse(body).data).toMatchObject({
          external_id: one.externalId,
          metadata: one.metadata,
        });
      }
    }),
    { numRuns: 200 },
  );
});
