import { describe, expect, it } from 'vitest';
import { settle, startEngine, task, temporaryDatabase } from './harness.ts';
import { manualClock } from './manual-clock.ts';

const NEVER = new Promise(() => undefined);
const START = Date.UTC(2026, 0, 1);

/** Two engines on one file: the first stops for ever, without cleaning up, where the second takes over. */
function twoLives(definition: object, handlers: { first?: () => unknown; second?: () => unknown }) {
  const path = temporaryDatabase();
  const firstClock = manualClock(START);
  const first = startEngine(definition, {
    path,
    clock: firstClock,
    handler: handlers.first ?? (() => NEVER),
  });
  function secondLife(secondsLater: number) {
    const clock = manualClock(START + secondsLater * 1000);
    const second = startEngine(definition, {
      path,
      clock,
      handler: handlers.second ?? (() => 'second life'),
    });
    second.engine.resume();
    return { ...second, clock };
  }
  return { ...first, clock: firstClock, secondLife };
}

const waitAnHour = {
  StartAt: 'Wait',
  States: { Wait: { Type: 'Wait', Seconds: 3600, End: true } },
};

describe('after the process died', () => {
  it('a wait waits only for the rest', async () => {
    const { start, secondLife } = twoLives(waitAnHour, {});
    const executionArn = await start('kept');
    await settle();
    const { call, end, clock } = secondLife(3000);
    clock.advance(599);
    await settle();
    expect(await call('DescribeExecution', { executionArn })).toMatchObject({ status: 'RUNNING' });
    clock.advance(1);
    expect(await end(executionArn)).toMatchObject({ status: 'SUCCEEDED', output: '"kept"' });
  });

  it('an overdue wait ends at once', async () => {
    const { start, secondLife } = twoLives(waitAnHour, {});
    const execution = await start();
    await settle();
    const { end, clock } = secondLife(7200);
    clock.advance(0);
    expect(await end(execution)).toMatchObject({ status: 'SUCCEEDED' });
  });

  it('a function whose answer was not seen is invoked again', async () => {
    const { start, secondLife } = twoLives({ StartAt: 'Work', States: { Work: task() } }, {});
    const execution = await start();
    await settle();
    const { end, eventTypes } = secondLife(1);
    expect(await end(execution)).toMatchObject({ output: '"second life"' });
    expect((await eventTypes(execution)).filter((type) => type === 'TaskScheduled')).toHaveLength(
      2,
    );
  });

  it('an execution is there as soon as its start was answered', async () => {
    const { start, secondLife } = twoLives({ StartAt: 'Work', States: { Work: task() } }, {});
    const execution = await start();
    expect(await secondLife(0).end(execution)).toMatchObject({ status: 'SUCCEEDED' });
  });

  it('a task token still comes back', async () => {
    const tokens: string[] = [];
    const ask = {
      ...task({}, '{% $states.context.Task.Token %}'),
      Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken',
      Output: '{% $states.result %}',
    };
    const path = temporaryDatabase();
    const definition = { StartAt: 'Ask', States: { Ask: ask } };
    const handler = (token: string) => tokens.push(token);
    const first = startEngine(definition, { path, clock: manualClock(START), handler });
    const execution = await first.start();
    await settle();
    const second = startEngine(definition, { path, clock: manualClock(START) });
    second.engine.resume();
    await second.call('SendTaskSuccess', { taskToken: tokens[0], output: '1' });
    expect(await second.end(execution)).toMatchObject({ status: 'SUCCEEDED', output: '1' });
    expect(tokens).toHaveLength(1);
  });

  it('retries made are not made again', async () => {
    const work = task({ Retry: [{ ErrorEquals: ['A'], IntervalSeconds: 60, MaxAttempts: 1 }] });
    const failing = () => Promise.reject(Object.assign(new Error('again'), { name: 'A' }));
    const { start, secondLife } = twoLives(
      { StartAt: 'Work', States: { Work: work } },
      { first: failing, second: failing },
    );
    const execution = await start();
    await settle();
    const { end, clock, eventTypes } = secondLife(60);
    clock.advance(0);
    expect(await end(execution)).toMatchObject({ status: 'FAILED', error: 'A' });
    expect((await eventTypes(execution)).filter((type) => type === 'TaskFailed')).toHaveLength(2);
  });

  it('the time-out of the machine still counts from the start', async () => {
    const { start, secondLife } = twoLives({ ...waitAnHour, TimeoutSeconds: 600 }, {});
    const execution = await start();
    const { end, clock } = secondLife(599);
    clock.advance(1);
    expect(await end(execution)).toMatchObject({ status: 'TIMED_OUT' });
  });

  it('an execution keeps the definition it was started with', async () => {
    const { start, secondLife } = twoLives(waitAnHour, {});
    const execution = await start('old');
    await settle();
    const { engine, end, clock } = secondLife(0);
    engine.addStateMachine({
      arn: execution.replace(':execution:', ':stateMachine:').replace(/:[^:]*$/, ''),
      name: 'Machine',
      definition: {
        QueryLanguage: 'JSONata',
        StartAt: 'New',
        States: { New: { Type: 'Fail', Error: 'New' } },
      },
    });
    clock.advance(3600);
    expect(await end(execution)).toMatchObject({ status: 'SUCCEEDED', output: '"old"' });
  });
});

describe('a finished execution', () => {
  it('is forgotten after 90 days, and its name is free again', async () => {
    const clock = manualClock(START);
    const { start, end, engine, call } = startEngine(
      { StartAt: 'Done', States: { Done: { Type: 'Succeed' } } },
      { clock },
    );
    const executionArn = await start('first', 'name');
    await end(executionArn);
    clock.advance(89 * 24 * 3600);
    engine.resume();
    await expect(start('second', 'name')).rejects.toMatchObject({ name: 'ExecutionAlreadyExists' });
    for (let hour = 0; hour <= 24; hour += 1) {
      clock.advance(3600);
    }
    await expect(call('DescribeExecution', { executionArn })).rejects.toMatchObject({
      name: 'ExecutionDoesNotExist',
    });
    expect(await end(await start('second', 'name'))).toMatchObject({ output: '"second"' });
  });
});
