import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ensureFirstUser } from '../../../../infra/local/first-user.ts';
import { welcome } from '../../../../infra/local/welcome.ts';
import { runStack, temporaryDirectory, writeAssembly } from './fixture.ts';

const code = `exports.handler = async ({ name, coins }) => ({
  owner: name + coins, token: 'sk_' + Math.random(), signingSecret: 'whsec_x' });`;

it('the first start makes a user, and later starts find it', async () => {
  const stack = await runStack(
    writeAssembly({
      functions: { CreateUser: code },
      template: {
        Outputs: {
          CreateUserFunctionName: { Value: { Ref: 'CreateUser' } },
          FirstTask: { Value: 'curl -H "Authorization: Bearer $TOKEN" there' },
        },
      },
    }),
  );
  const path = join(temporaryDirectory(), 'first-user.json');
  const user = await ensureFirstUser(stack, path, 500);
  expect(user).toMatchObject({ owner: 'operator500', signingSecret: 'whsec_x' });
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual(user);
  expect(await ensureFirstUser(stack, path, 500)).toEqual(user);
  const problems = ['The key of fal is missing.'];
  const text = welcome(stack, { user, dataDirectory: '/data', host: '127.0.0.1', problems });
  expect(text).toContain('The key of fal is missing.');
  expect(text).toContain(`curl -H "Authorization: Bearer ${user?.token}" there`);
  expect(text).toContain(stack.apiUrl);
});

it('a template without users has none', async () => {
  const stack = await runStack(writeAssembly({}));
  const path = join(temporaryDirectory(), 'first-user.json');
  expect(await ensureFirstUser(stack, path, 500)).toBeUndefined();
});
