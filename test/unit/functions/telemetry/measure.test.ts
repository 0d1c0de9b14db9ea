import { describe, expect, it } from 'vitest';
import { newAccount } from '../../../../functions/accounts/account.ts';
import type { Provider } from '../../../../functions/providers/provider.ts';
import { ProviderError } from '../../../../functions/providers/provider-error.ts';
import { applyChange, type Task } from '../../../../functions/tasks/task.ts';
import { measureAccounts } from '../../../../functions/telemetry/measure-accounts.ts';
import { measureProvider } from '../../../../functions/telemetry/measure-provider.ts';
import { measureEnd, measureTasks } from '../../../../functions/telemetry/measure-tasks.ts';
import { createMemoryAccountStore } from '../../../fakes/memory-account-store.ts';
import { createMemoryTaskStore } from '../../../fakes/memory-task-store.ts';
import { createRecordingMetrics } from '../../../fakes/recording-metrics.ts';

const begun = Date.parse('2026-11-23T09:00:00.000Z');

function taskOf(): Task {
  const createdAt = new Date(begun).toISOString();
  return {
    id: 'a',
    owner: 'ada',
    kind: 'image-to-video',
    name: '',
    request: {} as Task['request'],
    variant: 0,
    fingerprint: '',
    status: 'initialized',
    coins: 30,
    provider: 'fal',
    version: 1,
    createdAt,
    updatedAt: createdAt,
    progress: 0,
    expiresAt: 0,
  };
}

describe('a task', () => {
  it('is counted by kind when its record is new, and not when it is sent again', async () => {
    const { metrics, records } = createRecordingMetrics();
    const tasks = measureTasks(createMemoryTaskStore(), metrics);
    await tasks.create(taskOf());
    await tasks.create(taskOf());
    expect(records).toEqual([[{ TasksAccepted: 1 }, { kind: 'image-to-video' }]]);
  });

  it('is counted with its time and its price when it was completed', () => {
    const { metrics, records } = createRecordingMetrics();
    const finishedAt = new Date(begun + 12_500).toISOString();
    measureEnd(applyChange(taskOf(), { status: 'completed', finishedAt }, begun + 13_000), metrics);
    const by = { kind: 'image-to-video', provider: 'fal' };
    expect(records).toEqual([[{ TasksCompleted: 1, TaskSeconds: 12.5, CoinsSpent: 30 }, by]]);
  });

  it.each([
    ['moderated', 0],
    ['provider_unavailable', 0],
    ['internal_error', 1],
    ['start_outcome_unknown', 1],
  ])('that failed with %s is %i fault of ours', (code, TaskFaults) => {
    const { metrics, records } = createRecordingMetrics();
    const failure = { code, message: '' };
    measureEnd(applyChange(taskOf(), { status: 'failed', failure }, begun), metrics);
    expect(records[0]?.[0]).toEqual({ TasksFailed: 1, TaskFaults });
  });
});

describe('coins', () => {
  it('are counted as they are held and given back, once each', async () => {
    const { metrics, sum } = createRecordingMetrics();
    const price = { amount: 30, currency: 'coins' as const };
    const accounts = measureAccounts(createMemoryAccountStore(), metrics);
    await accounts.create(newAccount({ owner: 'ada', createdAt: '', balance: 100, diamonds: 5 }));
    const pending = ['a', 'b'].map((taskId) => ({ ...price, taskId, nonce: taskId, since: 0 }));
    const diamonds = { amount: 2, currency: 'diamonds' as const };
    await accounts.hold('ada', { pending, price });
    await accounts.hold('ada', { pending, price });
    await accounts.hold('ada', {
      pending: [{ ...diamonds, taskId: 'd', nonce: 'd', since: 0 }],
      price: diamonds,
    });
    const [first = { ...price, taskId: '', nonce: '', since: 0 }] = pending;
    await accounts.undoHold('ada', first);
    await accounts.undoHold('ada', first);
    expect([sum('CoinsHeld'), sum('CoinsRefunded')]).toEqual([60, 30]);
    const seen = await accounts.get('ada');
    if (!seen) return;
    await accounts.returnPrice(seen, 'b', price);
    await accounts.returnPrice(seen, 'b', price);
    expect(sum('CoinsRefunded')).toBe(60);
  });
});

describe('a provider', () => {
  const provider = (error?: ProviderError): Provider => ({
    name: 'fal',
    kinds: ['image-to-video'],
    startsOncePerTask: false,
    refusals: () => [],
    expectedSeconds: () => 10,
    start: async () => {
      if (error) throw error;
      return {};
    },
    check: async () => ({ state: 'running', phase: 'queued' }),
  });
  const call = {} as Parameters<Provider['start']>[0];

  it('is counted for every start and check, by its name', async () => {
    const { metrics, records } = createRecordingMetrics();
    const measured = measureProvider(provider(), metrics);
    await measured.start(call);
    await measured.check({});
    const by = { provider: 'fal' };
    expect(records).toEqual([
      [{ ProviderStarts: 1 }, by],
      [{ ProviderChecks: 1 }, by],
    ]);
  });

  it.each([
    ['unauthorized', 1],
    ['provider_unreachable', 1],
    ['moderated', 0],
    ['input_rejected', 0],
  ])('that answers %s makes %i errors of its own', async (code, errors) => {
    const { metrics, sum } = createRecordingMetrics();
    const error = new ProviderError(code, 'no', { retryable: false });
    await expect(measureProvider(provider(error), metrics).start(call)).rejects.toBe(error);
    expect(sum('ProviderErrors')).toBe(errors);
  });

  it('is counted for what it does not answer at once', async () => {
    const { metrics, sum } = createRecordingMetrics();
    const error = new ProviderError('provider_unreachable', 'no', { retryable: true });
    const refusing = { 'queue-level': () => Promise.reject(error) };
    const providersForQuery = { 'queue-level': async () => ({ level: 1 }) };
    const measured = (queryHandlers: NonNullable<Provider['queryHandlers']>) =>
      measureProvider({ ...provider(), queryHandlers }, metrics).queryHandlers?.['queue-level']?.(
        {},
      );
    expect(await measured(providersForQuery)).toEqual({ level: 1 });
    expect(sum('ProviderErrors')).toBe(0);
    await expect(measured(refusing)).rejects.toBe(error);
    expect(sum('ProviderErrors')).toBe(1);
  });

  it('keeps what it can and what it has not', () => {
    const { metrics } = createRecordingMetrics();
    const cancel = async () => {};
    expect(measureProvider({ ...provider(), cancel }, metrics)).toMatchObject({ cancel });
    expect(measureProvider(provider(), metrics)).not.toHaveProperty('fetchResult');
  });
});
