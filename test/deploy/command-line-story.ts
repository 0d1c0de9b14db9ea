import { execFile, execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect } from 'vitest';
import { exitCodes } from '../../functions/cli/exit-codes.ts';
import { createCaller, type Outputs } from './deployment.ts';
import type { Emulator } from './emulator.ts';

/** What an operator does with `reelhook --stack`, which finds everything by the stack's outputs. */
export async function tellCommandLineStory(
  root: string,
  { emulator, stackName, folder }: { emulator: Emulator; stackName: string; folder: string },
  outputs: Outputs,
  shown: (what: string) => void,
): Promise<void> {
  const env = { ...emulator.environment, HOME: folder };
  const reelhook = (...args: string[]) =>
    new Promise<{ code: number; out: string; err: string }>((resolve) => {
      const program = join(root, 'functions/cli/main.ts');
      execFile(process.execPath, [program, ...args], { cwd: folder, env }, (error, out, err) =>
        resolve({ code: error ? Number(error.code) : 0, out, err }),
      );
    });
  const user = async (...args: string[]) => {
    const { code, out, err } = await reelhook('user', ...args, '--stack', stackName, '--json');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    return JSON.parse(out);
  };
  execFileSync(process.execPath, ['test/typed-client/write-api-types.ts'], { cwd: root });
  const { token } = await user('add', 'grace', '--coins', '100');
  const grants = ['grant', 'grace', '--coins', '5', '--id', 'once'];
  await user(...grants);
  expect(await user(...grants)).toMatchObject({ coins: 105 });
  const call = createCaller(emulator, outputs['ApiUrl'] ?? '', token);
  const balance = await call('GET', '/api/v1/user/remainingCoins');
  expect(balance.body.data).toMatchObject({ coins: 105 });
  expect(await user('disable', 'grace')).toMatchObject({ disabled: true });
  const refused = await call('GET', '/api/v1/user/remainingCoins');
  expect(refused.status).toBe(401);
  shown('reelhook user add, grant and disable --stack: the token works, and then no more');

  const taken = await reelhook('user', 'add', 'grace', '--stack', stackName);
  expect(taken.code).toBe(exitCodes.refused.code);
  const missing = await reelhook('user', 'add', 'a', '--stack', 'Nowhere');
  expect(missing.code).toBe(exitCodes.failed.code);
  expect(missing.err).toContain('Nowhere');
  const doctor = await reelhook('doctor', '--stack', stackName, '--json');
  expect(JSON.parse(doctor.out)).toContainEqual({
    ...{ subject: 'Stack', state: 'good', words: outputs['ApiUrl'] },
  });
  shown('reelhook says what a stack refuses, and that there is none; doctor --stack finds one');
}
