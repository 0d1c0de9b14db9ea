import { expect, it } from 'vitest';
import type { OperationStatus } from '../../functions/providers/operation.ts';
import type { Provider, StartCall } from '../../functions/providers/provider.ts';
import {
  ProviderError,
  StartOutcomeUnknownError,
} from '../../functions/providers/provider-error.ts';
import {
  type Dialect,
  type FakeProvider,
  type JobState,
  startFakeProvider,
} from '../fakes/providers/fake-provider.ts';
import { API_KEY } from '../fakes/providers/fake-words.ts';
import { providerAt, startCall } from '../fakes/providers/provider-at.ts';

/** Long enough for this machine, short enough for a test, in seconds. */
const SHORT_TIMEOUT = 0.25;

/** What one provider's run of the suite needs. */
export interface ProviderCase {
  readonly dialect: Dialect;
  /** Its entry in the operator's list, at the fake's address. */
  entry(url: string): { readonly type: string; readonly [setting: string]: unknown };
  /** Fields of the request beyond a picture, a prompt and five seconds. */
  readonly request?: Record<string, unknown>;
  /** What `check` answers while the work runs, and when it is completed. */
  readonly running: OperationStatus;
  readonly completed: OperationStatus;
  /** The ends that this provider has beside success, and the code that each becomes. */
  readonly ends: Partial<Record<JobState, string>>;
  /** The method and the path of the request that cancels; left out where there is none. */
  readonly cancels?: string;
}

async function errorOf(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => new Error('Nothing was thrown.'),
    (error: unknown) => error,
  );
}

/** What every provider behind an adapter does, whatever its service does to it. */
export function testProvider(suite: ProviderCase): void {
  const call = startCall(suite.request);

  async function open(settings: Record<string, unknown> = {}) {
    const fake = await startFakeProvider(suite.dialect);
    const made = providerAt({ ...suite.entry(fake.url), ...settings });
    return { fake, ...made, [Symbol.asyncDispose]: () => fake[Symbol.asyncDispose]() };
  }

  testWay(suite, call, open);
  testRefusedStarts(suite, call, open);
  testUnknownStarts(call, open);
  testTroubledChecks(suite, call, open);
}

type Open = (
  settings?: Record<string, unknown>,
) => Promise<{ fake: FakeProvider; provider: Provider; sleeps: number[] } & AsyncDisposable>;

function testWay(suite: ProviderCase, call: StartCall, open: Open): void {
  it('takes a request, tells how it goes, and hands over what came of it', async () => {
    await using service = await open();
    const { fake, provider } = service;
    expect(provider.refusals(call.kind, call.request)).toEqual([]);
    expect(provider.expectedSeconds(call.kind, call.request)).toBeGreaterThan(0);
    const operation = JSON.parse(JSON.stringify(await provider.start(call)));
    expect(JSON.stringify(operation)).not.toContain(API_KEY);
    fake.become('queued');
    expect(await provider.check(operation)).toMatchObject({ state: 'running' });
    fake.become('running');
    expect(await provider.check(operation)).toEqual(suite.running);
    fake.become('completed');
    expect(await provider.check(operation)).toEqual(suite.completed);
    expect(fake.starts).toHaveLength(1);
  });

  it('hands over a file wherever the status has none', async () => {
    await using service = await open();
    const operation = await service.provider.start(call);
    service.fake.become('completed');
    const status = await service.provider.check(operation);
    const hasResult = status.state === 'completed' && status.result !== undefined;
    expect(hasResult || service.provider.fetchResult !== undefined).toBe(true);
    if (hasResult) return;
    const file = await service.provider.fetchResult?.(operation);
    expect('bytes' in (file ?? {}) || URL.canParse(file && 'url' in file ? file.url : '')).toBe(
      true,
    );
  });

  for (const [state, code] of Object.entries(suite.ends)) {
    it(`tells ${state} work as failed with ${code}`, async () => {
      await using service = await open();
      const operation = await service.provider.start(call);
      service.fake.become(state as JobState);
      const status = await service.provider.check(operation);
      expect(status).toMatchObject({ state: 'failed', code });
      expect(status.state === 'failed' && status.message).toMatch(/\w{3}/);
    });
  }

  it('takes a word that it does not know for work that goes on', async () => {
    await using service = await open();
    const operation = await service.provider.start(call);
    service.fake.become('strange');
    expect(await service.provider.check(operation)).toMatchObject({ state: 'running' });
  });

  it('cancels where the service can', async () => {
    await using service = await open();
    const operation = await service.provider.start(call);
    service.fake.become('running');
    await service.provider.cancel?.(operation);
    const seen = service.fake.requests.map(({ method, path }) => `${method} ${path}`);
    expect(service.provider.cancel === undefined).toBe(suite.cancels === undefined);
    if (suite.cancels) expect(seen).toContain(suite.cancels);
  });
}

