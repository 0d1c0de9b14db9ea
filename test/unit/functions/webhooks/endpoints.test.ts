import { describe, expect, it } from 'vitest';
import { changeEndpoint } from '../../../../functions/webhooks/change-endpoint.ts';
import { createEndpoint } from '../../../../functions/webhooks/create-endpoint.ts';
import { deleteEndpoint } from '../../../../functions/webhooks/delete-endpoint.ts';
import {
  endpointChangeFields,
  newEndpointFields,
} from '../../../../functions/webhooks/endpoint-fields.ts';
import {
  getEndpointSecret,
  rotateEndpointSecret,
} from '../../../../functions/webhooks/endpoint-secret.ts';
import {
  InvalidWebhookRequestError,
  TooManyEndpointsError,
  WebhookNotFoundError,
} from '../../../../functions/webhooks/errors.ts';
import { getEndpoint, listEndpoints } from '../../../../functions/webhooks/get-endpoint.ts';
import { toEndpointView } from '../../../../functions/webhooks/views.ts';
import { createWebhookWorld, endpointOf } from '../../../fakes/webhook-world.ts';

const url = 'https://receiver.test/hook';
const kinds = ['image-to-video', 'face-swap'];
const fields = (body: object) => newEndpointFields(kinds).parse({ url, ...body });

function createRegistry() {
  const world = createWebhookWorld();
  const whyNotReachable = async (given: string) =>
    given.includes('internal') ? 'The URL leads nowhere public.' : undefined;
  return { ...world, context: { ...world.dependencies, whyNotReachable } };
}

describe('registering an endpoint', () => {
  it('answers it with its secret, which can be shown again', async () => {
    const { context } = createRegistry();
    const { endpoint, secret } = await createEndpoint(context, 'ada', fields({ description: 'x' }));
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    const reference = { owner: 'ada', endpointId: endpoint.id };
    expect(await getEndpointSecret(context, reference)).toBe(secret);
    expect(toEndpointView(await getEndpoint(context, reference))).toMatchObject({
      _id: expect.stringMatching(/^ep_[0-9a-f]{24}$/),
      url,
      events: ['task.completed', 'task.failed', 'webhook.disabled'],
      kinds: [],
      description: 'x',
      enabled: true,
      state: 'active',
    });
    expect(JSON.stringify(toEndpointView(endpoint))).not.toContain('whsec_');
  });

  it('keeps secrets sealed', async () => {
    const { context, store } = createRegistry();
    const { endpoint, secret } = await createEndpoint(
      {
        ...context,
        cipher: { ...context.cipher, seal: async () => 'sealed', open: async () => 's' },
      },
      'ada',
      fields({}),
    );
    expect(secret).toBe('s');
    expect(JSON.stringify(await store.keyRing(`endpoint/${endpoint.id}`))).not.toContain('whsec_');
  });

  it('says in words why a URL is refused, when it is registered and when it is changed', async () => {
    const { context, store } = createRegistry();
    const refused = createEndpoint(context, 'ada', fields({ url: 'https://internal.test/' }));
    await expect(refused).rejects.toThrow(InvalidWebhookRequestError);
    await expect(refused).rejects.toThrow('The URL leads nowhere public.');
    expect(await store.endpoints('ada')).toEqual([]);
    const { endpoint } = await createEndpoint(context, 'ada', fields({}));
    const reference = { owner: 'ada', endpointId: endpoint.id };
    await expect(
      changeEndpoint(context, reference, { url: 'https://internal.test/' }),
    ).rejects.toThrow(InvalidWebhookRequestError);
  });

  it('stops at twenty for each owner, also when they come at once', async () => {
    const { context, store } = createRegistry();
    let count = 0;
    const create = (owner: string) => {
      count += 1;
      return createEndpoint(context, owner, fields({ url: `${url}/${count}` }));
    };
    while (count < 19) await create('ada');
    await Promise.allSettled([create('ada'), create('ada'), create('ada')]);
    expect((await store.endpoints('ada')).length).toBeLessThanOrEqual(20);
    while ((await store.endpoints('ada')).length < 20) await create('ada');
    await expect(create('ada')).rejects.toThrow(TooManyEndpointsError);
    await create('bob');
  });

  it.each([
    ['no URL', { url: undefined }],
    ['an unknown event type', { events: ['task.eaten'] }],
    ['no event type', { events: [] }],
    ['pings as a subscription', { events: ['webhook.ping'] }],
    ['an unknown kind', { kinds: ['poem'] }],
    ['metadata that is not text', { metadata: { a: 1 } }],
    [
      'too much metadata',
      { metadata: Object.fromEntries([...'abcdefghijklmnopqrstuvwxyz'].map((name) => [name, ''])) },
    ],
    ['a long description', { description: 'x'.repeat(501) }],
    ['enabled as a word', { enabled: 'yes' }],
  ])('takes no body with %s', (_title, body) => {
    expect(newEndpointFields(kinds).safeParse({ url, ...body }).success).toBe(false);
  });
});

