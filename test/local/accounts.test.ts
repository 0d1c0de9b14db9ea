import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Api, createApi } from './api.ts';
import { eventually } from './eventually.ts';
import { startService } from './service.ts';

const image_url = 'https://example.com/photo.jpg';
const mock = (script: string, more: object = {}) => ({
  image_url,
  prompt: `[[mock: ${script}]]`,
  ...more,
});
const start = '/api/v1/userImage2Video/start';

let service: Awaited<ReturnType<typeof startService>>;
let api: Api;
beforeAll(async () => {
  service = await startService({ environment: { PROVIDERS: 'mock' } });
  api = service.api;
});
afterAll(() => service[Symbol.asyncDispose]());

const post = (who: Api, path: string, body: unknown, key?: string) =>
  who.call('POST', `/api/v1${path}`, body, key === undefined ? {} : { 'idempotency-key': key });
const get = (who: Api, path: string) => who.call('GET', `/api/v1${path}`);
const history = async (who: Api, query = '') => {
  const { data } = await get(who, `/transactionRecord/creditsHistory${query}`);
  const rows = data.rows as Record<string, unknown>[];
  return rows.map(({ coins, currency, reason }) => `${coins} ${currency} ${reason}`);
};

describe('a sub-user', () => {
  let bob: Api;
  let tasks: string[];

  it('is made with coins of its parent’s and a token of its own', async () => {
    const before = await api.coins();
    const made = await post(api, '/user/add', { username: 'bob', coins: 100, email: 'b@x.y' });
    expect(made.data).toMatchObject({ _id: 'operator.bob', username: 'bob', coins: 100 });
    expect(await api.coins()).toBe(before - 100);
    bob = createApi(service.stack.apiUrl, made.data.token);
    expect((await get(bob, '/user/remainingCoins')).data).toEqual({ coins: 100, diamonds: 0 });
    expect(await post(api, '/user/add', { username: 'bob' })).toMatchObject({ status: 409 });
    expect(await post(bob, '/user/add', { username: 'eve' })).toMatchObject({ status: 403 });
    expect(await post(api, '/user/add', { username: 'no way' })).toMatchObject({
      status: 400,
      errors: [{ field: 'username' }],
    });
  });

  it('makes tasks of its own, and its history tells what was charged and given back', async () => {
    const good = (await bob.start(mock('takes 1s'))).data._id;
    expect(await bob.finished(good)).toMatchObject({ current_status: 'completed', coins: 30 });
    const bad = (await bob.start(mock('fails with moderated'))).data._id;
    expect(await bob.finished(bad)).toMatchObject({ current_status: 'failed' });
    tasks = [good, bad];
    await bob.coinsBecome(70);
    expect(await history(bob)).toEqual([
      '30 coins refund',
      '-30 coins charge',
      '-30 coins charge',
      '100 coins transfer',
    ]);
    expect(await history(bob, '?is_consumption=true&pageSize=1')).toEqual(['-30 coins charge']);
    expect(await history(bob, '?endDate=2020-01-01')).toEqual([]);
    const { data } = await get(bob, '/transactionRecord/creditsHistory?is_consumption=false');
    expect(data).toMatchObject({
      count: 2,
      rows: [{ task_id: bad, kind: 'image-to-video', coins: 30 }, { user: 'operator' }],
    });
    expect((await api.detail(good)).status).toBe(404);
    const wrong = await get(bob, '/transactionRecord/creditsHistory?startDate=yesterday');
    expect(wrong).toMatchObject({ status: 400, errors: [{ field: 'startDate' }] });
  });

  it('gets coins and gives them back, once for a key', async () => {
    const before = await api.coins();
    const give = { username: 'bob', coins: 50 };
    await post(api, '/user/transferCoins', give, 'pocket money');
    const again = await post(api, '/user/transferCoins', give, 'pocket money');
    expect(again.data).toMatchObject({ coins: before - 50, user: { coins: 120 } });
    const other = await post(api, '/user/transferCoins', { ...give, coins: 51 }, 'pocket money');
    expect(other.status).toBe(422);
    const back = { username: 'bob', coins: 20, direction: 'from_user' };
    expect((await post(api, '/user/transferCoins', back)).data).toMatchObject({
      coins: before - 30,
      user: { coins: 100 },
    });
    const tooMuch = await post(api, '/user/transferCoins', { ...back, coins: 101 });
    expect(tooMuch).toMatchObject({ status: 400, message: expect.stringContaining('has 100') });
    expect(await post(bob, '/user/transferCoins', give)).toMatchObject({ status: 404 });
  });

  it('is listed to its parent alone, and ends with all its tokens', async () => {
    expect((await get(api, '/user/list')).data).toMatchObject({
      rows: [{ username: 'bob', coins: 100, status: 'active' }],
      count: 1,
    });
    expect((await get(bob, '/user/list')).data).toEqual({ rows: [], count: 0 });
    const ended = await api.call('DELETE', '/api/v1/user/bob');
    expect(ended.data).toMatchObject({ username: 'bob', status: 'disabled' });
    expect((await bob.detail(tasks[0] ?? '')).status).toBe(401);
    const back = { username: 'bob', coins: 100, direction: 'from_user' };
    expect((await post(api, '/user/transferCoins', back)).data.user.coins).toBe(0);
    expect(await post(api, '/apiToken/add', { username: 'bob' })).toMatchObject({ status: 403 });
  });
});

