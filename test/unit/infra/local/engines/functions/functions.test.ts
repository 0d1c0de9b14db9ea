import { describe, expect, it } from 'vitest';
import type { InvocationResult } from '../../../../../../infra/local/engines/functions/invocation.ts';
import { patient, runStack, settableClock, signer, writeAssembly } from '../../fixture.ts';

const greet = `
  let calls = 0;
  exports.handler = async (event, context) => {
    calls += 1;
    console.log(JSON.stringify({ level: 'WARN', message: 'greeting', name: event.name }));
    return { hello: event.name, calls, id: context.awsRequestId, name: context.functionName,
      arn: context.invokedFunctionArn, left: context.getRemainingTimeInMillis(), setting: process.env.SETTING,
      endpoint: process.env.AWS_ENDPOINT_URL_S3, secret: process.env.NOT_FOR_FUNCTIONS };
  };`;

const misbehave = `
  class TaskNotFoundError extends Error { name = 'TaskNotFoundError'; }
  exports.handler = async (event) => {
    if (event.throw) throw new TaskNotFoundError('no such task');
    if (event.exit) process.exit(3);
    if (event.spin) for (;;);
    if (event.wait) await new Promise((resolve) => setTimeout(resolve, event.wait));
    if (event.throwLater) await new Promise(() => setImmediate(() => { throw new Error('late'); }));
    if (event.answerThread) return require('node:worker_threads').threadId;
    if (event.large) return 'x'.repeat(7_000_000);
    return undefined;
  };`;

const whereAmI = `
  const { threadId } = require('node:worker_threads');
  const setting = process.env.SETTING;
  exports.handler = async () => {
    await new Promise(setImmediate);
    console.log(process.env.SETTING);
    return { threadId, setting };
  };`;

function payloadOf(result: InvocationResult): string {
  return result.outcome === 'succeeded' ? result.payload : 'null';
}

function settingOf(setting: string) {
  return { Environment: { Variables: { SETTING: setting } } };
}

function invoke(endpointUrl: string, name: string, body: string, headers: object = {}) {
  const url = `${endpointUrl}/2015-03-31/functions/${encodeURIComponent(name)}/invocations`;
  return signer('lambda').fetch(url, { method: 'POST', body, headers: { ...headers } });
}

describe('a function', () => {
  it('runs in one warm worker with the environment and the context that Lambda gives', async () => {
    process.env['NOT_FOR_FUNCTIONS'] = 'of the host';
    const stack = await runStack(
      writeAssembly({
        functions: { Greet: greet },
        properties: { Greet: { Environment: { Variables: { SETTING: 'on' } }, Timeout: 9 } },
      }),
    );
    const arn = 'arn:aws:lambda:us-east-1:000000000000:function:Greet';
    await invoke(stack.endpointUrl, 'Greet', '{"name":"Ada"}');
    const response = await invoke(stack.endpointUrl, arn, '{"name":"Bob"}');
    expect(response.status).toBe(200);
    const { left, ...answer } = (await response.json()) as { left: number };
    expect(answer).toEqual({
      hello: 'Bob',
      calls: 2,
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      name: 'Greet',
      arn,
      setting: 'on',
      endpoint: stack.endpointUrl,
    });
    expect(left).toBeGreaterThan(8_000);
    await expect
      .poll(() => stack.log, patient)
      .toContainEqual({
        source: 'Greet',
        level: 'warning',
        message: 'greeting name=Bob',
      });
  });

  it('may be an ES module and sees the time of the stack', async () => {
    const clock = settableClock();
    const stack = await runStack(writeAssembly({ functions: { Time: timeModule } }), { clock });
    clock.advance(86_400_000);
    const result = await stack.invoke('Time', {});
    const answer = JSON.parse(result.outcome === 'succeeded' ? result.payload : '{}');
    expect(answer.now - Date.now()).toBeGreaterThan(86_000_000);
    expect(Date.parse(answer.created) - Date.now()).toBeGreaterThan(86_000_000);
    expect(answer).toMatchObject({ fixed: '2020-01-01T00:00:00.000Z', isDate: true });
  });

  it('answers an error with its name, as Lambda does', async () => {
    const stack = await runStack(writeAssembly({ functions: { Misbehave: misbehave } }));
    const response = await invoke(stack.endpointUrl, 'Misbehave', '{"throw":true}');
    expect(response.headers.get('x-amz-function-error')).toBe('Unhandled');
    expect(await response.json()).toEqual({
      errorType: 'TaskNotFoundError',
      errorMessage: 'no such task',
      trace: expect.arrayContaining(['TaskNotFoundError: no such task']),
    });
  });

  it('says so when its code ends the process, and runs again in a new worker', async () => {
    const stack = await runStack(writeAssembly({ functions: { Misbehave: misbehave } }));
    expect(await stack.invoke('Misbehave', { exit: true })).toEqual({
      outcome: 'failed',
      error: {
        errorType: 'Runtime.ExitError',
        errorMessage: 'Runtime exited with error: exit status 3',
      },
    });
    expect(await stack.invoke('Misbehave', {})).toEqual({ outcome: 'succeeded', payload: 'null' });
  });

  it('is terminated at its time-out even if it never yields; its neighbours are interrupted', async () => {
    const stack = await runStack(
      writeAssembly({
        functions: { Misbehave: misbehave },
        properties: { Misbehave: { Timeout: 1 } },
      }),
    );
    await stack.invoke('Misbehave', {});
    const spinning = stack.invoke('Misbehave', { spin: true });
    const neighbour = invoke(stack.endpointUrl, 'Misbehave', '{"wait":5000}');
    expect(await spinning).toEqual({
      outcome: 'failed',
      error: {
        errorType: 'Sandbox.Timedout',
        errorMessage: expect.stringMatching(
          /^RequestId: .+ Error: Task timed out after 1.00 seconds$/,
        ),
      },
    });
    const response = await neighbour;
    expect([response.status, response.headers.get('x-amzn-errortype')]).toEqual([
      500,
      'ServiceException',
    ]);
    expect(await stack.invoke('Misbehave', {})).toEqual({ outcome: 'succeeded', payload: 'null' });
  });

  it('shares a thread with others; each has its own environment, and its lines are its own', async () => {
    const stack = await runStack(
      writeAssembly({
        functions: { One: whereAmI, Two: whereAmI },
        properties: { One: settingOf('first'), Two: settingOf('second') },
      }),
    );
    const answers = await Promise.all(['One', 'Two'].map((name) => stack.invoke(name, {})));
    const [one, two] = answers.map((result) => JSON.parse(payloadOf(result)));
    expect(one).toEqual({ ...two, setting: 'first' });
    expect(two.setting).toBe('second');
    for (const [source, message] of [
      ['One', 'first'],
      ['Two', 'second'],
    ]) {
      const line = { source, level: 'info', message };
      await expect.poll(() => stack.log, patient).toContainEqual(line);
    }
  });

  it.each([
    ['ends its process', { exit: true }],
    ['throws where nobody catches', { throwLater: true }],
    ['times out', { wait: 60_000 }],
  ])('that %s leaves its neighbours alone; the next one has a new thread', async (_, event) => {
    const stack = await runStack(
      writeAssembly({
        functions: { Misbehave: misbehave, Neighbour: misbehave },
        properties: { Misbehave: { Timeout: 1 } },
      }),
    );
    const neighbour = stack.invoke('Neighbour', { wait: 1500, answerThread: true });
    const before = await stack.invoke('Misbehave', { answerThread: true });
    expect(await stack.invoke('Misbehave', event)).toMatchObject({ outcome: 'failed' });
    const after = await stack.invoke('Misbehave', { answerThread: true });
    expect(after).toMatchObject({ outcome: 'succeeded' });
    expect(after).not.toEqual(before);
    expect(await neighbour).toEqual(before);
  });

  it('may take longer than its time-out to load', async () => {
    const code = `
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1500);
      exports.handler = async () => 'loaded';`;
    const stack = await runStack(
      writeAssembly({ functions: { Slow: code }, properties: { Slow: { Timeout: 1 } } }),
    );
    expect(await stack.invoke('Slow', {})).toEqual({ outcome: 'succeeded', payload: '"loaded"' });
  });

  it.each([
    ['exports.other = 1', 'Runtime.HandlerNotFound'],
    ['throw new TypeError("at load")', 'TypeError'],
  ])('explains code that cannot be loaded: %s', async (code, errorType) => {
    const stack = await runStack(writeAssembly({ functions: { Broken: code } }));
    const result = await stack.invoke('Broken', {});
    expect(result).toMatchObject({ outcome: 'failed', error: { errorType } });
  });
});

