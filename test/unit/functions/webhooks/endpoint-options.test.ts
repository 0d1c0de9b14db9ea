import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { announceEvent } from '../../../../functions/webhooks/announce-event.ts';
import { attemptDelivery } from '../../../../functions/webhooks/attempt-delivery.ts';
import { changeEndpoint } from '../../../../functions/webhooks/change-endpoint.ts';
import { createEndpoint } from '../../../../functions/webhooks/create-endpoint.ts';
import { headerProblems } from '../../../../functions/webhooks/custom-headers.ts';
import {
  endpointChangeFields,
  newEndpointFields,
} from '../../../../functions/webhooks/endpoint-fields.ts';
import { EndpointExistsError } from '../../../../functions/webhooks/errors.ts';
import { redactSecrets } from '../../../../functions/webhooks/redact-secrets.ts';
import { toEndpointView } from '../../../../functions/webhooks/views.ts';
import { type Answer, startReceiver } from '../../../fakes/receiver.ts';
import { completed, createWebhookWorld } from '../../../fakes/webhook-world.ts';

const kinds = ['image-to-video', 'face-swap'];

function createOwner() {
  const world = createWebhookWorld();
  const context = { ...world.dependencies, whyNotReachable: async () => undefined };
  const register = (url: string, body: object = {}) =>
    createEndpoint(context, 'ada', newEndpointFields(kinds).parse({ url, ...body }));
  const change = (endpointId: string, body: object) =>
    changeEndpoint(context, { owner: 'ada', endpointId }, endpointChangeFields(kinds).parse(body));
  return { ...world, register, change };
}

async function subscribe(body: object, ...answers: Answer[]) {
  const receiver = await startReceiver(...answers);
  const owner = createOwner();
  const { endpoint } = await owner.register(receiver.url, body);
  return {
    ...owner,
    receiver,
    endpointId: endpoint.id,
    [Symbol.asyncDispose]: () => receiver[Symbol.asyncDispose](),
  };
}

describe('the options of an endpoint', () => {
  it('are shown as given, but for the values of its headers, and have defaults', async () => {
    const { register } = createOwner();
    const plain = await register('https://receiver.test/1');
    expect(toEndpointView(plain.endpoint)).toMatchObject({
      ...{ schedule: 'days', timeout_seconds: 15, max_in_flight: null, payload: 'full' },
      ...{ filter: null, header_names: [] },
    });
    const options = { schedule: 'hours', timeout_seconds: 5, max_in_flight: 3, payload: 'thin' };
    const filter = { data: { coins: [{ numeric: ['>', 10] }] } };
    const given = { ...options, filter, headers: { 'X-Key': 'a secret' } };
    const { endpoint } = await register('https://receiver.test/2', given);
    const view = toEndpointView(endpoint);
    expect(view).toMatchObject({ ...options, filter, header_names: ['X-Key'] });
    expect(JSON.stringify(view)).not.toContain('a secret');
  });

  it('change one by one; null takes a limit or a filter away, {} all headers', async () => {
    const { register, change } = createOwner();
    const given = { max_in_flight: 3, filter: { type: ['task.failed'] }, headers: { 'X-A': 'b' } };
    const { endpoint } = await register('https://receiver.test/', given);
    const faster = await change(endpoint.id, { schedule: 'minutes' });
    expect(toEndpointView(faster.endpoint)).toMatchObject({
      ...{ schedule: 'minutes', max_in_flight: 3, header_names: ['X-A'] },
    });
    const none = { max_in_flight: null, filter: null, headers: {} };
    expect(toEndpointView((await change(endpoint.id, none)).endpoint)).toMatchObject({
      ...{ schedule: 'minutes', max_in_flight: null, filter: null, header_names: [] },
    });
  });

  it.each([
    ['schedule', { schedule: 'weeks' }],
    ['timeout_seconds', { timeout_seconds: 31 }],
    ['max_in_flight', { max_in_flight: 0 }],
    ['payload', { payload: 'none' }],
    ['filter.data.coins.0', { filter: { data: { coins: [{ wildcard: '*' }] } } }],
    ['headers.Webhook-Id', { headers: { 'Webhook-Id': 'mine' } }],
    ['headers.X-A', { headers: { 'X-A': 'line\nbreak' } }],
    ['headers', { headers: { 'X-A': 'x'.repeat(4200) } }],
  ])('name the field %s that is wrong', (field, body) => {
    const { error } = newEndpointFields(kinds).safeParse({
      url: 'https://receiver.test/',
      ...body,
    });
    expect(error?.issues.map(({ path }) => path.join('.'))).toEqual([field]);
    expect(error?.message).not.toContain('line\\nbreak');
  });

  it('send ids and status alone to an endpoint with a thin payload, in the same bytes each time', async () => {
    await using story = await subscribe({ payload: 'thin' }, 500, 200);
    const { id: eventId } = await announceEvent(story.dependencies, completed('task-1'));
    await story.deliver({ eventId, endpointId: story.endpointId });
    const [first, second] = story.receiver.requests.map(({ body }) => body);
    expect(second).toBe(first);
    expect(JSON.parse(first ?? '')).toEqual({
      type: 'task.completed',
      timestamp: '2026-11-23T09:00:00.000Z',
      data: { _id: 'task-1', current_status: 'completed' },
    });
  });

  it('send the whole event where the task names the address itself', async () => {
    await using story = await subscribe({ payload: 'thin' }, 200);
    const data = { _id: 'task-1', prompt: 'whole' };
    const webhook = { url: story.receiver.url };
    const announced = { ...completed('task-1'), data, webhook };
    const { id: eventId } = await announceEvent(story.dependencies, announced);
    await story.deliver({ eventId, endpointId: story.endpointId });
    expect(JSON.parse(story.receiver.requests[0]?.body ?? '').data).toEqual(data);
  });

  it('end the attempts of a short schedule soon', async () => {
    await using story = await subscribe({ schedule: 'minutes' }, 500);
    const { id: eventId } = await announceEvent(story.dependencies, completed());
    const { outcome, times } = await story.deliver({ eventId, endpointId: story.endpointId });
    expect(outcome).toBe('gave-up');
    expect(times).toEqual([0, 5, 20, 50, 110, 230, 530]);
  });

  it('end an attempt after the time-out', async () => {
    await using story = await subscribe({ timeout_seconds: 1 }, () => {});
    const { id: eventId } = await announceEvent(story.dependencies, completed());
    await attemptDelivery(story.dependencies, { eventId, endpointId: story.endpointId });
    const delivery = await story.store.delivery(eventId, story.endpointId);
    expect(delivery?.attempts).toMatchObject([{ category: 'timeout' }]);
  });
});

