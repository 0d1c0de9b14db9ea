import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { codeSample, languages } from '../../../../functions/console/data/code-samples.ts';
import { startReceiver } from '../../../fakes/receiver.ts';

const programs = {
  curl: { file: 'sample.sh', command: 'sh', needs: 'curl' },
  TypeScript: { file: 'sample.mts', command: process.execPath, needs: process.execPath },
  Python: { file: 'sample.py', command: 'python3', needs: 'python3' },
};

/** What any of the languages might read as something else. */
const body = {
  prompt: 'it\'s "true", not null: 100 % \\ $HOME `x` $(date)\nsecond line, é ✓ 🚀',
  video_time: 5,
  audio: true,
  seed: null,
  images: ['https://example.com/a.jpg', { url: 'https://example.com/b.jpg', fit: false }],
};

describe('a request as code, run as it is printed', () => {
  let directory: string;
  beforeAll(() => {
    directory = mkdtempSync(join(tmpdir(), 'reelhook-samples-'));
  });
  afterAll(() => rmSync(directory, { recursive: true, force: true }));

  const run = (command: string, ...values: string[]) =>
    new Promise<string | undefined>((resolve) => {
      const env = { ...process.env, REELHOOK_TOKEN: 'sk_test' };
      execFile(command, values, { env }, (error, text) => resolve(error ? undefined : text));
    });

  it.each(languages)(
    'sends it (%s)',
    async (language) => {
      const { file, command, needs } = programs[language];
      if ((await run(needs, '--version')) === undefined) return;
      await using receiver = await startReceiver((response) => void response.end('{"code":0}'));
      const path = join(directory, file);
      writeFileSync(path, codeSample(language, { url: receiver.url, body }));
      expect(await run(command, path)).toMatch(/code.*0/);
      const [request] = receiver.requests;
      expect(request?.headers).toMatchObject({
        authorization: 'Bearer sk_test',
        'content-type': 'application/json',
      });
      expect(JSON.parse(request?.body ?? '')).toEqual(body);
    },
    30_000,
  );
});
