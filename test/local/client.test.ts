import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ApiFailure } from '../../functions/client/api-failure.ts';
import { Reelhook } from '../../functions/client/reelhook.ts';
import { TaskFailure } from '../../functions/client/task-failure.ts';
import { startReceiver } from '../fakes/receiver.ts';
import { launchBrowser, whyNoBrowser } from './browser.ts';
import { eventually } from './eventually.ts';
import { startService } from './service.ts';

const root = join(import.meta.dirname, '../..');
const photo = readFileSync(join(root, 'docs/samples/rocket.jpg'));
const isMp4 = (bytes: ArrayBuffer) => Buffer.from(bytes).toString('latin1', 4, 8) === 'ftyp';

describe('the client', () => {
  let service: Awaited<ReturnType<typeof startService>>;
  let reelhook: Reelhook;
  beforeAll(async () => {
    service = await startService({ environment: { PROVIDERS: '["embedded","mock"]' } });
    const { token, signingSecret } = service.user;
    reelhook = new Reelhook({ baseUrl: `${service.stack.apiUrl}/`, token, signingSecret });
  });
  afterAll(() => service[Symbol.asyncDispose]());

  it('uploads a photo, follows the task, answers the video, and knows its webhook', async () => {
    await using receiver = await startReceiver(200);
    const states: string[] = [];
    const input = { image_url: new Uint8Array(photo), prompt: 'slow push in' };
    const done = await reelhook.run(
      'image-to-video',
      { ...input, webhook_url: receiver.url },
      { onUpdate: ({ current_status }) => states.push(current_status) },
    );
    expect(states.at(-1)).toBe('completed');
    expect(done).toMatchObject({ kind: 'image-to-video', record: { video_time: 5, coins: 30 } });
    expect(isMp4(await (await fetch(done.result_url)).arrayBuffer())).toBe(true);
    const request = await eventually(async () => receiver.requests[0], 'the webhook');
    const event = await reelhook.webhooks.verify(request);
    expect(event).toMatchObject({ type: 'task.completed', data: { _id: done._id } });
    // Another process, later.
    expect(await reelhook.result(done._id)).toEqual(done);
  });

  it('starts the same task twice with one key, although the first answer is lost', async () => {
    let lost = 0;
    const unlucky = new Reelhook({
      baseUrl: service.stack.apiUrl,
      token: service.user.token,
      async fetch(request) {
        const response = await fetch(request);
        if (request.method === 'GET' || lost > 0) return response;
        lost += 1;
        throw new TypeError('fetch failed');
      },
    });
    const before = await service.api.coins();
    const input = { image_url: 'http://127.0.0.1:9/gone.jpg', number_of_images: 2 };
    const tasks = await unlucky.startAll('image-to-video', input);
    expect([lost, tasks.length]).toEqual([1, 2]);
    const failures = await Promise.all(
      tasks.map(({ _id }) => unlucky.result(_id).catch((error: unknown) => error)),
    );
    for (const failure of failures) {
      expect(failure).toBeInstanceOf(TaskFailure);
      expect(failure).toMatchObject({ code: 'image_unreachable' });
    }
    await service.api.coinsBecome(before);
  });

  it('says which fields are wrong', async () => {
    const input = { image_url: 'nonsense', video_time: 7 } as never;
    const failure = await reelhook.start('image-to-video', input).catch((error) => error);
    expect(failure).toBeInstanceOf(ApiFailure);
    expect(failure.status).toBe(400);
    expect(failure.fields.map(({ field }: { field: string }) => field).sort()).toEqual([
      'image_url',
      'video_time',
    ]);
    await expect(reelhook.get('0'.repeat(24))).rejects.toMatchObject({ status: 404 });
  });

  it.skipIf(whyNoBrowser)(`does the same in a browser${whyNoBrowser ?? ''}`, async () => {
    const { outputFiles } = await build({
      absWorkingDir: root,
      entryPoints: ['functions/client/reelhook.ts'],
      bundle: true,
      write: false,
      platform: 'browser',
      format: 'iife',
      globalName: 'reelhook',
      logLevel: 'error',
    });
    const browser = await launchBrowser();
    try {
      const page = await browser.newPage();
      await page.goto(`${service.stack.apiUrl}/console`);
      const settings = JSON.stringify({
        baseUrl: service.stack.apiUrl,
        token: service.user.token,
      });
      // Evaluated over the debugger's connection: the page's own policy would refuse it as a script.
      const done = await page.evaluate<{ result_url: string; states: string[] }>(`(async () => {
        ${outputFiles[0]?.text};
        const client = new reelhook.Reelhook(${settings});
        const image_url = await (await fetch('/console/rocket.jpg')).blob();
        const states = [];
        const onUpdate = ({ current_status }) => states.push(current_status);
        const task = await client.run('image-to-video', { image_url, provider: 'mock' }, { onUpdate });
        return { result_url: task.result_url, states };
      })()`);
      expect(done.states.at(-1)).toBe('completed');
      expect(isMp4(await (await fetch(done.result_url)).arrayBuffer())).toBe(true);
    } finally {
      await browser.close();
    }
  });
});
