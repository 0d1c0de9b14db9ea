import { describe, expect, it } from 'vitest';
import { kinds, taskKinds } from '../../functions/catalog/catalog.ts';
import type { Operation } from '../../functions/providers/operation.ts';
import type { StartCall } from '../../functions/providers/provider.ts';
import { a2eFamilies, a2eFamilyDialect } from '../fakes/providers/a2e-families.ts';
import { startFakeProvider } from '../fakes/providers/fake-provider.ts';
import { API_KEY, JOB_ID, VIDEO_URL } from '../fakes/providers/fake-words.ts';
import { providerAt, TASK_ID } from '../fakes/providers/provider-at.ts';

type Kind = (typeof taskKinds)[number];

/** What is looked up for a kind that can't do without (`resolve-references.ts`). */
const looked: Partial<Record<Kind, object>> = {
  'lip-sync-training': { _id: { operation: { id: JOB_ID, kind: 'avatar-training' }, facts: {} } },
};

function callOf(kind: Kind, more: object = {}): StartCall {
  const request = { ...kinds[kind].request.parse({ ...kinds[kind].example, ...more }) };
  const references = looked[kind];
  return {
    taskId: TASK_ID,
    kind,
    request: references ? { ...request, references } : request,
    variant: 0,
  };
}

async function withFamily(kind: Kind, settings: object = {}) {
  const upstream = await startFakeProvider(a2eFamilyDialect(a2eFamilies[kind]));
  const entry = { type: 'a2e', apiKey: API_KEY, baseUrl: upstream.url, ...settings };
  return { upstream, ...providerAt(entry) };
}

describe.each(taskKinds)('A2E as it is documented makes %s', (kind) => {
  const { result, told } = a2eFamilies[kind];

  it('from the start that it requires to the end', async () => {
    const { upstream, provider } = await withFamily(kind);
    await using _ = upstream;
    const operation = await provider.start(callOf(kind));
    expect(operation).toEqual({ id: JOB_ID, kind });
    const sent = JSON.parse(upstream.starts[0] ?? '');
    expect(Object.values(sent)).toContain(TASK_ID);
    expect(sent).not.toHaveProperty('references');
    expect(await provider.check(operation)).toMatchObject({ state: 'running', phase: 'queued' });
    upstream.become('running');
    const working = { state: 'running', phase: 'processing' };
    expect(await provider.check(operation)).toMatchObject({ ...working, progress: 40 });
    upstream.become('strange');
    expect(await provider.check(operation)).toMatchObject(working);
    upstream.become('completed');
    expect(await provider.check(operation)).toMatchObject({
      state: 'completed',
      ...(result === undefined ? {} : { result: { url: VIDEO_URL } }),
      ...(told ? { facts: told } : {}),
      cost: { amount: 30, unit: 'coins' },
    });
  });

  it('says why it failed', async () => {
    const { upstream, provider } = await withFamily(kind);
    await using _ = upstream;
    const operation = await provider.start(callOf(kind));
    upstream.become('failed');
    const failed = { state: 'failed', code: 'provider_failed', message: 'out of memory' };
    expect(await provider.check(operation)).toEqual(failed);
    upstream.become('moderated');
    expect(await provider.check(operation)).toMatchObject({ state: 'failed', code: 'moderated' });
    upstream.become('gone');
    expect(await provider.check(operation)).toMatchObject({ code: 'result_gone' });
  });

  it('is asked to stop what it works on, in its own way', async () => {
    const { upstream, provider } = await withFamily(kind);
    await using _ = upstream;
    const operation = await provider.start(callOf(kind));
    await provider.cancel?.(operation);
    const [method, path] = a2eFamilies[kind].remove.split(' ');
    const { requests } = upstream;
    expect(requests.at(-1)).toMatchObject({
      method,
      path: `/api/v1${path?.replace(':id', JOB_ID)}`,
      ...(method === 'POST' ? { body: JSON.stringify({ _id: JOB_ID }) } : {}),
    });
    upstream.become('completed');
    const before = requests.length;
    await provider.cancel?.(operation);
    expect(requests.slice(before).map((request) => request.path)).not.toContain(path);
  });
});

