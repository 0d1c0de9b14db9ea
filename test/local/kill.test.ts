import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Webhook } from 'standardwebhooks';
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import { startReceiver } from '../fakes/receiver.ts';
import { eventually } from './eventually.ts';
import { freePort } from './free-port.ts';
import { startProcess } from './process.ts';
import { servesPhoto } from './service.ts';

/** The template that all stories run, so that a start need not synthesize it again. */
const synthesized = { ASSEMBLY_DIR: inject('assemblyDirectory') };

describe('a stack that is killed with -9', () => {
  let dataDirectory: string;
  let port: number;
  beforeEach(async () => {
    dataDirectory = mkdtempSync(join(tmpdir(), 'reelhook-kill-'));
    port = await freePort();
  });
  afterEach(() => rmSync(dataDirectory, { recursive: true, force: true }));

  it.each([
    ['as soon as the task is accepted', 'initialized', 'embedded'],
    ['while the provider is waited for', 'sent', 'mock'],
    ['during the render', 'processing', 'embedded'],
  ])('%s, finishes the task after the restart, once', async (_when, status, provider) => {
    await using photos = await startReceiver(servesPhoto);
    await using receiver = await startReceiver(200);
    const settings = { ...synthesized, PROVIDERS: provider };
    await using first = await startProcess(dataDirectory, port, settings);
    const prompt = provider === 'mock' ? '[[mock: takes 2s]]' : 'slow push in';
    const body = { image_url: photos.url, prompt, webhook_url: receiver.url };
    const { data } = await first.api.start(body);
    await eventually(async () => {
      const { data: record } = await first.api.detail(data._id);
      return record.current_status === status || status === 'initialized' ? true : undefined;
    }, status);
    await first.kill();

    await using second = await startProcess(dataDirectory, port, settings);
    expect(second.user).toEqual(first.user);
    const record = await second.api.finished(data._id);
    expect(record).toMatchObject({ current_status: 'completed', coins: 30 });
    expect((await fetch(record.result_url)).status).toBe(200);
    expect(await second.api.coins()).toBe(1_000_000 - 30);
    expect((await second.api.list()).data.count).toBe(1);
    const callback = await eventually(async () => receiver.requests[0], 'the callback');
    const headers = callback.headers as Record<string, string>;
    new Webhook(second.user.signingSecret).verify(callback.body, headers);
    await second.stop();
    const ids = new Set(receiver.requests.map((request) => request.headers['webhook-id']));
    expect(ids.size).toBe(1);
  });

  it('between completion and callback, sends the callback after the restart', async () => {
    await using photos = await startReceiver(servesPhoto);
    let isUp = false;
    await using receiver = await startReceiver(
      (response) => void response.writeHead(isUp ? 200 : 503).end(),
    );
    const settings = { ...synthesized, PROVIDERS: 'mock' };
    await using first = await startProcess(dataDirectory, port, settings);
    const body = { image_url: photos.url, webhook_url: receiver.url };
    const { data } = await first.api.start(body);
    await first.api.finished(data._id);
    await eventually(async () => receiver.requests[0], 'the first attempt');
    await first.kill();

    isUp = true;
    await using second = await startProcess(dataDirectory, port, settings);
    const callback = await eventually(async () => receiver.requests[1], 'the second attempt');
    const event = new Webhook(second.user.signingSecret).verify(
      callback.body,
      callback.headers as Record<string, string>,
    );
    expect(event).toMatchObject({ type: 'task.completed', data: { _id: data._id } });
    expect(callback.headers['webhook-id']).toBe(receiver.requests[0]?.headers['webhook-id']);
    await second.stop();
  });

  it('and one that is asked to stop both leave the folder free for the next', async () => {
    await using first = await startProcess(dataDirectory, port, synthesized);
    await first.kill();
    await using second = await startProcess(dataDirectory, port, synthesized);
    expect(await second.stop()).toBe(0);
    await using third = await startProcess(dataDirectory, port, synthesized);
    await expect(startProcess(dataDirectory, port, synthesized)).rejects.toThrow(/in use/);
    expect(await third.stop()).toBe(0);
  });
});
