import { fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { skippingClock } from '../../../../../../infra/local/clock.ts';
import { nextAttempt } from '../../../../../../infra/local/engines/functions/event-queue.ts';
import { patient, runStack, signer, temporaryDirectory, writeAssembly } from '../../fixture.ts';

/** Writes the time of each attempt to the file it is given, and fails until the last. */
const flaky = `
  const { appendFileSync, readFileSync } = require('node:fs');
  exports.handler = async ({ file, failures }) => {
    appendFileSync(file, Date.now() + '\\n');
    if (readFileSync(file, 'utf8').split('\\n').length - 1 <= failures) throw new Error('not yet');
  };`;

/** Hangs the first time it is called with the file. */
const slow = `
  const { appendFileSync, existsSync } = require('node:fs');
  exports.handler = async ({ file }) => {
    const isFirst = !existsSync(file);
    appendFileSync(file, 'started\\n');
    if (isFirst) await new Promise((resolve) => setTimeout(resolve, 600_000));
    appendFileSync(file, 'finished\\n');
  };`;

function send(endpointUrl: string, name: string, payload: object) {
  const url = `${endpointUrl}/2015-03-31/functions/${name}/invocations`;
  const headers = { 'x-amz-invocation-type': 'Event' };
  return signer('lambda').fetch(url, { method: 'POST', headers, body: JSON.stringify(payload) });
}

function createLines(file: string): string[] {
  return existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter(Boolean) : [];
}

describe('an asynchronous invocation', () => {
  it('is tried again after one minute and after two more, on the clock of the stack, and given up then', async () => {
    const assemblyDirectory = writeAssembly({ functions: { Flaky: flaky } });
    const options = {
      clock: skippingClock(),
      dataDirectory: join(temporaryDirectory(), 'data'),
    };
    const stack = await runStack(assemblyDirectory, options);
    const file = join(temporaryDirectory(), 'attempts');
    expect((await send(stack.endpointUrl, 'Flaky', { file, failures: 9 })).status).toBe(202);
    await expect.poll(() => stack.log.at(-1)?.message, patient).toMatch(/^gave up an asynchronous/);
    const times = createLines(file).map(Number);
    const waits = times.slice(1).map((time, index) => time - (times[index] ?? 0));
    expect(waits.map((wait) => Math.floor(wait / 60_000))).toEqual([1, 2]);

    await stack.stop();
    const restarted = await runStack(assemblyDirectory, options);
    await restarted.invoke('Flaky', { file, failures: 0 });
    expect(createLines(file)).toHaveLength(4);
  });

  it('follows the limits of its EventInvokeConfig', async () => {
    const limits = {
      Type: 'AWS::Lambda::EventInvokeConfig',
      Properties: { FunctionName: { Ref: 'Flaky' }, MaximumRetryAttempts: 0, Qualifier: '$LATEST' },
    };
    const stack = await runStack(
      writeAssembly({ functions: { Flaky: flaky }, resources: { Limits: limits } }),
      { clock: skippingClock() },
    );
    const file = join(temporaryDirectory(), 'attempts');
    await send(stack.endpointUrl, 'Flaky', { file, failures: 9 });
    await expect.poll(() => stack.log.at(-1)?.message, patient).toMatch(/^gave up an asynchronous/);
    expect(createLines(file)).toHaveLength(1);
  });

  it('is finished after a restart when the process was killed in the middle of it', async () => {
    const assemblyDirectory = writeAssembly({
      functions: { Slow: slow },
      properties: { Slow: { Timeout: 60 } },
    });
    const dataDirectory = join(temporaryDirectory(), 'data');
    const file = join(temporaryDirectory(), 'steps');
    using child = fork(join(import.meta.dirname, '../../stack-process.ts'), [
      assemblyDirectory,
      dataDirectory,
    ]);
    const [{ endpointUrl }] = await once(child, 'message');
    const accepted = await send(endpointUrl, 'Slow', { file });
    expect(accepted.status).toBe(202);
    await expect.poll(() => createLines(file), patient).toEqual(['started']);
    child.kill('SIGKILL');
    await once(child, 'exit');

    await runStack(assemblyDirectory, { dataDirectory });
    await expect.poll(() => createLines(file), patient).toEqual(['started', 'started', 'finished']);
  });

  it('is kept as long as its age and its retries allow, and an interruption is no attempt', () => {
    const limits = { maximumRetryAttempts: 2, maximumEventAgeSeconds: 100 };
    const event = { id: '1', functionName: 'f', payload: '{}', receivedAt: 0, dueAt: 0 };
    fc.assert(
      fc.property(fc.nat(2), fc.nat(150_000), fc.boolean(), (failures, now, interrupted) => {
        const result = interrupted
          ? ({ outcome: 'interrupted', reason: '' } as const)
          : ({ outcome: 'failed', error: { errorType: 'E', errorMessage: '' } } as const);
        const wait = interrupted ? 1_000 : [60_000, 120_000][failures];
        const next = nextAttempt({ ...event, failures }, result, now, limits);
        if (wait === undefined || now + wait > 100_000) {
          expect(next).toBeUndefined();
        } else {
          expect(next).toMatchObject({
            failures: interrupted ? failures : failures + 1,
            dueAt: now + wait,
          });
        }
      }),
    );
  });
});
