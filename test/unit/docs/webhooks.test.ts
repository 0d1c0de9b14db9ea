import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { kinds } from '../../../functions/catalog/catalog.ts';
import { sampleTaskData } from '../../../functions/tasks/sample-event.ts';
import {
  endpointChangeFields,
  newEndpointFields,
} from '../../../functions/webhooks/endpoint-fields.ts';
import { EVENT_TYPES } from '../../../functions/webhooks/event-types.ts';
import { RETRY_SCHEDULES } from '../../../functions/webhooks/retry-schedule.ts';

const page = readFileSync(join(import.meta.dirname, '../../../docs/webhooks.md'), 'utf8');

interface Example {
  readonly type: string;
  readonly data: Record<string, unknown>;
}

const documents = [...page.matchAll(/```json\n(.*?)```/gs)].map(([, text = '']) =>
  JSON.parse(text),
);
const examples = documents.filter((document): document is Example => !('$schema' in document));
const schema = z.fromJSONSchema(documents.find((document) => '$schema' in document));

function createExample(type: string): Example {
  const found = examples.find((example) => example.type === type);
  if (!found) throw new Error(`The page has no example of ${type}.`);
  return found;
}

describe('the options of endpoints', () => {
  const examples = [...page.matchAll(/```jsonc\n\/\/ (POST|PATCH) \S+\n(.*?)```/gs)];
  const fieldsOf = { POST: newEndpointFields, PATCH: endpointChangeFields };

  it.each(examples.map((example) => [example]))(
    'are read as the page shows them: %s',
    ([, method, text = '']) => {
      const fields = fieldsOf[method as 'POST' | 'PATCH'](Object.keys(kinds)).strict();
      expect(fields.safeParse(JSON.parse(text))).toMatchObject({ success: true });
    },
  );

  it('each have an example', () => {
    const shown = new Set(examples.flatMap(([, , text = '']) => Object.keys(JSON.parse(text))));
    for (const option of ['filter', 'headers', 'payload', 'schedule', 'timeout_seconds']) {
      expect(shown).toContain(option);
    }
    expect(shown).toContain('max_in_flight');
  });

  it('have the times of each schedule', () => {
    const rows = [...page.matchAll(/^\| `(\w+)`(?:: after a wait of)? \| (0 \|.*)$/gm)];
    const units: Record<string, number> = { s: 1, min: 60, h: 3600 };
    const seconds = (text: string) => {
      const [, count, unit = 's'] = /^(\d+) ?(\w*)$/.exec(text) ?? [];
      return Number(count) * (units[unit || 's'] ?? Number.NaN);
    };
    const shown = rows.map(([, name, cells = '']) => [
      name,
      cells
        .split('|')
        .map((cell) => cell.trim())
        .slice(0, -2)
        .filter(Boolean)
        .map(seconds),
    ]);
    expect(Object.fromEntries(shown)).toEqual(RETRY_SCHEDULES);
  });
});

describe('the catalogue of events', () => {
  it('has an example of every type there is, and of no other', () => {
    expect(examples.map(({ type }) => type).sort()).toEqual([...EVENT_TYPES].sort());
  });

  it.each(EVENT_TYPES)('shows %s as its schema describes it', (type) => {
    const example = createExample(type);
    expect(schema.safeParse(example)).toMatchObject({ success: true });
    for (const name of ['type', 'timestamp', 'data']) {
      expect(schema.safeParse({ ...example, [name]: undefined }).success, name).toBe(false);
    }
    expect(schema.safeParse({ ...example, data: {} }).success).toBe(false);
    expect(schema.safeParse({ ...example, type: 'task.eaten' }).success).toBe(false);
  });

  it.each(EVENT_TYPES.filter((type) => type.startsWith('task.')))(
    'describes the sample of %s that can be sent',
    (type) => {
      const data = sampleTaskData(type, 'https://media.example.com');
      const sample = { type, timestamp: new Date(0).toISOString(), data, test: true };
      expect(schema.safeParse(sample)).toMatchObject({ success: true });
      expect(Object.keys(data)).toEqual(
        expect.arrayContaining(Object.keys(createExample('task.completed').data)),
      );
    },
  );

  it('shows the fields of a task as the kind shows them', () => {
    const { data } = createExample('task.completed');
    const kind = kinds['image-to-video'];
    const request = kind.request.parse(data);
    const record = z.looseObject({ _id: z.string(), name: z.string(), result_url: z.string() });
    const { _id: id, name, result_url: resultUrl } = record.parse(data);
    const shown = kind.record({
      ...{ id, owner: 'ada', name, request, status: 'completed', progress: 100, coins: 30 },
      ...{ provider: 'embedded', resultUrl, facts: {} },
      ...{ createdAt: `${data['createdAt']}`, updatedAt: `${data['updatedAt']}` },
    });
    expect(data).toMatchObject(shown);
  });
});
