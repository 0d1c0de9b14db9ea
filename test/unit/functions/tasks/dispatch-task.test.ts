import { describe, expect, it } from 'vitest';
import type {
  ProviderLimits,
  UsableProvider,
} from '../../../../functions/providers/configured-provider.ts';
import type { Provider } from '../../../../functions/providers/provider.ts';
import {
  ProviderError,
  StartOutcomeUnknownError,
} from '../../../../functions/providers/provider-error.ts';
import { createTask } from '../../../../functions/tasks/create-task.ts';
import { deleteTask } from '../../../../functions/tasks/delete-task.ts';
import { failTask } from '../../../../functions/tasks/fail-task.ts';
import { startTask } from '../../../../functions/tasks/start-task.ts';
import type { StepOutcome } from '../../../../functions/tasks/step-outcome.ts';
import { crashAt } from '../../../fakes/crashing.ts';
import { createService } from '../../../fakes/service.ts';

const kind = 'image-to-video' as const;
const body = { image_url: 'https://example.com/cat.jpg' };

type StartAnswer = 'taken' | 'lost' | 'never arrived' | 'failed after it was taken' | ProviderError;

/** A service that is paid for each start that reaches it, whatever becomes of its answer. */
function paidProvider(name: string, answers: StartAnswer[] = [], more: Partial<Provider> = {}) {
  const paid: string[] = [];
  const seen = new Set<string>();
  const provider: Provider = {
    name,
    kinds: ['image-to-video'],
    startsOncePerTask: false,
    refusals: () => [],
    expectedSeconds: () => 10,
    async start({ taskId }) {
      const answer = answers.shift() ?? 'taken';
      if (answer instanceof ProviderError) throw answer;
      if (answer === 'never arrived') throw refusal('provider_unreachable', true);
      if (!more.startsOncePerTask || !seen.has(taskId)) paid.push(taskId);
      seen.add(taskId);
      if (answer === 'taken') return { work: taskId };
      throw new StartOutcomeUnknownError(`It is not known whether ${name} took the task.`);
    },
    check: async () => ({ state: 'running', phase: 'queued' }),
    ...more,
  };
  return { provider, paid };
}

function refusal(code: string, retryable: boolean, retryAfterSeconds?: number): ProviderError {
  return new ProviderError(code, `no: ${code}`, { retryable, retryAfterSeconds });
}

const configured = (provider: Provider, limits: ProviderLimits = {}): UsableProvider => ({
  name: provider.name,
  provider,
  limits,
});

/** A service with these providers and one task that was accepted. */
async function accepted(providers: UsableProvider[], request: object = body) {
  const service = await createService();
  const warnings: string[] = [];
  const byName = (name: string) => {
    const found = providers.find((one) => one.name === name)?.provider;
    if (!found) throw new Error(`There is no provider ${name}.`);
    return found;
  };
  const context = {
    ...service.context,
    providersFor: async () => providers,
    provider: async (name: string) => byName(name),
    expectDuration: async () => ({ p50Seconds: 10, p90Seconds: 20 }),
    warn: (message: string) => void warnings.push(message),
  };
  const [task] = await createTask(context, { owner: 'ada', kind, body: request });
  const id = task?.id ?? '';
  return {
    ...service,
    context,
    warnings,
    id,
    start: (input: unknown = {}) =>
      startTask(context, { taskId: id, token: 'start', firstCheckSeconds: 0, input }),
    record: () => context.tasks.get(id),
    slots: async (name: string) => (await context.throttle.usage(name, { inFlight: 1 })).load.slots,
  };
}

/** Goes on as the workflow does: waits and starts again, until something else is answered. */
async function startUntilDecided(
  { start, pass }: Pick<Awaited<ReturnType<typeof accepted>>, 'start' | 'pass'>,
  first?: StepOutcome,
): Promise<StepOutcome> {
  let outcome = first ?? (await start());
  while (outcome.outcome === 'waiting') {
    pass(outcome.waitSeconds ?? 0);
    outcome = await start(outcome);
  }
  return outcome;
}