describe('an endpoint', () => {
  it('changes only in the fields that are given', async () => {
    const { context, store } = createRegistry();
    await store.addEndpoint(endpointOf('ada', { description: 'before', kinds: ['face-swap'] }));
    const reference = { owner: 'ada', endpointId: endpointOf('ada').id };
    const change = endpointChangeFields(kinds).parse({ events: ['task.*'], unknown: 1 });
    const { endpoint } = await changeEndpoint(context, reference, change);
    expect(endpoint).toMatchObject({
      events: ['task.*'],
      description: 'before',
      kinds: ['face-swap'],
    });
    expect(await store.endpoint('ada', reference.endpointId)).toEqual(endpoint);
  });

  it('enabled again begins afresh and says since when events may be missing', async () => {
    const { context, store, pass } = createRegistry();
    await store.addEndpoint(endpointOf('ada'));
    const reference = { owner: 'ada', endpointId: endpointOf('ada').id };
    const disabled = await changeEndpoint(context, reference, { enabled: false });
    expect(toEndpointView(disabled.endpoint)).toMatchObject({
      state: 'disabled',
      state_reason: 'You disabled it.',
      next_step: expect.stringContaining('Enable it'),
      disabled_at: '2026-11-23T09:00:00.000Z',
    });
    pass(3600);
    const { endpoint, recoverSince } = await changeEndpoint(context, reference, { enabled: true });
    expect(recoverSince).toBe('2026-11-19T14:17:54.000Z');
    expect(endpoint).not.toHaveProperty('disabledAt');
    expect(endpoint).not.toHaveProperty('disabledReason');
  });

  it('belongs to its owner alone', async () => {
    const { context, store } = createRegistry();
    await store.addEndpoint(endpointOf('ada'));
    const reference = { owner: 'bob', endpointId: endpointOf('ada').id };
    const calls = [
      () => getEndpoint(context, reference),
      () => changeEndpoint(context, reference, { enabled: false }),
      () => deleteEndpoint(context, reference),
      () => getEndpointSecret(context, reference),
      () => rotateEndpointSecret(context, reference, 'at-once'),
    ];
    for (const call of calls) await expect(call()).rejects.toThrow(WebhookNotFoundError);
    expect(await listEndpoints(context, 'bob')).toEqual([]);
    expect(await listEndpoints(context, 'ada')).toHaveLength(1);
  });

  it('is gone with its secret once deleted', async () => {
    const { context, store } = createRegistry();
    const { endpoint } = await createEndpoint(context, 'ada', fields({}));
    await deleteEndpoint(context, { owner: 'ada', endpointId: endpoint.id });
    expect(await store.endpoints('ada')).toEqual([]);
    expect(await store.keyRing(`endpoint/${endpoint.id}`)).toBeUndefined();
  });
});
