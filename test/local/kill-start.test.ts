import { mkdtempSync, rmSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import { SMALLEST_VIDEO } from '../../functions/providers/mock/smallest-video.ts';
import { type ReceivedRequest, startReceiver } from '../fakes/receiver.ts';
import { eventually } from './eventually.ts';
import { freePort } from './free-port.ts';
import { startProcess } from './process.ts';

const tasks = '/api/v1/userImage2Video';
const request = { image_url: 'https://example.com/photo.jpg' };

/** A service with A2E's API that is paid for every task it makes, and whose first answer never comes. */
function upstream({ url, headers }: ReceivedRequest, response: ServerResponse, isFirst: boolean) {
  if (url === '/video.mp4') {
    return void response
      .writeHead(200, { 'content-type': 'video/mp4' })
      .end(Buffer.from(SMALLEST_VIDEO, 'base64'));
  }
  if (isFirst) return undefined;
  const record = {
    _id: '0123456789abcdef01234567',
    current_status: url === `${tasks}/start` ? 'initialized' : 'completed',
    result_url: `http://${headers.host}/video.mp4`,
  };
  return void response.writeHead(200).end(JSON.stringify({ code: 0, data: record }));
}

describe('a stack that is killed with -9 while a provider is being asked to start', () => {
  let dataDirectory: string;
  let port: number;
  beforeEach(async () => {
    dataDirectory = mkdtempSync(join(tmpdir(), 'reelhook-kill-start-'));
    port = await freePort();
  });
  afterEach(() => rmSync(dataDirectory, { recursive: true, force: true }));

  /**
   * Kills the stack at the start's first request, starts it again and answers the record and the starts.
   * @param left what the account has in the end: a failed task's price is back a moment after its record says so
   */
  async function killAtStart(settings: object, left: number) {
    let starts = 0;
    await using provider = await startReceiver((response, received) => {
      if (received.url === `${tasks}/start`) starts += 1;
      upstream(received, response, received.url === `${tasks}/start` && starts === 1);
    });
    const providers = [
      {
        type: 'a2e',
        baseUrl: `http://127.0.0.1:${provider.port}`,
        limits: { inFlight: 1 },
        models: [{ name: 'a2e', like: 'a2e', expectedSeconds: 1 }],
        ...settings,
      },
      'embedded',
    ];
    const environment = {
      PROVIDERS: JSON.stringify(providers),
      A2E_TOKEN: 'sk_upstream',
      ASSEMBLY_DIR: inject('assemblyDirectory'),
    };
    await using first = await startProcess(dataDirectory, port, environment);
    const { data } = await first.api.start(request);
    await eventually(async () => (starts === 1 ? true : undefined), 'the start');
    await first.kill();

    await using second = await startProcess(dataDirectory, port, environment);
    const record = await second.api.finished(data._id);
    await second.api.coinsBecome(left);
    const { data: load } = await second.api.call('GET', '/api/v1/providers');
    await second.stop();
    const keys = provider.requests
      .filter(({ url }) => url === `${tasks}/start`)
      .map(({ headers }) => headers['idempotency-key']);
    return { record, keys, load: load.providers['image-to-video'][0] };
  }

  it('does not ask again, says so, and gives the coins back', async () => {
    const { record, keys, load } = await killAtStart({}, 1_000_000);
    expect(record).toMatchObject({
      current_status: 'failed',
      failed_code: 'start_outcome_unknown',
      provider: 'a2e',
    });
    expect(keys).toHaveLength(1);
    expect(load).toMatchObject({ in_flight: 0, waiting: 0 });
  });

  it('asks again under the same key where that makes no second task', async () => {
    const settings = { honoursIdempotencyKey: true };
    const { record, keys } = await killAtStart(settings, 1_000_000 - 30);
    expect(record).toMatchObject({ current_status: 'completed', provider: 'a2e' });
    expect(keys).toEqual([record._id, record._id]);
  });
});