describe('at most one paid start', () => {
  const answers: StartAnswer[] = ['taken', 'lost', 'never arrived', 'failed after it was taken'];
  const cases = answers.flatMap((answer) =>
    [true, false].flatMap((once) =>
      (['before', 'after'] as const).map((moment) => [answer, once, moment] as const),
    ),
  );

  it.each(cases)(
    'when the start is %s, once per task: %s, and the process dies %s any call',
    async (answer, startsOncePerTask, moment) => {
      for (let call = 1; ; call += 1) {
        const first = paidProvider('first', [answer], { startsOncePerTask });
        const second = paidProvider('second');
        const world = await accepted([
          configured(first.provider, { inFlight: 2 }),
          configured(second.provider, { inFlight: 2 }),
        ]);
        const { wrap, happened } = crashAt(call, moment);
        const dyingProvider = { ...first.provider, ...wrap({ start: first.provider.start }) };
        const dying = {
          ...world.context,
          tasks: wrap(world.context.tasks),
          throttle: wrap(world.context.throttle),
          providersFor: async () => [
            configured(dyingProvider, { inFlight: 2 }),
            configured(second.provider, { inFlight: 2 }),
          ],
        };
        const before = await startTask(dying, {
          taskId: world.id,
          token: 'start',
          firstCheckSeconds: 0,
          input: {},
        }).catch(() => undefined);
        const outcome = await startUntilDecided(world, before);
        const where = `${moment} call ${call}`;
        expect(first.paid.length + second.paid.length, where).toBeLessThanOrEqual(1);
        if (outcome.outcome === 'failed') {
          expect(outcome.failure?.code, where).toBe('start_outcome_unknown');
          const { failure = { code: '', message: '' } } = outcome;
          const millisecondsLeft = () => 60_000;
          await failTask(world.context, { taskId: world.id, failure, millisecondsLeft });
          expect(await world.accounts.get('ada')).toMatchObject({ balance: 1000 });
          expect(world.accounts.held('ada')).toEqual({});
        } else {
          expect(outcome.outcome, where).toBe('running');
          expect((await world.record())?.operation, where).toEqual({ work: world.id });
        }
        if (!happened()) break;
      }
    },
  );

  it('asks nobody else after a start that may have arrived, even when it can be repeated', async () => {
    const first = paidProvider('first', ['lost', 'never arrived', refusal('unauthorized', false)], {
      startsOncePerTask: true,
    });
    const second = paidProvider('second');
    const providers = [configured(first.provider), configured(second.provider)];
    const world = await accepted(providers);
    const lost = await world.start();
    expect(lost).toMatchObject({ outcome: 'waiting', waitSeconds: 2 });
    providers.reverse();
    world.pass(2);
    expect(await world.start(lost)).toMatchObject({ outcome: 'waiting', waitSeconds: 4 });
    world.pass(4);
    expect(await world.start(lost)).toMatchObject({
      outcome: 'failed',
      failure: { code: 'unauthorized' },
    });
    expect(second.paid).toEqual([]);
  });

  it('fails at once where the answer was lost and the start can’t be repeated', async () => {
    const { provider } = paidProvider('only', ['lost']);
    const world = await accepted([configured(provider)]);
    expect(await world.start()).toMatchObject({
      outcome: 'failed',
      failure: { code: 'start_outcome_unknown', message: expect.stringContaining('only') },
    });
  });

  it('asks once when the same step runs twice at the same time', async () => {
    const { provider, paid } = paidProvider('only');
    const world = await accepted([configured(provider)]);
    const outcomes = await Promise.all([world.start(), world.start()]);
    expect(paid).toEqual([world.id]);
    expect(outcomes.map(({ outcome }) => outcome).sort()).toEqual(['running', 'waiting']);
    expect(await startUntilDecided(world)).toMatchObject({ outcome: 'running' });
    expect(paid).toEqual([world.id]);
  });
});

