import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readListenOptions } from '../../../../functions/cli/listen-options.ts';

const folder = mkdtempSync(join(tmpdir(), 'reelhook-listen-'));
afterAll(() => rmSync(folder, { recursive: true }));
const firstUserFile = join(folder, 'first-user.json');
writeFileSync(firstUserFile, JSON.stringify({ owner: 'operator', token: 'sk_first' }));

function read(argv: string[], token?: string) {
  return readListenOptions(argv, { token, firstUserFile });
}

describe('the options of listen', () => {
  it('need a target only; the rest is the local server’s', () => {
    expect(read(['--forward', 'http://localhost:3000/hook'])).toEqual({
      forward: 'http://localhost:3000/hook',
      url: 'http://localhost:8787',
      token: 'sk_first',
    });
  });

  it('can name a server, a token and a time', () => {
    const argv = ['--forward', 'http://localhost:3000', '--url', 'https://api.example.com/'];
    expect(read([...argv, '--token', 'sk_given', '--since', '2026-11-23T09:00:00Z'])).toEqual({
      forward: 'http://localhost:3000/',
      url: 'https://api.example.com',
      token: 'sk_given',
      since: '2026-11-23T09:00:00.000Z',
    });
    expect(read(argv, 'sk_environment').token).toBe('sk_environment');
  });

  it.each([
    [[], '--forward is required.'],
    [['--forward', 'localhost:3000'], 'is not an http or https URL'],
    [['--forward', 'http://localhost', '--url', 'nowhere'], '--url nowhere is not'],
    [['--forward', 'http://localhost', '--since', 'once'], '--since once is not a time'],
    [['--frward', 'http://localhost'], '--frward'],
  ])('%j are refused in words', (argv, words) => {
    expect(() => read(argv)).toThrow(words);
  });

  it('say how to give a token when there is none', () => {
    const surroundings = { token: undefined, firstUserFile: join(folder, 'nothing.json') };
    const argv = ['--forward', 'http://localhost'];
    expect(() => readListenOptions(argv, surroundings)).toThrow('give --token or REELHOOK_TOKEN');
  });
});
