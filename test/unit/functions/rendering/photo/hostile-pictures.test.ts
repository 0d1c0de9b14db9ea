import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, it } from 'vitest';
import { plain } from './pictures.ts';

const directory = await mkdtemp(join(tmpdir(), 'hostile-pictures-'));
afterAll(() => rm(directory, { recursive: true }));
/** Of a decoding, on a machine that is busy with other things; in milliseconds. */
const TIMEOUT = 60_000;
const PROCESS = join(import.meta.dirname, 'decode-process.ts');

/** What decoding takes, in a process of its own. */
async function measure(bytes: Uint8Array): Promise<{ seconds: number; megabytes: number }> {
  const file = join(directory, 'picture');
  await writeFile(file, bytes);
  const { stdout } = await promisify(execFile)(process.execPath, [PROCESS, file], {
    timeout: TIMEOUT,
  });
  return JSON.parse(stdout);
}

describe('the largest pictures and the oddest shapes', () => {
  it.each<[name: string, make: () => Promise<Buffer>]>([
    ['PNG of 128x100,000 pixels', () => plain('#305080', 128, 100_000).png().toBuffer()],
    [
      '16-bit PNG of 79 megapixels, lying',
      () =>
        plain('#305080', 8900, 8900)
          .toColourspace('rgb16')
          .withMetadata({ orientation: 6 })
          .png({ compressionLevel: 1 })
          .toBuffer(),
    ],
    [
      'lossless WebP of 50 megapixels',
      async () => Buffer.from('UklGRh4AAABXRUJQVlA4TBEAAAAvV9vuBgdQqMIUsP+BiOh/AAA=', 'base64'),
    ],
    ['AVIF of 45 megapixels', () => plain('#305080', 6700, 6700).avif({ effort: 0 }).toBuffer()],
  ])(
    'a %s takes less than 1 GB and 10 s',
    async (name, make) => {
      const bytes = await make();
      const { seconds, megabytes } = await measure(bytes);
      const took = `${seconds.toFixed(1)} s of CPU, ${megabytes.toFixed(0)} MB`;
      process.stdout.write(`${name} (${bytes.length} bytes): ${took}\n`);
      expect(megabytes).toBeLessThan(1000);
      expect(seconds).toBeLessThan(10);
    },
    2 * TIMEOUT,
  );
});