describe('an API token', () => {
  it('is made, known by its ends, and refused as soon as it is taken back', async () => {
    const { api: ada } = await service.addUser('ada', 0);
    const { data } = await post(ada, '/apiToken/add', { name: 'phone', expiresIn: 3600 });
    const phone = createApi(service.stack.apiUrl, data.token);
    expect((await get(phone, '/user/remainingCoins')).status).toBe(200);
    const listed = await get(phone, '/apiToken/list');
    expect(listed.data.count).toBe(2);
    expect(JSON.stringify(listed.data)).not.toContain(data.token);
    const { token, ...shown } = data;
    expect(listed.data.rows).toContainEqual(shown);
    expect(shown.hint).toBe(`${token.slice(0, 7)}…${token.slice(-4)}`);

    const { api: eve } = await service.addUser('eve', 0);
    expect((await eve.call('DELETE', `/api/v1/apiToken/${shown._id}`)).status).toBe(404);
    expect((await ada.call('DELETE', `/api/v1/apiToken/${shown._id}`)).data._id).toBe(shown._id);
    expect((await get(phone, '/user/remainingCoins')).status).toBe(401);
    expect((await phone.start(mock('takes 1s'))).status).toBe(401);
    expect((await get(ada, '/user/remainingCoins')).status).toBe(200);
  });
});

describe('coins', () => {
  it('become diamonds, once for a key', async () => {
    const { api: cleo } = await service.addUser('cleo', 500, { diamonds: 1 });
    const exchange = (key?: string) => post(cleo, '/user/exchangeDiamonds', { diamonds: 2 }, key);
    expect((await exchange('first')).data).toEqual({ coins: 300, diamonds: 3 });
    expect((await exchange('first')).data).toEqual({ coins: 300, diamonds: 3 });
    expect((await exchange()).data).toEqual({ coins: 100, diamonds: 5 });
    expect(await exchange()).toMatchObject({
      status: 400,
      message: 'Not enough coins: this costs 200, the account has 100.',
    });
    expect(await post(cleo, '/user/exchangeDiamonds', { diamonds: 0 })).toMatchObject({
      status: 400,
      errors: [{ field: 'diamonds' }],
    });
    expect((await history(cleo)).sort()).toEqual([
      '-200 coins exchange',
      '-200 coins exchange',
      '1 diamonds grant',
      '2 diamonds exchange',
      '2 diamonds exchange',
      '500 coins grant',
    ]);
  });
});

