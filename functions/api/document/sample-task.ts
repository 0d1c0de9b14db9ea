import { kinds, type TaskKind } from '../../catalog/catalog.ts';
import type { ShownTask } from '../../catalog/kind-definition.ts';

/** The record that the API shows of a task of the kind's example once it is completed, made as every record is. */
export function exampleRecord(kind: TaskKind): Record<string, unknown> {
  return kinds[kind].record(sampleTask(kind));
}

/** The same task as the answer to its start shows it. */
export function startedRecord(kind: TaskKind): Record<string, unknown> {
  const sample = sampleTask(kind);
  const { createdAt } = sample;
  const begun = {
    status: 'initialized',
    progress: 0,
    resultUrl: '',
    updatedAt: createdAt,
  } as const;
  return kinds[kind].record({ ...sample, ...begun });
}

/** The names of all members that a kind's records can have, whatever the request had. */
export function recordFields(kind: TaskKind): string[] {
  const { result } = kinds[kind];
  const sample = sampleTask(kind);
  const seen = new Set<string>();
  const request = new Proxy(sample.request, {
    get: (fields, name) => (typeof name === 'string' ? (fields[name] ?? name) : undefined),
  });
  const facts = Object.fromEntries((result.facts ?? []).map((fact) => [fact, fact]));
  for (const name of Object.keys(kinds[kind].record({ ...sample, request, facts }))) seen.add(name);
  return [...seen];
}

function sampleTask(kind: TaskKind): ShownTask {
  const { request: schema, example, price } = kinds[kind];
  const request = schema.parse(example);
  return {
    id: '6b041e9cff17e54d42a0b72b',
    owner: 'local',
    name: request.name ?? '6b041e9cff17e54d42a0b72b',
    request,
    status: 'completed',
    progress: 100,
    coins: price(request).amount,
    provider: 'embedded',
    createdAt: '2026-11-23T09:17:28.797Z',
    updatedAt: '2026-11-23T09:17:39.102Z',
    resultUrl: 'https://media.example.com/results/6b041e9cff17e54d42a0b72b/file.mp4',
    facts: {},
  };
}
