import { describe, expect, it } from 'vitest';
import { eventually } from './eventually.ts';
import { startService } from './service.ts';

const image_url = 'https://example.com/photo.jpg';
const mock = (script: string, more: object = {}) => ({
  image_url,
  prompt: `[[mock: ${script}]]`,
  ...more,
});

describe('the operator’s list of providers', () => {
  it('is followed, shown, and says what is missing without stopping the others', async () => {
    const providers = [
      'fal',
      { type: 'mock', limits: { inFlight: 3 }, price: { coinsPerSecond: 2 } },
      'embedded',
    ];
    await using service = await startService({
      environment: { PROVIDERS: JSON.stringify(providers) },
    });
    const { api } = service;
    const { data } = await api.call('GET', '/api/v1/providers');
    expect(data).toMatchObject({
      providers: {
        'image-to-video': [
          { name: 'fal', usable: false, problem: expect.stringContaining('FAL_KEY') },
          {
            name: 'mock',
            usable: true,
            models: [{ name: 'mock', video_time: [5, 10, 15, 20] }],
            limits: { in_flight: 3, starts_per_minute: null },
            coins_per_second: 2,
            breaker: 'closed',
            in_flight: 0,
            waiting: 0,
          },
          { name: 'embedded', usable: true, limits: { in_flight: null, starts_per_minute: null } },
        ],
      },
      problems: [expect.stringContaining('FAL_KEY')],
    });

    const started = await api.start(mock('takes 1s'));
    expect(started.data).toMatchObject({ provider: 'mock', coins: 10 });
    const broken = await api.start({ image_url, provider: 'fal' });
    expect(broken).toMatchObject({ status: 400, message: expect.stringContaining('FAL_KEY') });
    const unknown = await api.start({ image_url, provider: 'sora' });
    expect(unknown).toMatchObject({
      status: 400,
      errors: [{ field: 'provider', message: expect.stringContaining('mock, embedded') }],
    });
    expect(await api.finished(started.data._id)).toMatchObject({
      current_status: 'completed',
      provider: 'mock',
    });
    expect(await api.coins()).toBe(10_000 - 10);
  });

  it('goes on with the next provider when one is out of reach, at the same price', async () => {
    const providers = [{ type: 'mock', name: 'down', refusesWith: 'provider_unreachable' }, 'mock'];
    await using service = await startService({
      environment: { PROVIDERS: JSON.stringify(providers) },
    });
    const { api, entries } = service;
    const { data } = await api.start({ image_url });
    expect(data.provider).toBe('down');
    const record = await api.finished(data._id);
    expect(record).toMatchObject({ current_status: 'completed', provider: 'mock', coins: 30 });
    const told = entries.filter(({ message }) =>
      message.includes(`does not take task ${data._id}`),
    );
    expect(told).toHaveLength(1);
  });
});

describe('a provider with a limit of two', () => {
  it('works on two of six tasks at a time, in the order of arrival', async () => {
    const providers = [{ type: 'mock', limits: { inFlight: 2 } }];
    await using service = await startService({
      environment: { PROVIDERS: JSON.stringify(providers) },
    });
    const { api } = service;
    const ids: string[] = [];
    for (let task = 0; task < 6; task += 1) {
      const { data } = await api.start(mock('takes 1s'));
      ids.push(data._id);
    }
    const [removed = ''] = ids.splice(4, 1);
    await eventually(async () => {
      const { data } = await api.call('GET', '/api/v1/providers');
      const [{ in_flight, waiting }] = data.providers['image-to-video'];
      return in_flight === 2 && waiting > 1 ? true : undefined;
    }, 'a line');
    expect(await api.remove(removed)).toMatchObject({ status: 200 });

    let mostAtOnce = 0;
    const begun: string[] = [];
    await eventually(async () => {
      // One request, so that no task moves on while another is read.
      const { data } = await api.list('?pageSize=20');
      const statuses = new Map<string, string>(
        data.rows.map((row: { _id: string; current_status: string }) => [
          row._id,
          row.current_status,
        ]),
      );
      const words = ids.map((id) => statuses.get(id) ?? '');
      // A task whose result is being copied is under way, but not at the provider.
      const { data: load } = await api.call('GET', '/api/v1/providers');
      mostAtOnce = Math.max(mostAtOnce, load.providers['image-to-video'][0].in_flight);
      const news = ids.filter((id, n) => words[n] !== 'initialized' && !begun.includes(id));
      begun.push(...news);
      return words.every((word) => word === 'completed') ? true : undefined;
    }, 'the end of all');
    // Two places may come free at once: neighbours in the line are then seen to begin in either order.
    expect([...begun].sort()).toEqual([...ids].sort());
    for (const [place, id] of ids.entries()) {
      expect(Math.abs(begun.indexOf(id) - place)).toBeLessThanOrEqual(1);
    }
    expect(mostAtOnce).toBe(2);
    expect(await api.coins()).toBe(10_000 - 5 * 30);
    const { data } = await api.call('GET', '/api/v1/providers');
    expect(data.providers['image-to-video'][0]).toMatchObject({ in_flight: 0, waiting: 0 });
  });
});