describe('custom headers', () => {
  it('are sent with each attempt and never instead of ours', async () => {
    await using story = await subscribe({ headers: { Authorization: 'Bearer x', 'X-A': '' } }, 200);
    const { id: eventId } = await announceEvent(story.dependencies, completed());
    await story.deliver({ eventId, endpointId: story.endpointId });
    expect(story.receiver.requests[0]?.headers).toMatchObject({
      authorization: 'Bearer x',
      'x-a': '',
      'content-type': 'application/json',
      'webhook-id': eventId,
    });
    const [endpoint] = await story.store.endpoints('ada');
    expect(endpoint?.options?.headers?.names).toEqual(['Authorization', 'X-A']);
  });

  it('can have none of our names, however they are written', () => {
    const ours = ['webhook-id', 'Webhook-Anything', 'user-agent', 'content-type', 'host', 'TE'];
    const more = ['content-length', 'transfer-encoding', 'connection', 'x-a2e-webhook-token'];
    const name = fc
      .constantFrom(...ours, ...more)
      .chain((text) =>
        fc
          .array(fc.boolean(), { minLength: text.length, maxLength: text.length })
          .map((upper) =>
            [...text]
              .map((one, at) => (upper[at] ? one.toUpperCase() : one.toLowerCase()))
              .join(''),
          ),
      );
    void fc.assert(fc.property(name, (given) => headerProblems({ [given]: 'x' }).length === 1));
  });

  it('are refused where they could break the request', () => {
    for (const headers of [{ 'a b': 'x' }, { 'a:': 'x' }, { '': 'x' }, { a: 'x\r\nb: y' }]) {
      expect(headerProblems(headers)).toHaveLength(1);
    }
    expect(headerProblems({ a: 'ü' })).toHaveLength(1);
    expect(headerProblems({ a: ' x' })).toHaveLength(1);
    expect(headerProblems({ 'X-A': '1', 'x-a': '2' })).toHaveLength(1);
    const many = Array.from({ length: 21 }, (_, number) => [`x-${number}`, '']);
    expect(headerProblems(Object.fromEntries(many))).toHaveLength(1);
  });
});

describe('redacting', () => {
  it('leaves no secret, and no beginning of one where the text was cut off', () => {
    const secret = fc.string({ minLength: 6, maxLength: 12, unit: fc.constantFrom('a', 'b', 'c') });
    const filling = fc.string({ maxLength: 10, unit: fc.constantFrom('x', 'y') });
    void fc.assert(
      fc.property(
        fc.array(secret, { minLength: 1, maxLength: 3 }),
        filling,
        fc.nat(),
        (all, text, at) => {
          const repeated = all.map((one) => text + one).join('');
          const cut = repeated.slice(0, at % (repeated.length + 1));
          const redacted = redactSecrets(cut, all);
          expect(all.filter((one) => redacted.includes(one))).toEqual([]);
          expect(all.filter((one) => redacted.endsWith(one.slice(0, 4)))).toEqual([]);
        },
      ),
    );
    expect(redactSecrets('ok', ['o'])).toBe('ok');
  });
});

describe('a second endpoint at the same address', () => {
  it('with the same filters is refused and names the first; with others it is welcome', async () => {
    const { register, change } = createOwner();
    const filter = { data: { a: [1], b: ['x'] } };
    const { endpoint } = await register('http://Receiver.test:80', { filter });
    const again = register('http://receiver.test/#top', {
      filter: { data: { b: ['x'], a: [1] } },
      description: 'the same',
    });
    await expect(again).rejects.toThrow(EndpointExistsError);
    await expect(again).rejects.toThrow(endpoint.id);
    const other = await register('http://receiver.test/', { filter, events: ['task.failed'] });
    const same = change(other.endpoint.id, { events: endpoint.events });
    await expect(same).rejects.toThrow(endpoint.id);
    await change(endpoint.id, { filter, description: 'mine' });
  });

  it('is refused also where both come at once', async () => {
    const { register, store } = createOwner();
    const both = [register('https://receiver.test/'), register('https://receiver.test')];
    const results = await Promise.allSettled(both);
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await store.endpoints('ada')).toHaveLength(1);
  });
});
