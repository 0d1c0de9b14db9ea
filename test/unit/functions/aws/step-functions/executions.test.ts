import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, expect, it } from 'vitest';
import type { createExecutions } from '../../../../../functions/aws/step-functions/executions.ts';
import { withoutUnusedParts } from '../../../../../infra/without-unused-parts.ts';
import { startReceiver } from '../../../../fakes/receiver.ts';

const folder = mkdtempSync(join(tmpdir(), 'executions-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** As the sweep has it: the SDK's client without what our bundles leave out, the classes of its errors among it. */
async function bundleExecutions(): Promise<
  (endpoint: string) => ReturnType<typeof createExecutions>
> {
  const outfile = join(folder, 'executions.cjs');
  await build({
    stdin: {
      contents: `
        import { SFNClient } from '@aws-sdk/client-sfn';
        import { createExecutions } from './functions/aws/step-functions/executions.ts';
        const credentials = { accessKeyId: 'id', secretAccessKey: 'secret' };
        export const open = (endpoint) => createExecutions(
          new SFNClient({ endpoint, credentials, region: 'us-east-1', maxAttempts: 1 }),
          'arn:aws:states:us-east-1:000000000000:stateMachine:Tasks');`,
      resolveDir: join(import.meta.dirname, '../../../../..'),
    },
    ...{ bundle: true, outfile, logLevel: 'error', format: 'cjs', platform: 'node' },
    mainFields: ['module', 'main'],
    plugins: [withoutUnusedParts],
  });
  return createRequire(import.meta.url)(outfile).open;
}

it('an execution that was never started is missing, and a refusal for another reason is thrown', async () => {
  const open = await bundleExecutions();
  await using states = await startReceiver((response) => {
    const __type = states.requests.length === 1 ? 'ExecutionDoesNotExist' : 'AccessDeniedException';
    response.writeHead(400).end(JSON.stringify({ __type, message: 'No.' }));
  });
  const executions = open(new URL(states.url).origin);
  expect(await executions.state('a-task')).toBe('missing');
  await expect(executions.state('a-task')).rejects.toMatchObject({ name: 'AccessDeniedException' });
});