describe('a task that costs diamonds', () => {
  const training = '/userVideoTwin/startTraining';
  const avatar = { name: 'Ada', image_url, prompt: '[[mock: takes 1s]]' };

  it('is quoted, and paid with them', async () => {
    const { api: fay } = await service.addUser('fay', 150);
    const endpoint = `/api/v1${training}`;
    const quoted = await post(fay, '/generation/quote', { endpoint, requestBody: avatar });
    expect(quoted.data).toMatchObject({ coins: 0, diamonds: 1, generationRequestValidated: true });
    await post(fay, '/user/exchangeDiamonds', { diamonds: 1 });
    const { data } = await post(fay, training, avatar);
    expect((await get(fay, '/user/remainingCoins')).data).toEqual({ coins: 50, diamonds: 0 });
    await eventually(async () => {
      const { current_status: status } = (await get(fay, `/userVideoTwin/${data._id}`)).data;
      return status === 'completed' || undefined;
    }, 'the avatar');
    expect((await get(fay, '/user/remainingCoins')).data).toEqual({ coins: 50, diamonds: 0 });
    expect((await history(fay))[0]).toBe('-1 diamonds charge');
  });

  it('is paid in coins where they lack, and refused where those lack too', async () => {
    const { api: hal } = await service.addUser('hal', 150);
    expect((await post(hal, training, avatar)).data).toMatchObject({ coins: 100 });
    expect((await get(hal, '/user/remainingCoins')).data).toEqual({ coins: 50, diamonds: 0 });
    expect(await post(hal, training, avatar)).toMatchObject({
      status: 400,
      message: expect.stringContaining('Not enough coins: this costs 100, the account has 50.'),
    });
  });

  it('gives them back when it fails', async () => {
    const { api: gil } = await service.addUser('gil', 0, { diamonds: 1 });
    await post(gil, training, { ...avatar, prompt: '[[mock: fails with moderated]]' });
    await eventually(
      async () => (await get(gil, '/user/remainingCoins')).data.diamonds === 1 || undefined,
      'the refund',
    );
    expect((await history(gil)).slice(0, 2)).toEqual(['1 diamonds refund', '-1 diamonds charge']);
  });
});

describe('a quote', () => {
  const quote = (requestBody: object, endpoint = start) =>
    post(api, '/generation/quote', { endpoint, requestBody });

  it('is what the start then takes, and takes nothing itself', async () => {
    const request = mock('takes 1s', { video_time: 10, number_of_images: 2 });
    const before = await api.coins();
    const { data } = await quote(request);
    expect(data).toMatchObject({
      ...{ kind: 'image-to-video', tasks: 2, coins: 120, diamonds: 0 },
      ...{ generationRequestValidated: true, errors: [] },
    });
    expect(await api.coins()).toBe(before);
    const tasks = (await api.start(request)).data as { _id: string; coins: number }[];
    expect(await api.coins()).toBe(before - data.coins);
    for (const { _id } of tasks) await api.finished(_id);
  });

  it('says what is not right beside the price, and refuses what has none', async () => {
    expect((await quote({ video_time: 20, image_url: 'nowhere' })).data).toMatchObject({
      coins: 120,
      generationRequestValidated: false,
      errors: [{ field: 'image_url' }],
    });
    expect(await quote({ image_url, video_time: 7 })).toMatchObject({
      status: 400,
      errors: [{ field: 'video_time' }],
    });
    const unknown = await quote({}, '/api/v1/user/list');
    expect(unknown).toMatchObject({ status: 400, errors: [{ field: 'endpoint' }] });
    expect(unknown.message).toContain(start);
  });
});

describe('an owner with limits', () => {
  it('is told which one is met and what to do', async () => {
    const limits = { openTasks: 2, tasksPerDay: 4 };
    const { api: dora } = await service.addUser('dora', 1000, { limits });
    const slow = mock('never ends', { number_of_images: 2 });
    const open = (await dora.start(slow)).data as { _id: string }[];
    expect(open).toHaveLength(2);
    expect(await dora.start(mock('takes 1s'))).toMatchObject({
      ...{ status: 429, code: 429, data: null },
      message: expect.stringContaining('may have 2 tasks open at once: 2 are'),
    });
    expect(await dora.coins()).toBe(940);
    const grant = { id: 'invoice 7', coins: 100 };
    const raised = { name: 'dora', grant, limits: { openTasks: 9, tasksPerDay: 4 } };
    const balance = { owner: 'dora', coins: 1040, diamonds: 0 };
    const changed = { ...balance, limits: raised.limits, assignedIds: [], disabled: false };
    expect(await service.changeAccount(raised)).toEqual(changed);
    expect(await service.changeAccount(raised)).toEqual(changed);
    await dora.start(mock('never ends', { number_of_images: 2 }));
    const response = await fetch(`${service.stack.apiUrl}${start}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${(await service.addUser('dora', 0)).user.token}` },
      body: JSON.stringify(mock('takes 1s')),
    });
    expect(response.status).toBe(429);
    expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await response.json()).toMatchObject({
      message: expect.stringContaining('may make 4 tasks a day: 4 were made today'),
    });
    expect(await dora.coins()).toBe(980);
  });
});
