import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { kinds, type TaskKind, taskKinds } from '../../functions/catalog/catalog.ts';
import { startReceiver } from '../fakes/receiver.ts';
import { type ClientFlow, clientFlows } from './client-flows.ts';
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

  /** The record of a task in the answer to a client's question: in it, in its list, or in the rows of its page. */
  async function readRecord({ poll: [method, path, body] }: ClientFlow, id: string) {
    const named = JSON.stringify(body)?.replace('{id}', id);
    const { data } = await service.api.call(method, `/api/v1${path.replace('{id}', id)}`, named);
    const records = [data.rows ?? data.list ?? data].flat();
    return records.find(({ _id, current_status }) => _id === id && current_status === 'completed');
  }

  it.concurrent.each(clientFlows)('serves a client that $client', async (flow) => {
    const started = await service.api.call('POST', `/api/v1${flow.start}`, flow.body);
    expect(started).toMatchObject({ status: 200, code: 0 });
    const warned = (started.warnings ?? []).map(({ field }) => field);
    expect(warned).toEqual(flow.unknown ?? []);
    const [{ _id: id }] = [started.data].flat();
    const record = await eventually(() => readRecord(flow, id), `the record of ${id}`);
    const found = flow.result.split('.').reduce((value, name) => value[name], record);
    expect(found).toMatch(/^(http:|[\w-]{4})/);
  });

  it.concurrent('serves a client that has its own avatar speak a text', async () => {
    const call = async (method: string, path: string, body?: object) => {
      const answer = await service.api.call(method, `/api/v1${path}`, body);
      expect(answer).toMatchObject({ status: 200, code: 0 });
      return answer;
    };
    const voice = { tts_id: '66d3fb1bc051cfb134c60f20', country: 'en', region: 'US' };
    const spoken = await call('POST', '/video/send_tts', { msg: 'Hi.', speechRate: 1, ...voice });
    expect(spoken.warnings).toMatchObject([{ field: 'tts_id' }]);
    const person = { name: 'ada', gender: 'female', video_url: 'https://cdn.example.com/ada.mp4' };
    const { data: twin } = await call('POST', '/userVideoTwin/startTraining', person);
    const characters = `/anchor/character_list?user_video_twin_id=${twin._id}&type=custom`;
    const anchor = await eventually(async () => (await call('GET', characters)).data[0], 'it');
    const layout = { web_bg_width: 0, web_bg_height: 0, web_people_width: 0, web_people_height: 0 };
    const { data: video } = await call('POST', '/video/generate', {
      ...{ title: 'hi', anchor_id: anchor._id, anchor_type: 1, audioSrc: spoken.data },
      ...{ resolution: 1080, ...layout, web_people_x: 0, web_people_y: 0, isSkipRs: true },
    });
    const isDone = async () => {
      const { data } = await call('POST', '/video/awsResult', { _id: video._id });
      return data[0].status === 'success' ? data[0] : undefined;
    };
    const { result, process } = await eventually(isDone, 'the video');
    expect(process).toBe(100);
    expect((await fetch(result)).headers.get('content-type')).toBe('video/mp4');
  });
});
