import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { listen } from '../../../infra/local/engines/http.ts';
import { createFaults, type Faults, faultsSchema } from '../../crash/faults.ts';
import { createFaultyCalls, createFaultyEndpoint } from '../../crash/faulty-endpoint.ts';
import { createFaultyFunctions } from '../../crash/faulty-functions.ts';
import { temporaryDirectory } from '../infra/local/fixture.ts';

/** Runs a process that passes the points one, two and three. */
function passPoints(faults: object) {
  const log = join(temporaryDirectory(), 'points.log');
  const file = join(import.meta.dirname, 'points-process.ts');
  const { signal, status } = spawnSync(process.execPath, [
    file,
    JSON.stringify({ ...faults, log }),
  ]);
  return { signal, status, log: readFileSync(log, 'utf8') };
}

describe('the points of a process', () => {
  it('are written down', () => {
    expect(passPoints({})).toEqual({ signal: null, status: 0, log: '1\tone\n2\ttwo\n3\tthree\n' });
  });

  it('kill it at the one that was chosen', () => {
    expect(passPoints({ killAt: 2 })).toMatchObject({ signal: 'SIGKILL', log: '1\tone\n2\ttwo\n' });
  });
});

describe('the faults that a seed chooses', () => {
  const draw = (seed: number, rate: number) => {
    const faults = createFaults(faultsSchema.parse({ seed, rate }));
    return Array.from({ length: 500 }, () => faults.nextRequest());
  };

  it('are the same for the same seed and others for another', () => {
    expect(draw(7, 0.1)).toEqual(draw(7, 0.1));
    expect(draw(7, 0.1)).not.toEqual(draw(8, 0.1));
  });

  it('are as many as the rate says, of every kind', () => {
    const drawn = draw(1, 0.2).filter((fault) => fault !== undefined);
    expect(drawn.length).toBeGreaterThan(60);
    expect(drawn.length).toBeLessThan(140);
    expect(new Set(drawn)).toEqual(new Set(['throttled', 'broken', 'lost']));
    expect(draw(1, 0).every((fault) => fault === undefined)).toBe(true);
  });
});

const points: string[] = [];
const always = (fault: ReturnType<Faults['nextRequest']>): Faults => ({
  ...createFaults(faultsSchema.parse({})),
  pass: (point) => void points.push(point),
  nextRequest: () => fault,
  isNextTwice: () => true,
});

/** An endpoint that counts what it carries out, behind a fault. */
async function startEndpoint(fault: ReturnType<Faults['nextRequest']>) {
  let carriedOut = 0;
  const endpoint = createFaultyEndpoint((_, response) => {
    carriedOut += 1;
    response.writeHead(200).end('done');
  }, always(fault));
  const server = createServer(endpoint);
  const port = await listen(server, 0);
  onTestFinished(() => void server.close());
  points.length = 0;
  return { url: `http://127.0.0.1:${port}`, carriedOut: () => carriedOut };
}

const dynamo = { method: 'POST', headers: { 'x-amz-target': 'DynamoDB_20120810.PutItem' } };
const states = { method: 'POST', headers: { 'x-amz-target': 'AWSStepFunctions.StartExecution' } };

describe('a request at the AWS endpoint', () => {
  it('passes a point before it is carried out and one before it is answered', async () => {
    const { url } = await startEndpoint(undefined);
    expect(await (await fetch(url, dynamo)).text()).toBe('done');
    expect(points).toEqual(['before DynamoDB PutItem', 'after DynamoDB PutItem']);
  });

  it.each([
    ['/', dynamo, 400, 'ProvisionedThroughputExceededException'],
    ['/', states, 400, 'ThrottlingException'],
    ['/bucket/results/x.mp4', { method: 'PUT' }, 503, 'SlowDown'],
    ['/2015-03-31/functions/f/invocations', { method: 'POST' }, 429, 'TooManyRequestsException'],
  ])('to %s is refused as its service throttles', async (path, init, status, type) => {
    const { url, carriedOut } = await startEndpoint('throttled');
    const response = await fetch(`${url}${path}`, init);
    expect(response.status).toBe(status);
    expect(await response.text()).toContain(type);
    expect(carriedOut()).toBe(0);
  });

  it('is refused as a fault of the service', async () => {
    const { url, carriedOut } = await startEndpoint('broken');
    expect((await fetch(url, dynamo)).status).toBe(500);
    expect(carriedOut()).toBe(0);
  });

  it('is carried out without an answer', async () => {
    const { url, carriedOut } = await startEndpoint('lost');
    await expect(fetch(url, dynamo)).rejects.toThrow();
    expect(carriedOut()).toBe(1);
  });
});

it('an invocation happens twice, with points around each', async () => {
  points.length = 0;
  const payloads: string[] = [];
  const functions = {
    has: () => true,
    callerWaits: () => false,
    stop: async () => {},
    async invoke(_name: string, payload: string) {
      payloads.push(payload);
      return { outcome: 'succeeded', payload: `${payloads.length}` } as const;
    },
  };
  const faulty = createFaultyFunctions(functions, always(undefined));
  const arn = 'arn:aws:lambda:us-east-1:000000000000:function:FunctionsStartTaskAB12CD34';
  expect(await faulty.invoke(arn, '{}')).toEqual({ outcome: 'succeeded', payload: '2' });
  expect(points).toEqual([
    'before function FunctionsStartTask',
    'after function FunctionsStartTask',
    'before function FunctionsStartTask',
    'after function FunctionsStartTask',
  ]);
});

describe('a call of a service from inside', () => {
  /** A call that counts what is carried out, behind a fault. */
  function callBehind(fault: ReturnType<Faults['nextRequest']>) {
    let carriedOut = 0;
    points.length = 0;
    const call = createFaultyCalls(async () => {
      carriedOut += 1;
      return { status: 200, headers: {}, body: 'done' };
    }, always(fault));
    const target = 'DynamoDB_20120810.PutItem';
    return {
      answer: call({ target, authorization: '', body: '{}' }),
      carriedOut: () => carriedOut,
    };
  }

  it('passes the same points', async () => {
    expect(await callBehind(undefined).answer).toMatchObject({ status: 200, body: 'done' });
    expect(points).toEqual(['before DynamoDB PutItem', 'after DynamoDB PutItem']);
  });

  it.each([
    ['throttled', 400, 'ProvisionedThroughputExceededException'],
    ['broken', 500, 'InternalServerError'],
  ] as const)('is refused when it is to be %s', async (fault, status, type) => {
    const { answer, carriedOut } = callBehind(fault);
    expect(await answer).toMatchObject({ status, body: expect.stringContaining(type) });
    expect(carriedOut()).toBe(0);
  });

  it('is carried out without an answer', async () => {
    const { answer, carriedOut } = callBehind('lost');
    await expect(answer).rejects.toThrow('lost');
    expect(carriedOut()).toBe(1);
  });
});
