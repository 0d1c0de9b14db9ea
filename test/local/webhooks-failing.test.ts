import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { skippingClock } from '../../infra/local/clock.ts';
import { startRawServer } from '../fakes/raw-server.ts';
import { startReceiver } from '../fakes/receiver.ts';
import { eventually } from './eventually.ts';
import { expectSchedule, SCHEDULE } from './expect-schedule.ts';
import { startService } from './service.ts';
import { createWebhookApi } from './webhook-api.ts';

describe('an endpoint that does not answer as it should', () => {
  let service: Awaited<ReturnType<typeof startService>>;
  beforeAll(async () => {
    service = await startService({ clock: skippingClock() });
  });
  afterAll(() => service[Symbol.asyncDispose]());

  /** Each story has an owner of its own. */
  async function subscriber(name: string) {
    const { api } = await service.addUser(name, 10_000);
    return createWebhookApi(api);
  }

  /** The line that the operator's event is in the local log. */
  function noticeAbout(id: string): string | undefined {
    const lines = service.entries.filter(({ source }) => source === 'event bus');
    return lines.find(({ message }) => message.includes(`endpointId=${id}`))?.message;
  }

  it('says at a ping what is wrong, in words', async () => {
    const hooks = await subscriber('pinged');
    const gone = await startReceiver(200);
    await gone[Symbol.asyncDispose]();
    await using moved = await startReceiver((response) => {
      response.writeHead(302, { location: 'https://example.com/new' }).end();
    });
    await using missing = await startReceiver(404);
    await using good = await startReceiver(204);
    const cases = [
      [gone.url, 'connect', 'the connection was refused'],
      [moved.url, 'redirect', 'https://example.com/new'],
      [missing.url, 'http_4xx', 'status 404'],
      [`https://127.0.0.1:${good.port}/hook`, 'tls', 'the server does not speak TLS'],
      [good.url, 'delivered', 'the receiver answered 204'],
    ] as const;
    for (const [url, category, words] of cases) {
      const { _id } = await hooks.register(url, { enabled: false });
      const pinged = await hooks.ping(_id);
      expect(pinged).toMatchObject({
        type: 'webhook.ping',
        status: category === 'delivered' ? 'delivered' : 'failed',
        attempts: [{ category, hint: expect.stringContaining(words) }],
      });
      expect(await hooks.endpoint(_id)).toMatchObject({ failures_in_a_row: 0 });
    }
    expect(JSON.parse(good.requests.at(-1)?.body ?? '')).toMatchObject({ type: 'webhook.ping' });
  });

  it('may answer whatever it likes: that is its outcome, recorded and counted', async () => {
    const { api } = await service.addUser('odd', 10_000);
    const hooks = createWebhookApi(api);
    const answers = [
      ['HTTP/1.1 099 x\r\n\r\n', 'invalid_status', 99],
      ['HTTP/1.1 101 x\r\nConnection: upgrade\r\nUpgrade: tls\r\n\r\n', 'invalid_status', 101],
      ['\u0000\u0001\u00ff\u00fe', 'connect', null],
      ['', 'connect', null],
      [`HTTP/1.1 200 OK\r\n${'X-A: b\r\n'.repeat(100_000)}`, 'delivered', 200],
      ['HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\ncut', 'delivered', 200],
      ['HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n', 'delivered', 200],
      ['HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\nnot gzip', 'delivered', 200],
      ['HTTP/1.1 302 x\r\nLocation: mailto:\u00e4\r\n\r\n', 'redirect', 302],
    ] as const;
    for (const [answer, category, status] of answers) {
      await using server = await startRawServer(answer);
      const { url } = server;
      const transferred = await api.call('POST', '/api/v1/tos/transferToStorage', { url });
      expect(transferred, answer.slice(0, 99)).toMatchObject({ status: 400, code: 400 });
      const { _id } = await hooks.register(url);
      expect(await hooks.ping(_id)).toMatchObject({ attempts: [{ category, status }] });
      if (status !== 99) continue;
      await hooks.failingTask();
      const [failed] = (await hooks.newestDelivery(_id, (d) => d.attempts.length > 1)).attempts;
      expect(failed).toMatchObject({ category, status, hint: expect.stringContaining('99') });
      expect((await hooks.endpoint(_id)).failures_in_a_row).toBeGreaterThan(0);
      await hooks.remove(_id);
    }
  });

  it('is tried ten times in 75 hours, then given up, and gets it once more on request', async () => {
    const hooks = await subscriber('patient');
    let isUp = false;
    await using receiver = await startReceiver(
      (response) => void response.writeHead(isUp ? 200 : 503).end(),
    );
    const { _id } = await hooks.register(receiver.url);
    await hooks.failingTask();
    const failed = await hooks.newestDelivery(_id, ({ status }) => status === 'failed');
    expect(receiver.requests).toHaveLength(10);
    expect(failed).toMatchObject({ reason: 'All 10 attempts failed.' });
    const times = failed.attempts.map(({ at }) => Date.parse(at) / 1000);
    expectSchedule(times, SCHEDULE);
    expect(await hooks.endpoint(_id)).toMatchObject({ state: 'failing', failures_in_a_row: 10 });

    isUp = true;
    await hooks.retry(failed._id);
    await hooks.newestDelivery(_id, ({ status }) => status === 'delivered');
    expect(new Set(receiver.requests.map(({ body }) => body)).size).toBe(1);
    const ids = receiver.requests.map(({ headers }) => headers['webhook-id']);
    expect([ids.length, new Set(ids).size]).toEqual([11, 1]);
    expect(await hooks.endpoint(_id)).toMatchObject({ state: 'active', failures_in_a_row: 0 });
  });

  it('decides with Retry-After when the next attempt is', async () => {
    const hooks = await subscriber('unhurried');
    await using receiver = await startReceiver((response) => {
      response.writeHead(503, { 'retry-after': '900' }).end();
    }, 200);
    const { _id } = await hooks.register(receiver.url);
    await hooks.failingTask();
    const { attempts } = await hooks.newestDelivery(_id, ({ status }) => status === 'delivered');
    const [first = Number.NaN, second = Number.NaN] = attempts.map(({ at }) => Date.parse(at));
    expect((second - first) / 1000).toBeGreaterThanOrEqual(899);
    expect((second - first) / 1000).toBeLessThan(910);
    expect(receiver.requests).toHaveLength(2);
  });

  it('is disabled by 410, keeps what it misses as skipped, and gets it back', async () => {
    const hooks = await subscriber('gone');
    await using receiver = await startReceiver(410, 200);
    await using colleague = await startReceiver(200);
    const { _id } = await hooks.register(receiver.url);
    await hooks.register(colleague.url, { events: ['webhook.disabled'] });
    const refused = await hooks.failingTask();
    await hooks.newestDelivery(_id, ({ status }) => status === 'failed');
    const disabled = await hooks.endpoint(_id);
    expect(disabled).toMatchObject({
      state: 'disabled',
      state_reason: 'The receiver asked not to be called again.',
    });
    const notice = await eventually(async () => colleague.requests[0], 'the notice');
    expect(JSON.parse(notice.body)).toMatchObject({
      type: 'webhook.disabled',
      data: { endpoint_id: _id, url: receiver.url, reason: disabled.state_reason },
    });
    expect(noticeAbout(_id)).toContain('Webhook Endpoint Disabled (from reelhook)');

    const missed = await hooks.failingTask();
    await hooks.newestDelivery(_id, ({ status }) => status === 'skipped');
    const { recover_since } = await hooks.change(_id, { enabled: true });
    expect(Date.parse(recover_since)).toBeLessThan(Date.parse(disabled.updatedAt) + 1);
    expect(await hooks.recover(_id, recover_since)).toEqual({ recovered: 2, next: null });
    await eventually(async () => {
      const log = await hooks.log(_id);
      return log.every(({ status }: { status: string }) => status === 'delivered') || undefined;
    }, 'what was missed');
    const tasks = receiver.requests.map(({ body }) => JSON.parse(body).data._id);
    expect(tasks.slice(1).sort()).toEqual([refused, missed].sort());
  });

  it('is disabled after three days without a success when ten deliveries have failed', async () => {
    const hooks = await subscriber('lost');
    await using receiver = await startReceiver(500);
    const { _id } = await hooks.register(receiver.url);
    for (let count = 0; count < 10; count += 1) await hooks.failingTask();
    const disabled = await eventually(async () => {
      const endpoint = await hooks.endpoint(_id);
      return endpoint.enabled ? undefined : endpoint;
    }, 'the disabling');
    const hours = (Date.parse(disabled.disabled_at) - Date.parse(disabled.failing_since)) / 3.6e6;
    expect(hours).toBeGreaterThanOrEqual(72);
    expect(disabled.state_reason).toContain('No delivery has succeeded since');
    expect(noticeAbout(_id)).toContain('No delivery has succeeded since');
  });
});
