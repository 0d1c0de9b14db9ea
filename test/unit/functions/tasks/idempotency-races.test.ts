import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCoins } from '../../../../functions/accounts/coins.ts';
import { sweepHolds } from '../../../../functions/sweep/sweep-holds.ts';
import { changeTask } from '../../../../functions/tasks/change-task.ts';
import { createTask } from '../../../../functions/tasks/create-task.ts';
import { taskIdForKey } from '../../../../functions/tasks/task-id.ts';
import { interleave } from '../../../fakes/interleaving.ts';
import { createService } from '../../../fakes/service.ts';

const KEY = 'order-17';
const cheap = { image_url: 'https://example.com/cat.jpg', prompt: 'push in' };
const dear = { ...cheap, video_time: 20 };
const two = { ...cheap, number_of_images: 2 };
const prices = new Map<object, number>([
  [cheap, 30],
  [dear, 120],
  [two, 60],
]);

type World = Awaited<ReturnType<typeof createWorld>>;

/** A service of which every caller has an instance of its own, over one database whose calls take any time. */
async function createWorld(scheduler: fc.Scheduler) {
  const { delay, wrap } = interleave(scheduler);
  const service = await createService();
  const instance = () => {
    const accounts = wrap(service.accounts);
    const coins = createCoins({ accounts, clock: service.clock, limits: {}, pause: delay });
    return { ...service.context, accounts, coins, tasks: wrap(service.context.tasks) };
  };
  return { ...service, delay, instance };
}

function send(world: World, body: object) {
  const call = { owner: 'ada', kind: 'image-to-video' as const, body, idempotencyKey: KEY };
  return createTask(world.instance(), call);
}

/** Works on the first task of the key as soon as there is one, and ends it as the workflow does. */
async function work(world: World, status: 'completed' | 'failed'): Promise<void> {
  const context = world.instance();
  const id = taskIdForKey('ada', KEY, 0);
  for (let checks = 0; checks < 40; checks += 1) {
    const task = await context.tasks.get(id);
    if (!task) continue;
    await changeTask(context, id, () => ({ status }));
    if (status === 'completed') await context.coins.settle('ada', id, task.claim);
    else await context.coins.refund('ada', id, task.kind, task.claim);
    return;
  }
}

/** What a sweep leaves in the account two hours later, and what the history says. */
async function settleBooks(world: World) {
  world.pass(7200);
  const { context, accounts, clock } = world;
  const warn = (_: string, error: unknown) => expect(error).toBeUndefined();
  await sweepHolds({ ...context, accounts, clock, warn }, 3600);
  const account = await accounts.get('ada');
  const history = accounts.entries.reduce((sum, { amount }) => sum + amount, 0);
  return { account, history };
}

const outcome = fc.constantFrom('completed' as const, 'failed' as const);

describe('one idempotency key in two instances at once', () => {
  it('makes what one of two requests asks for, at its price, and refuses the other', async () => {
    const pairs = fc.constantFrom([cheap, dear], [dear, cheap], [cheap, two], [two, cheap]);
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), pairs, outcome, async (scheduler, bodies, status) => {
        const world = await createWorld(scheduler);
        const sent = bodies.map((body) => send(world, body));
        const [settled] = await scheduler.waitFor(
          Promise.all([Promise.allSettled(sent), work(world, status)]),
        );
        const won = settled.findIndex((one) => one.status === 'fulfilled');
        expect(settled.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
        const lost = settled.find((one) => one.status === 'rejected');
        expect(lost?.reason.name).toMatch(/^(IdempotencyKeyReused|BookingChanged)Error$/);
        const { account, history } = await settleBooks(world);
        const tasks = await world.context.tasks.getAll([0, 1].map(idOf));
        const price = prices.get(bodies[won] ?? {}) ?? Number.NaN;
        expect(tasks.reduce((sum, { coins }) => sum + coins, 0)).toBe(price);
        const returned = tasks
          .filter((task) => task.status === 'failed')
          .reduce((sum, { coins }) => sum + coins, 0);
        expect(account?.balance).toBe(1000 - price + returned);
        expect(history).toBe(returned - price);
      }),
      { numRuns: 300 },
    );
  });

  it('charges a request once that is sent again while its task ends', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), outcome, async (scheduler, status) => {
        const world = await createWorld(scheduler);
        const sent = [cheap, cheap, cheap].map((body) => send(world, body));
        await scheduler.waitFor(Promise.all([...sent, work(world, status)]));
        const ids = (await Promise.all(sent)).flat().map(({ id }) => id);
        expect(new Set(ids)).toEqual(new Set([idOf(0)]));
        const { account, history } = await settleBooks(world);
        const task = await world.context.tasks.get(idOf(0));
        const paid = task?.status === 'failed' ? 0 : 30;
        expect(account).toMatchObject({ balance: 1000 - paid });
        expect(history + paid).toBe(0);
      }),
      { numRuns: 300 },
    );
  });
});

function idOf(copy: number): string {
  return taskIdForKey('ada', KEY, copy);
}

describe('a key whose task was deleted', () => {
  it('is answered with words, and makes nothing', async () => {
    const { context, accounts } = await createService();
    const call = {
      owner: 'ada',
      kind: 'image-to-video' as const,
      body: cheap,
      idempotencyKey: KEY,
    };
    const [task] = await createTask(context, call);
    await changeTask(context, idOf(0), () => ({ deletedAt: '2026-11-23T10:00:00.000Z' }));
    await context.coins.refund('ada', idOf(0), task?.kind, task?.claim);
    await expect(createTask(context, call)).rejects.toMatchObject({
      name: 'TaskDeletedError',
      message: expect.stringContaining(idOf(0)),
    });
    expect(await accounts.get('ada')).toMatchObject({ balance: 1000 });
    expect(accounts.held('ada')).toEqual({});
  });
});