const timeModule = `
  export async function handler() {
    const created = new Date();
    return { now: Date.now(), created: created.toISOString(), isDate: created instanceof Date,
      fixed: new Date('2020-01-01').toISOString() };
  }`;

describe("Lambda's Invoke call", () => {
  it.each([
    ['Missing', '{}', 'RequestResponse', 404, 'ResourceNotFoundException'],
    ['Misbehave', '{', 'RequestResponse', 400, 'InvalidRequestContentException'],
    ['Misbehave', '{}', 'Sometimes', 400, 'InvalidParameterValueException'],
    ['Misbehave', `"${'x'.repeat(1_048_576)}"`, 'Event', 413, 'RequestTooLargeException'],
    ['Misbehave', `"${'x'.repeat(6_291_456)}"`, 'RequestResponse', 413, 'RequestTooLargeException'],
    ['Misbehave', '{}', 'DryRun', 204, null],
  ])('%s with %.10s as %s gives %i', async (name, body, type, status, error) => {
    const stack = await runStack(writeAssembly({ functions: { Misbehave: misbehave } }));
    const headers = { 'x-amz-invocation-type': type };
    const response = await invoke(stack.endpointUrl, name, body, headers);
    expect([response.status, response.headers.get('x-amzn-errortype')]).toEqual([status, error]);
  });

  it('refuses an answer that is larger than 6 MB', async () => {
    const stack = await runStack(writeAssembly({ functions: { Misbehave: misbehave } }));
    const response = await invoke(stack.endpointUrl, 'Misbehave', '{"large":true}');
    expect(await response.json()).toMatchObject({ errorType: 'Function.ResponseSizeTooLarge' });
  });

  it('refuses unsigned calls and calls through a name that is not of this machine', async () => {
    const stack = await runStack(writeAssembly({ functions: { Misbehave: misbehave } }));
    const url = `${stack.endpointUrl}/2015-03-31/functions/Misbehave/invocations`;
    const unsigned = await fetch(url, { method: 'POST', body: '{}' });
    expect(unsigned.status).toBe(403);
    const { promise, resolve } = Promise.withResolvers<number | undefined>();
    const { request } = await import('node:http');
    const authorization = 'AWS4-HMAC-SHA256 Credential=x';
    const headers = { host: 'rebound.example.com', authorization };
    request(url, { method: 'POST', headers }, (response) => resolve(response.statusCode)).end('{}');
    expect(await promise).toBe(403);
  });
});
