import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { putFile } from '../../../../../functions/aws/s3/put-file.ts';
import { createRequestSigner } from '../../../../../functions/aws/sign-request.ts';
import { startReceiver } from '../../../../fakes/receiver.ts';

const keys = { accessKeyId: 'a', secretAccessKey: 'b' };
const sign = createRequestSigner({ keys, region: 'us-east-1', service: 's3' });
const folder = mkdtempSync(join(tmpdir(), 'put-file-'));
const path = join(folder, 'video');
writeFileSync(path, 'a video');
afterAll(() => rmSync(folder, { recursive: true }));

describe('a file that is stored', () => {
  it('is sent whole, signed, with its length and its type', async () => {
    await using bucket = await startReceiver(200);
    await putFile(sign, bucket.url, path, 'video/mp4');
    expect(bucket.requests[0]).toMatchObject({
      body: 'a video',
      headers: {
        authorization: expect.stringContaining('AWS4-HMAC-SHA256'),
        'content-length': '7',
        'content-type': 'video/mp4',
      },
    });
  });

  it('is not taken for stored when S3 refuses it or does not answer', async () => {
    await using busy = await startReceiver((response) => response.writeHead(503).end('SlowDown'));
    await expect(putFile(sign, busy.url, path, 'video/mp4')).rejects.toThrow('503');
    await using gone = await startReceiver((response) => response.destroy());
    await expect(putFile(sign, gone.url, path, 'video/mp4')).rejects.toThrow('socket hang up');
    await expect(putFile(sign, gone.url, `${path}2`, 'video/mp4')).rejects.toThrow('ENOENT');
  });
});