describe('a provider that does not take the task', () => {
  it.each([
    ['provider_unreachable', true],
    ['quota_exceeded', false],
    ['unauthorized', false],
  ])('for %s hands it on to the next, at the price that is held', async (code, retryable) => {
    const first = paidProvider('first', [refusal(code, retryable)]);
    const second = paidProvider('second');
    const world = await accepted([configured(first.provider), configured(second.provider)]);
    expect(await world.start()).toMatchObject({ outcome: 'running' });
    expect(await world.record()).toMatchObject({ provider: 'second', coins: 30, status: 'sent' });
    expect(world.warnings).toEqual([expect.stringMatching(/^first does not take task/)]);
  });

  it.each(['moderated', 'input_rejected', 'image_unreachable'])(
    'for %s fails it in the provider’s words and asks nobody else',
    async (code) => {
      const first = paidProvider('first', [refusal(code, false)]);
      const second = paidProvider('second');
      const world = await accepted([
        configured(first.provider, { inFlight: 1 }),
        configured(second.provider),
      ]);
      expect(await world.start()).toMatchObject({ outcome: 'failed', failure: { code } });
      expect(second.paid).toEqual([]);
      expect(await world.slots('first')).toEqual({});
    },
  );

  it.each(['quota_exceeded', 'unauthorized'])(
    'for %s fails it when it is the last',
    async (code) => {
      const { provider } = paidProvider('only', [refusal(code, false)]);
      const world = await accepted([configured(provider)]);
      expect(await world.start()).toMatchObject({ outcome: 'failed', failure: { code } });
    },
  );

  it('is not passed over when the request names it', async () => {
    const first = paidProvider('first', [refusal('provider_unreachable', true)]);
    const second = paidProvider('second');
    const world = await accepted([configured(first.provider), configured(second.provider)], {
      ...body,
      provider: 'first',
    });
    expect(await world.start()).toMatchObject({ outcome: 'waiting', waitSeconds: 2 });
    expect(second.paid).toEqual([]);
  });

  it('is not followed by one that is dearer or does not take the request', async () => {
    const first = paidProvider('first', [refusal('provider_unreachable', true)]);
    const dear = { ...configured(paidProvider('dear').provider), coinsPerSecond: 7 };
    const picky = configured(
      paidProvider('picky', [], { refusals: () => [{ field: 'lora', message: 'no' }] }).provider,
    );
    const cheap = { ...configured(paidProvider('cheap').provider), coinsPerSecond: 1 };
    const world = await accepted([configured(first.provider), dear, picky, cheap]);
    await world.start();
    expect(await world.record()).toMatchObject({ provider: 'cheap', coins: 30 });
  });

  it('is left alone for as long as it asks, and then asked again', async () => {
    const first = paidProvider('first', [refusal('rate_limited', true, 40)]);
    const second = paidProvider('second');
    const world = await accepted([configured(first.provider), configured(second.provider)]);
    expect(await world.start()).toMatchObject({ outcome: 'waiting', waitSeconds: 40, attempts: 1 });
    expect((await world.record())?.startRequestedAt).toBeUndefined();
    expect(await startUntilDecided(world)).toMatchObject({ outcome: 'running' });
    expect(first.paid).toEqual([world.id]);
  });

  it('opens its breaker: the next tasks do not even ask', async () => {
    const down = paidProvider('down', Array(5).fill('never arrived'));
    const second = paidProvider('second');
    const world = await accepted([configured(down.provider), configured(second.provider)]);
    for (let failure = 1; failure <= 5; failure += 1) {
      await world.context.throttle.recordFailure('down', { taskId: 'other', createdAt: '2026' });
    }
    expect(await world.start()).toMatchObject({ outcome: 'running' });
    expect(await world.record()).toMatchObject({ provider: 'second' });
    expect(world.warnings).toEqual([expect.stringContaining('down is unavailable')]);
  });

  it('fails the task, refunded, when nobody could begin before its time was over', async () => {
    const { provider } = paidProvider('only', Array(2000).fill('never arrived'));
    const world = await accepted([configured(provider)]);
    const outcome = await startUntilDecided(world);
    expect(outcome).toMatchObject({
      outcome: 'failed',
      failure: { code: 'provider_unavailable', message: expect.stringContaining('120 minutes') },
    });
  });

  it('asks less often after a hundred attempts', async () => {
    const { provider } = paidProvider('only', ['never arrived']);
    const world = await accepted([configured(provider)]);
    const outcome = await world.start({ taskId: world.id, outcome: 'waiting', attempts: 100 });
    expect(outcome).toMatchObject({ waitSeconds: 30, attempts: 101 });
  });
});

describe('a task that waits for a slot', () => {
  async function full() {
    const { provider } = paidProvider('only');
    const world = await accepted([configured(provider, { inFlight: 1 })]);
    await world.context.throttle.admit({
      taskId: 'other',
      createdAt: '2026-11-23T08:00:00.000Z',
      provider: 'only',
      limits: { inFlight: 1 },
      expectedSeconds: 10,
      leaseSeconds: 9000,
    });
    expect(await world.start()).toMatchObject({ outcome: 'waiting' });
    return world;
  }

  it('stays initialized, and goes when it is deleted, with its coins', async () => {
    const world = await full();
    expect(await world.record()).toMatchObject({ status: 'initialized', throttled: true });
    await deleteTask(world.context, { owner: 'ada', kind, id: world.id });
    expect(await world.context.throttle.usage('only', { inFlight: 1 })).toMatchObject({
      waiting: 0,
    });
    expect((await world.accounts.get('ada'))?.balance).toBe(1000);
    expect(await world.start()).toMatchObject({ outcome: 'deleted' });
  });

  it('gives the slot back when it is deleted just before its start', async () => {
    const { provider, paid } = paidProvider('only');
    const world = await accepted([configured(provider, { inFlight: 1 })]);
    const deletesInBetween: typeof world.context = {
      ...world.context,
      throttle: {
        ...world.context.throttle,
        async admit(turn) {
          await deleteTask(world.context, { owner: 'ada', kind, id: world.id });
          return world.context.throttle.admit(turn);
        },
      },
    };
    const outcome = await startTask(deletesInBetween, {
      taskId: world.id,
      token: 'start',
      firstCheckSeconds: 0,
      input: {},
    });
    expect(outcome).toMatchObject({ outcome: 'deleted' });
    expect(paid).toEqual([]);
    expect(await world.slots('only')).toEqual({});
  });
});