describe('what a request names of the owner’s', () => {
  const anchor = { operation: { id: JOB_ID, kind: 'avatar-training' } };

  async function sentFor(references: Record<string, unknown>, more: object = {}) {
    const { upstream, provider } = await withFamily('avatar-video');
    await using _ = upstream;
    const call = callOf('avatar-video', more);
    await provider.start({ ...call, request: { ...call.request, references } as never });
    return { sent: JSON.parse(upstream.starts[0] ?? ''), requests: upstream.requests };
  }

  it('is sent as A2E knows it: an avatar by its anchor', async () => {
    const { sent } = await sentFor({ anchor_id: { ...anchor, facts: { anchor_id: 'anchor-7' } } });
    expect(sent).toMatchObject({ anchor_id: 'anchor-7', title: TASK_ID });
  });

  it('a background is added there just before', async () => {
    const img_url = 'https://example.com/beach.jpg';
    const { sent, requests } = await sentFor(
      { custom_back_id: { content: { img_url } } },
      { custom_back_id: '6b0404a8f5496ee79569fd53' },
    );
    expect(requests.map(({ path }) => path)).toEqual([
      '/api/v1/custom_back/add',
      '/api/v1/video/generate',
    ]);
    expect(sent.custom_back_id).toBe('67d2aaaaaaaaaaaaaaaaaaaa');
  });
});

describe('what A2E has and others have not, and the other way round', () => {
  it('is never given the region of captions, which it finds by itself; another Reelhook is', async () => {
    const region = { x: 0, y: 0.8, width: 1, height: 0.2 };
    const call = callOf('caption-removal', { region });
    const plain = await withFamily('caption-removal');
    await using _ = plain.upstream;
    expect(plain.provider.refusals('caption-removal', call.request)).toMatchObject([
      { field: 'region' },
    ]);
    const reelhook = await withFamily('caption-removal', { honoursIdempotencyKey: true });
    await using __ = reelhook.upstream;
    expect(reelhook.provider.refusals('caption-removal', call.request)).toEqual([]);
    await reelhook.provider.start(call);
    expect(JSON.parse(reelhook.upstream.starts[0] ?? '')).toMatchObject({ region });
  });

  it('makes one picture for each task, whatever the request asks for', async () => {
    const { upstream, provider } = await withFamily('text-to-image');
    await using _ = upstream;
    await provider.start(callOf('text-to-image', { max_images: 4 }));
    expect(JSON.parse(upstream.starts[0] ?? '')).toMatchObject({ max_images: 1 });
  });

  it('has its two generations’ spellings of a background', async () => {
    const { upstream, provider } = await withFamily('avatar-training');
    await using _ = upstream;
    const color = 'rgb(0,255,0)';
    await provider.start(callOf('avatar-training', { video_backgroud_color: color }));
    expect(JSON.parse(upstream.starts[0] ?? '')).toMatchObject({
      video_backgroud_color: color,
      video_background_color: color,
    });
  });

  it.each([1003, 1004])('tells by %i that a face looks like a minor’s', async (code) => {
    const { upstream, provider } = await withFamily('head-swap');
    await using _ = upstream;
    const dialect = a2eFamilyDialect(a2eFamilies['head-swap']);
    await using minor = await startFakeProvider({
      ...dialect,
      answer: () => ({ status: 403, json: { code, message: 'not this face', trace_id: 't' } }),
    });
    const { provider: refusing } = providerAt({
      type: 'a2e',
      apiKey: API_KEY,
      baseUrl: minor.url,
    });
    await expect(refusing.start(callOf('head-swap'))).rejects.toMatchObject({ code: 'moderated' });
    expect(provider.callback?.kinds).toContain('head-swap');
  });

  it('sends no callback for some families, and another Reelhook for all', async () => {
    const plain = providerAt({ type: 'a2e', apiKey: API_KEY }).provider;
    const silent = taskKinds.filter((kind) => !plain.callback?.kinds?.includes(kind));
    const expected = ['avatar-training', 'face-swap-preview', 'lip-sync-training', 'photobook'];
    expect([...silent].sort()).toEqual(expected);
    const reelhook = providerAt({ type: 'a2e', apiKey: API_KEY, honoursIdempotencyKey: true });
    expect(reelhook.provider.callback?.kinds).toEqual(taskKinds);
  });

  it('reads an operation of the time before there were kinds', async () => {
    const { upstream, provider } = await withFamily('image-to-video');
    await using _ = upstream;
    const old: Operation = { id: JOB_ID };
    expect(await provider.check(old)).toMatchObject({ state: 'running' });
  });
});
