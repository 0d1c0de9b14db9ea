import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { kinds, type TaskKind, taskKinds } from '../../functions/catalog/catalog.ts';
import { startReceiver } from '../fakes/receiver.ts';
import { eventually } from './eventually.ts';
import { kindApi } from './kind-api.ts';
import { startService } from './service.ts';
import { accepts } from './verify.ts';

/** More than the dearest kinds cost together. */
const COINS = 100_000;
const DIAMONDS = 10;

describe('every family of the API', () => {
  let service: Awaited<ReturnType<typeof startService>>;
  let receiver: Awaited<ReturnType<typeof startReceiver>>;
  const ids = new Map<TaskKind, string>();

  /** The kind's example; what it names of the owner's is a task that is there. */
  async function describeBody(kind: TaskKind): Promise<object> {
    const { example, request, references = [] } = kinds[kind];
    const named: Record<string, string> = {};
    for (const { field, to, applies } of references) {
      const wanted = taskKinds.find((other) => 'kind' in to && to.kind === other);
      if (wanted && (applies?.(request.parse(example)) ?? true)) named[field] = await begin(wanted);
    }
    return { ...example, ...named, webhook_url: receiver.url };
  }

  /** Starts a task of the kind, once, and answers its id; of a kind that others need, when it is completed. */
  async function begin(kind: TaskKind): Promise<string> {
    const known = ids.get(kind);
    if (known !== undefined) return known;
    const { data } = await kindApi(service.api, kind).start(await describeBody(kind));
    const { _id } = [data].flat()[0];
    ids.set(kind, _id);
    await getOutcome(_id);
    return _id;
  }

  function getOutcome(id: string) {
    return eventually(
      async () => receiver.requests.find(({ body }) => JSON.parse(body).data._id === id),
      `the callback of ${id}`,
    );
  }

  beforeAll(async () => {
    receiver = await startReceiver(204);
    const providers = [{ type: 'mock', takesSeconds: 0 }];
    const environment = { PROVIDERS: JSON.stringify(providers) };
    service = await startService({ coins: COINS, environment });
    await service.api.call('POST', '/api/v1/user/exchangeDiamonds', { diamonds: DIAMONDS });
    const needed = taskKinds.filter((kind) =>
      taskKinds.some((other) =>
        kinds[other].references?.some(({ to }) => 'kind' in to && to.kind === kind),
      ),
    );
    for (const kind of needed) await begin(kind);
    await Promise.all(taskKinds.map(begin));
  });
  afterAll(async () => {
    await service[Symbol.asyncDispose]();
    await receiver[Symbol.asyncDispose]();
  });

  it.each(taskKinds)('makes %s, tells of it, lists it and deletes it', async (kind) => {
    const id = await begin(kind);
    const calls = kindApi(service.api, kind);
    const called = await getOutcome(id);
    expect(accepts(service.user.signingSecret, called)).toBe(true);
    const event = JSON.parse(called.body);
    expect(event).toMatchObject({ type: 'task.completed', data: { _id: id, kind } });

    const { data: record } = await calls.detail(id);
    const { kind: _kind, version: _version, ...told } = event.data;
    expect(record).toMatchObject(told);
    expect(record).toMatchObject({ current_status: 'completed', provider: 'mock' });
    const { field, isList } = kinds[kind].result;
    if (field !== undefined) {
      const file = await fetch(isList ? record[field][0] : record[field]);
      expect(file.headers.get('content-type')).toMatch(/^(video\/mp4|image\/png)$/);
      expect((await file.arrayBuffer()).byteLength).toBeGreaterThan(0);
    }

    expect((await calls.batch([id])).data).toMatchObject([{ _id: id }]);
    if (kinds[kind].calls.some(({ effect }) => effect === 'average')) {
      expect((await calls.average()).data.avgProcessingTime).toBeGreaterThanOrEqual(0);
    }
    expect(await calls.detail('0123456789abcdef01234567')).toMatchObject({ status: 404 });
    expect(await calls.detail('nonsense')).toMatchObject({ status: 400 });

    expect(await calls.remove(id)).toMatchObject({ code: 0 });
    expect(await calls.detail(id)).toMatchObject({ status: 404 });
    const { data: page } = await calls.page();
    expect(page.rows.map(({ _id }: { _id: string }) => _id)).not.toContain(id);
  });
});