function testRefusedStarts(suite: ProviderCase, call: StartCall, open: Open): void {
  it('says that the credentials are wrong, without telling them', async () => {
    await using service = await open();
    const { dialect } = suite;
    await using strict = await startFakeProvider({ ...dialect, isAuthorized: () => false });
    const { provider } = providerAt(suite.entry(strict.url));
    const error = await errorOf(provider.start(call));
    expect(error).toBeInstanceOf(ProviderError);
    expect(error).toMatchObject({ code: 'unauthorized', retryable: false });
    expect(String(error)).not.toContain(API_KEY);
    expect(service.fake.starts).toHaveLength(0);
  });

  it('says what the service says about a request that it rejects', async () => {
    await using service = await open();
    service.fake.plan('start', 'rejected');
    const error = await errorOf(service.provider.start(call));
    expect(error).toBeInstanceOf(ProviderError);
    expect(error).toMatchObject({ code: 'input_rejected', retryable: false });
  });

  it('hands on how long a throttled start has to wait, and does not wait itself', async () => {
    await using service = await open();
    service.fake.plan('start', 'throttled');
    const error = await errorOf(service.provider.start(call));
    expect(error).toBeInstanceOf(ProviderError);
    expect(error).toMatchObject({ code: 'rate_limited', retryable: true, retryAfterSeconds: 30 });
    expect(service.fake.startRequests()).toHaveLength(1);
    expect(service.sleeps).toEqual([]);
  });

  it('knows that a start did not happen when there was no connection', async () => {
    const service = await open();
    await service.fake[Symbol.asyncDispose]();
    const error = await errorOf(service.provider.start(call));
    expect(error).toBeInstanceOf(ProviderError);
    expect(error).toMatchObject({ code: 'provider_unreachable', retryable: true });
  });
}

function testUnknownStarts(call: StartCall, open: Open): void {
  const faults = [
    ['the connection is lost', 'lost', {}],
    ['the answer is late', 'slow', { timeoutSeconds: SHORT_TIMEOUT }],
    ['a gateway fails', 'outage', {}],
    ['the answer is a web page', 'page', {}],
    ['the answer is cut off', 'truncated', {}],
  ] as const;
  for (const [why, fault, settings] of faults) {
    it(`does not know about a start, and does not send it again, when ${why}`, async () => {
      await using service = await open(settings);
      service.fake.plan('start', fault);
      const error = await errorOf(service.provider.start(call));
      expect(error).toBeInstanceOf(StartOutcomeUnknownError);
      expect(String(error)).not.toContain(API_KEY);
      expect(service.fake.startRequests()).toHaveLength(1);
      expect(service.fake.starts).toHaveLength(fault === 'lost' ? 1 : 0);
    });
  }
}

function testTroubledChecks(suite: ProviderCase, call: StartCall, open: Open): void {
  it('asks again after an outage', async () => {
    await using service = await open();
    const operation = await service.provider.start(call);
    service.fake.become('running');
    service.fake.plan('read', 'outage');
    expect(await service.provider.check(operation)).toEqual(suite.running);
    expect(service.sleeps).toHaveLength(1);
  });

  it('hands on how long a throttled check has to wait', async () => {
    await using service = await open();
    const operation = await service.provider.start(call);
    service.fake.plan('read', 'throttled');
    const error = await errorOf(service.provider.check(operation));
    expect(error).toBeInstanceOf(ProviderError);
    expect(error).toMatchObject({ code: 'rate_limited', retryable: true, retryAfterSeconds: 30 });
  });

  it('does not take wrong credentials for the end of the work', async () => {
    await using service = await open();
    const operation = await service.provider.start(call);
    await using strict = await startFakeProvider({ ...suite.dialect, isAuthorized: () => false });
    const { provider } = providerAt(suite.entry(strict.url));
    const moved = JSON.parse(JSON.stringify(operation).replaceAll(service.fake.url, strict.url));
    const error = await errorOf(provider.check(moved));
    expect(error).toMatchObject({ code: 'unauthorized' });
    expect(String(error)).not.toContain(API_KEY);
  });

  const faults = [
    ['a web page', 'page', 'answer_unreadable', {}],
    ['half an answer', 'truncated', 'answer_unreadable', {}],
    ['no answer', 'slow', 'provider_unreachable', { timeoutSeconds: SHORT_TIMEOUT }],
  ] as const;
  for (const [what, fault, code, settings] of faults) {
    it(`says that it could not ask when there is ${what}, again and again`, async () => {
      await using service = await open(settings);
      const operation = await service.provider.start(call);
      service.fake.plan('read', fault, fault, fault);
      const error = await errorOf(service.provider.check(operation));
      expect(error).toBeInstanceOf(ProviderError);
      expect(error).toMatchObject({ code, retryable: true });
      expect(service.sleeps).toHaveLength(2);
    });
  }
}
