import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { kinds } from '../../../functions/catalog/catalog.ts';
import { sampleTaskData } from '../../../functions/tasks/sample-event.ts';
import { EVENT_TYPES } from '../../../functions/webhooks/event-types.ts';

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
