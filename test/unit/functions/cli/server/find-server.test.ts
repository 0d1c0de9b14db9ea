import { mkdtempSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  readLogin,
  removeLogin,
  writeLogin,
} from '../../../../../functions/cli/server/configuration.ts';
import { findServer, getNamedServer } from '../../../../../functions/cli/server/find-server.ts';
import { createCliContext } from '../../../../fakes/cli-context.ts';

let configurationDirectory: string;
beforeEach(() => {
  configurationDirectory = join(mkdtempSync(join(tmpdir(), 'reelhook-cli-')), 'reelhook');
});
const context = (environment: Record<string, string> = {}) =>
  createCliContext({ configurationDirectory, environment });

describe('the server that is called', () => {
  it('is that of the option, then of the environment, then of the login', () => {
    writeLogin(configurationDirectory, { server: 'https://kept.test', token: 'sk_kept' });
    const environment = { REELHOOK_URL: 'https://set.test/', REELHOOK_TOKEN: 'sk_set' };
    const option = { server: 'https://said.test/api/', token: 'sk_said' };
    expect(getNamedServer(context(environment), option)).toEqual({
      baseUrl: 'https://said.test/api',
      token: 'sk_said',
    });
    expect(getNamedServer(context(environment), {})).toEqual({
      baseUrl: 'https://set.test',
      token: 'sk_set',
    });
    expect(getNamedServer(context(), {})).toEqual({
      baseUrl: 'https://kept.test',
      token: 'sk_kept',
    });
    expect(getNamedServer(context(), { data: '/elsewhere' })).toBeUndefined();
  });

  it('needs a token and an address', () => {
    const server = 'https://said.test';
    expect(() => getNamedServer(context(), { server })).toThrow('There is no token for');
    expect(() => getNamedServer(context(), { server: 'ftp://x' })).toThrow("no server's address");
  });

  it('is nobody in words', async () => {
    await expect(findServer(context(), {})).rejects.toThrow('reelhook start');
  });
});

it('a login is kept for its user alone, and forgotten', () => {
  expect(readLogin(configurationDirectory)).toBeUndefined();
  const login = { server: 'https://kept.test', token: 'sk_kept' };
  const path = writeLogin(configurationDirectory, login);
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(readLogin(configurationDirectory)).toEqual(login);
  removeLogin(configurationDirectory);
  expect(readLogin(configurationDirectory)).toBeUndefined();
});
