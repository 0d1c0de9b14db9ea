import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startReceiver } from '../fakes/receiver.ts';
import type { Api } from './api.ts';
import { servesPhoto, startService } from './service.ts';

describe('two owners', () => {
  let photos: Awaited<ReturnType<typeof startReceiver>>;
  let service: Awaited<ReturnType<typeof startService>>;
  let bob: Api;
  let id: string;
  beforeAll(async () => {
    photos = await startReceiver(servesPhoto);
    service = await startService();
    bob = (await service.addUser('bob', 50)).api;
    id = (await service.api.start({ image_url: photos.url })).data._id;
  });
  afterAll(async () => {
    await service[Symbol.asyncDispose]();
    await photos[Symbol.asyncDispose]();
  });

  it('can’t see each other’s tasks', async () => {
    expect((await bob.detail(id)).status).toBe(404);
    expect((await bob.list()).data).toEqual({ rows: [], count: 0 });
    const batch = await bob.call('POST', '/api/v1/userImage2Video/batchDetail', { ids: [id] });
    expect(batch.data).toEqual([]);
  });

  it('can’t delete each other’s tasks', async () => {
    expect((await bob.remove(id)).status).toBe(404);
    expect((await service.api.detail(id)).status).toBe(200);
  });

  it('pay with their own coins', async () => {
    const poor = { image_url: photos.url, number_of_images: 2 };
    const refused = await bob.start(poor);
    expect(refused).toMatchObject({ status: 400, code: 400 });
    expect(refused.message).toBe('Not enough coins: this costs 60, the account has 50.');
    expect(await bob.coins()).toBe(50);
    expect(await service.api.coins()).toBe(9970);
  });

  it('may use the same idempotency key', async () => {
    const key = { 'idempotency-key': 'same' };
    const body = { image_url: 'http://127.0.0.1:9/nothing.jpg' };
    const [hers, his] = [await service.api.start(body, key), await bob.start(body, key)];
    expect(hers.data._id).not.toBe(his.data._id);
    expect((await service.api.start(body, key)).data._id).toBe(hers.data._id);
    expect((await service.api.start({ ...body, prompt: 'x' }, key)).status).toBe(422);
  });

  it('are known by their tokens only', async () => {
    for (const authorization of ['', 'Bearer', 'Bearer sk_wrong', 'Basic abc', 'sk_wrong']) {
      const answer = await bob.call('GET', '/api/v1/user/remainingCoins', undefined, {
        authorization,
      });
      expect(answer).toMatchObject({ status: 401, code: 401 });
    }
  });
});
