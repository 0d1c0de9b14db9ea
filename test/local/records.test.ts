import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startReceiver } from '../fakes/receiver.ts';
import { eventually } from './eventually.ts';
import { servesPhoto, startService } from './service.ts';

const nobodyListens = 'http://127.0.0.1:9/nobody-listens.jpg';

describe('the records of tasks', () => {
  let photos: Awaited<ReturnType<typeof startReceiver>>;
  let service: Awaited<ReturnType<typeof startService>>;
  beforeAll(async () => {
    photos = await startReceiver(servesPhoto);
    service = await startService();
  });
  afterAll(async () => {
    await service[Symbol.asyncDispose]();
    await photos[Symbol.asyncDispose]();
  });

  it('show the progress, can’t be deleted meanwhile, and can afterwards, with their files', async () => {
    const { data } = await service.api.start({ image_url: photos.url });
    const seen = new Set<string>();
    const watch = setInterval(async () => {
      const { data: record } = await service.api.detail(data._id);
      seen.add(record.current_status);
      if (record.current_status === 'processing') seen.add(`${record.process > 0}`);
    }, 200);
    await eventually(async () => seen.has('processing') || undefined, 'the work to be under way');
    expect(await service.api.remove(data._id)).toMatchObject({ status: 400 });
    const record = await service.api.finished(data._id);
    clearInterval(watch);
    expect(record.current_status).toBe('completed');
    expect([...seen]).toEqual(expect.arrayContaining(['processing', 'true']));

    const file = await fetch(record.result_url);
    expect([file.status, file.headers.get('cache-control')]).toEqual([200, 'public, max-age=3600']);
    const before = await service.api.coins();
    expect(await service.api.remove(data._id)).toMatchObject({ status: 200, code: 0 });
    expect((await service.api.detail(data._id)).status).toBe(404);
    expect((await fetch(record.result_url)).ok).toBe(false);
    expect((await service.api.remove(data._id)).status).toBe(404);
    expect(await service.api.coins()).toBe(before);
  });

  it('are listed newest first, in pages', async () => {
    for (const name of ['one', 'two', 'three']) {
      await service.api.start({ name, image_url: nobodyListens });
    }
    const names = async (query: string) => {
      const { data } = await service.api.list(query);
      return { count: data.count, names: data.rows.map((row: { name: string }) => row.name) };
    };
    expect(await names('')).toEqual({ count: 3, names: ['three', 'two', 'one'] });
    expect(await names('?pageNum=2&pageSize=2')).toEqual({ count: 3, names: ['one'] });
    expect(await names('?pageNum=9')).toEqual({ count: 3, names: [] });
    expect((await service.api.list('?pageSize=101')).status).toBe(400);
    expect((await service.api.list('?pageNum=0')).status).toBe(400);
  });

  it('answer in a batch, by id', async () => {
    const ids = (await service.api.list()).data.rows.map((row: { _id: string }) => row._id);
    const batch = { ids: [...ids, '0'.repeat(24)] };
    const { data } = await service.api.call('POST', '/api/v1/userImage2Video/batchDetail', batch);
    expect(data.map((row: { _id: string }) => row._id).sort()).toEqual([...ids].sort());
  });

  it('tell how long tasks take on average', async () => {
    const { data } = await service.api.call('GET', '/api/v1/userImage2Video/avgProcessingTime');
    expect(data).toHaveProperty('avgProcessingTime');
  });

  it('are found under paths in any case', async () => {
    const answer = await service.api.call('GET', '/API/V1/USERIMAGE2VIDEO/ALLRECORDS');
    expect(answer).toMatchObject({ status: 200, data: { count: 3 } });
  });
});
